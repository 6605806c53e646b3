package plan

import (
	"path"
	"slices"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/resolve"
)

// others are the local packages of the lock that this image does not install and that are no
// members: path dependencies of another member, of an extra or of a group. `uv export --locked`
// reads their metadata all the same, and fails where they are absent ("Distribution not found").
func (b *builder) others() []*project.Package {
	var out []*project.Package
	installed := b.in.packages()
	for _, p := range b.in.Project.Lock.Packages {
		if !p.Source.Tree() && p.Source.Kind != project.Path {
			continue
		}
		dir := path.Clean(p.Source.Location)
		member := slices.ContainsFunc(b.in.Project.Members, func(m project.Member) bool { return m.Dir == dir })
		here := slices.ContainsFunc(installed, func(q resolve.Package) bool {
			return q.Name == p.Name && q.Source == p.Source
		})
		if dir != "." && !member && !here {
			out = append(out, p)
		}
	}
	return out
}

// otherArchives are the local wheels and sdists among the others; none where nothing reads them.
func (b *builder) otherArchives(verified bool) []string {
	var out []string
	for _, p := range b.others() {
		if verified && p.Source.Kind == project.Path && !leaves(path.Clean(p.Source.Location)) {
			out = append(out, path.Clean(p.Source.Location))
		}
	}
	return out
}

// refuseOutside reports the others that are not in the context: no stage could confirm the lock.
// Under --frozen none does, and what this image does not install is not looked for.
func (b *builder) refuseOutside() {
	if b.in.Frozen {
		return
	}
	for _, p := range b.others() {
		if leaves(path.Clean(p.Source.Location)) {
			b.report(diag.Errorf("outside-context", diag.Place{File: b.in.Project.Lock.File},
				"%s at %s is not in this image, but uv reads it to confirm uv.lock, and it lies outside the directory of uv.lock, which is the build context", p.Name, p.Source.Location).
				WithFix("move it below the project, or give --frozen to build what uv.lock says without confirming it"))
		}
	}
}

// localTrees are the path dependencies in the context, installed or not: directories of the
// lock that are neither members nor the project itself.
func (b *builder) localTrees() []string {
	var out []string
	for _, p := range b.in.Project.Lock.Packages {
		dir := path.Clean(p.Source.Location)
		if p.Source.Kind == project.Directory && dir != "." && !leaves(dir) && !slices.Contains(out, dir) {
			out = append(out, dir)
		}
	}
	return out
}
