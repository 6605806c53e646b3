package paths

import (
	"io/fs"
	"path"
	"strings"
)

// Tree looks for links and submodules in a project, each directory once for all of its images. It is
// not safe for concurrent use.
type Tree struct {
	fsys  fs.FS
	base  string
	known map[string]node
	// followed are the results of follow.
	followed map[string]trail
}

// trail is where a path leads.
type trail struct{ places, links []string }

// node is what is known of a directory or file: where it leads if it is a link, and whether it is
// the root of a repository of its own.
type node struct {
	target         string
	link, separate bool
}

// NewTree reads the file system of a project, in which base is the lock root.
func NewTree(fsys fs.FS, base string) *Tree {
	return &Tree{fsys: fsys, base: base, known: map[string]node{}, followed: map[string]trail{}}
}

// mostLinks is how many links a path may lead through; Linux follows as many.
const mostLinks = 40

// follow gives all paths of a file or directory: its own, and those that the links on the way lead
// to, since BuildKit binds and copies what they lead to. links are these, and the submodules, both of
// which git tells of by their own path. All are relative to the lock root.
func (t *Tree) follow(file string) (places, links []string) {
	f, ok := t.followed[file]
	if !ok {
		f.places, f.links = t.trail(file)
		t.followed[file] = f
	}
	return f.places, f.links
}

func (t *Tree) trail(file string) (places, links []string) {
	places = []string{file}
	for len(places) <= mostLinks {
		at := places[len(places)-1]
		link, submodules := t.firstLink(at)
		links = append(links, submodules...)
		if link == "" {
			return places, links
		}
		links = append(links, link)
		target := t.node(link).target
		if path.IsAbs(target) {
			return places, links // leads out of every context
		}
		places = append(places, path.Join(path.Dir(link), target, strings.TrimPrefix(at[len(link):], "/")))
	}
	return places, links
}

// firstLink is the first part of a path that is a link, empty for none, with the submodules before
// it. The lock root and what lies above it are no matter of the path.
func (t *Tree) firstLink(file string) (link string, submodules []string) {
	for i := range len(file) + 1 {
		if i < len(file) && file[i] != '/' {
			continue
		}
		part := file[:i]
		if part == "." || path.Base(part) == ".." {
			continue
		}
		switch n := t.node(part); {
		case n.link:
			return part, submodules
		case n.separate:
			submodules = append(submodules, part)
		}
	}
	return "", submodules
}

// node looks at a path of the lock root.
func (t *Tree) node(file string) node {
	if n, ok := t.known[file]; ok {
		return n
	}
	var n node
	name := path.Join(t.base, file)
	if info, err := fs.Lstat(t.fsys, name); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		n.target, err = fs.ReadLink(t.fsys, name)
		n.link = err == nil
	} else if err == nil && info.IsDir() {
		_, err := fs.Stat(t.fsys, path.Join(name, ".git"))
		n.separate = err == nil
	}
	t.known[file] = n
	return n
}
