package detect

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/knowledge"
)

// tree is the part of the project's directory that is searched. Paths are slash paths
// relative to the project's directory.
type tree struct {
	fsys fs.FS
	// files are the Python files in the order of the walk, directory by directory.
	files []string
	// has holds files and directories.
	has  map[string]bool
	dirs []string
	// nested are the directories with projects of their own, which are not searched.
	nested []string
	// ignored are the rules of git above the project's directory.
	ignored *ignores
}

// aside says whether the file lies in a directory of examples, documents or tools.
func aside(rules knowledge.Sources, file string) bool {
	return slices.ContainsFunc(strings.Split(path.Dir(file), "/"), func(part string) bool {
		return matchAny(rules.AsideDirs, part)
	})
}

func matchAny(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		ok, err := path.Match(p, name)
		return err == nil && ok
	})
}

// mayHold says whether a directory has such a module or package, so that imports of other
// distributions cost no look at the disk.
func (t *tree) mayHold(dir, top string) bool {
	at := path.Join(dir, top)
	return t.has[at] || t.has[at+".py"]
}

// exists says whether the project has a regular file, be it in a directory that is not searched.
func (t *tree) exists(file string) bool {
	if t.has[file] {
		return true
	}
	if t.fsys == nil || !fs.ValidPath(file) {
		return false
	}
	info, err := fs.Lstat(t.fsys, file)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	t.has[file] = true
	return true
}

// read returns the content of a file, at most limit bytes long. The buffer may be nil.
func (t *tree) read(file string, limit int64, buffer *bytes.Buffer) ([]byte, error) {
	f, err := t.fsys.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if buffer == nil {
		buffer = &bytes.Buffer{}
	}
	buffer.Reset()
	if _, err := buffer.ReadFrom(io.LimitReader(f, limit+1)); err != nil {
		return nil, err
	}
	if int64(buffer.Len()) > limit {
		return nil, fmt.Errorf("larger than %d bytes", limit)
	}
	return buffer.Bytes(), nil
}

// nested names the projects below this one, of which an image of this project starts nothing.
func (s *sources) nested() string {
	const limit = 8
	var list []string
	for i, dir := range s.tree.nested {
		if i == limit {
			list = append(list, fmt.Sprintf("%d more", len(s.tree.nested)-limit))
			break
		}
		list = append(list, s.in.place(dir, 0).File)
	}
	switch len(list) {
	case 0:
		return ""
	case 1:
		return list[0] + ", a project of its own"
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1] + ", projects of their own"
}
