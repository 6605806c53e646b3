package generator

import (
	"bytes"
	"crypto/sha1" // the name of an object of git
	"fmt"
	"io/fs"
	"path"
	"slices"

	"github.com/uvdock/uvdock/generator/gitindex"
	"github.com/uvdock/uvdock/generator/project"
)

// saved says whether git has a file of the lock root as it is: its index names the object. Line ends that a
// checkout changed are no difference. What cannot be read is not saved.
func saved(p *project.Project, file string, text []byte) bool {
	name := path.Join(p.Base, file)
	for top := path.Dir(name); ; top = path.Dir(top) {
		index, err := fs.ReadFile(p.FS, path.Join(top, ".git/index"))
		if err == nil {
			return inIndex(index, seenFrom(top, name), text)
		}
		if top == "." || top == "/" {
			return false
		}
	}
}

// seenFrom is a path as seen from a directory above it.
func seenFrom(top, name string) string {
	if top == "." {
		return name
	}
	return name[len(top)+1:]
}

func inIndex(index []byte, name string, text []byte) bool {
	entries, err := gitindex.Entries(index)
	if err != nil {
		return false
	}
	objects := []string{object(text), object(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")))}
	return slices.ContainsFunc(entries, func(e gitindex.Entry) bool { return e.Path == name && slices.Contains(objects, e.Object) })
}

// object is the name of a text as an object of git.
func object(text []byte) string {
	h := sha1.New() // the name of an object of git
	fmt.Fprintf(h, "blob %d\x00", len(text))
	h.Write(text)
	return fmt.Sprintf("%x", h.Sum(nil))
}
