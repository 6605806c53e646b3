package detect

import "io/fs"

// isDir says whether the project has such a directory.
func (t *tree) isDir(dir string) bool {
	if t.fsys == nil {
		return false
	}
	info, err := fs.Stat(t.fsys, dir)
	return err == nil && info.IsDir()
}

// subdirs are the names of the directories at the top that git does not ignore, sorted.
func (t *tree) subdirs() []string { return t.top(fs.DirEntry.IsDir) }

// topFiles are the files at the top that git does not ignore, sorted.
func (t *tree) topFiles() []string {
	return t.top(func(e fs.DirEntry) bool { return e.Type().IsRegular() })
}

func (t *tree) top(want func(fs.DirEntry) bool) []string {
	if t.fsys == nil {
		return nil // newTree said so
	}
	entries, err := fs.ReadDir(t.fsys, ".")
	if err != nil {
		return nil
	}
	defer t.ignored.enter(t.fsys, ".")()
	var out []string
	for _, e := range entries {
		if want(e) && !t.ignored.match(e.Name(), e.IsDir()) {
			out = append(out, e.Name())
		}
	}
	return out
}
