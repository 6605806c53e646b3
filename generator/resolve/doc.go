// Package resolve works out which packages `uv sync --frozen` installs for a target and a
// selection, and how each arrives.
//
// It follows uv 0.13.8: spec/uvlock.md section 2 (from the lock to the set of packages),
// 3 (markers) and 4 (artifacts). Nothing here reads a file; the lock was read by package
// project, and everything that is wrong becomes a finding.
//
//	checks   -> what uv refuses before it looks at a package (check*.go, conflict.go)
//	roots    -> the projects that are asked for, their groups and extras (roots.go, selection.go)
//	walk     -> the edges whose markers hold (graph.go, walk.go, world.go)
//	artifact -> wheel, sdist, git or tree (artifact.go, build.go)
//	remarks  -> what is worth knowing of them (remark.go, foreign.go, cuda.go, merge.go)
package resolve
