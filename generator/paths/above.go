package paths

import (
	"path"
	"strings"
)

// directories finds those of a set that hold a path. The paths are relative to one directory, and
// may begin with "..".
type directories struct {
	set map[string]*Entry
	// highest is how many directories up the highest of the set lies.
	highest int
}

func directoriesOf(list []Entry) directories {
	d := directories{set: make(map[string]*Entry, len(list))}
	for i := range list {
		d.set[list[i].Path] = &list[i]
		d.highest = max(d.highest, climb(list[i].Path))
	}
	return d
}

// above goes through the directories that hold a path, the nearest first, without the path itself.
func (d directories) above(file string, visit func(*Entry)) {
	for dir := parent(file); climb(dir) <= d.highest; dir = parent(dir) {
		if e := d.set[dir]; e != nil {
			visit(e)
		}
	}
}

// hold says whether one of them holds a path and is not the path itself.
func (d directories) hold(file string) bool {
	found := false
	d.above(file, func(*Entry) { found = true })
	return found
}

// parent is the directory that holds a path; that of "." is "..".
func parent(file string) string {
	switch {
	case file == ".":
		return ".."
	case climbsOnly(file):
		return "../" + file
	}
	return path.Dir(file)
}

// climb is how many directories up a path leads before it names any.
func climb(file string) int {
	n := 0
	for ; strings.HasPrefix(file, "../"); file = file[3:] {
		n++
	}
	if file == ".." {
		n++
	}
	return n
}

func climbsOnly(file string) bool { return file == ".." || strings.HasSuffix(file, "/..") }

// leaves says whether a relative path is outside the directory that it is relative to.
func leaves(file string) bool { return climb(file) > 0 }
