// Package output puts rendered files beside what is on disk: it compares, and it writes all
// files or none. `uvdock check` is the comparison, `uvdock generate` the comparison and then
// the writing, so the two cannot disagree.
package output

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/uvdock/uvdock/generator/render"
)

// State says how a file on disk relates to the one that was rendered.
type State string

// The states. Foreign is a file that uvdock did not write, Edited one that it wrote and
// somebody changed; neither is overwritten or removed without being asked to. Gone is one that
// uvdock wrote and that nothing is rendered for any more.
const (
	Create    State = "create"
	Unchanged State = "unchanged"
	Update    State = "update"
	Foreign   State = "foreign"
	Edited    State = "edited"
	Gone      State = "gone"
)

// Change is one rendered file beside the one on disk, or a file to remove.
type Change struct {
	// Path is relative to the directory, in the form of the operating system.
	Path  string
	State State
	// Remove says that the file is to be removed; New is then nil.
	Remove bool
	// Old is what is on disk, nil when there is nothing; New is what was rendered.
	Old, New []byte
	mode     fs.FileMode
	// places are those of regions in New.
	places []render.Place
	// named says that a tool finds the file by its name.
	named bool
	// fixed says so, too, of a tool that merges nothing into it.
	fixed bool
}

// Drift says whether the file on disk is not what it should be.
func (c Change) Drift() bool { return c.State != Unchanged }

// Compare reads what lies at the place of each file below dir. An error says that a place
// cannot hold a file: it is a directory, or a link that leaves dir.
func Compare(dir string, files []render.File) ([]Change, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	var out []Change
	for _, f := range files {
		c, err := compare(root, f)
		if err != nil {
			return nil, err
		}
		if i := slices.IndexFunc(out, func(o Change) bool { return o.Path == c.Path }); i >= 0 {
			return nil, fmt.Errorf("%s and %s are one file, %s; remove the link between them or name another with --output", files[i].Path, f.Path, c.Path)
		}
		out = append(out, c)
	}
	return out, nil
}

// Removals reads the files below dir that are to be removed. One that is not there any more is left
// out. An error says that a place holds no file.
func Removals(dir string, paths []string) ([]Change, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	var out []Change
	for _, p := range paths {
		c := Change{Path: filepath.FromSlash(p), Remove: true}
		info, err := root.Lstat(c.Path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return nil, fmt.Errorf("%s: %w", p, err)
		case !info.Mode().IsRegular():
			return nil, fmt.Errorf("%s is no regular file, and is not removed", p)
		}
		if c.Old, err = root.ReadFile(c.Path); err != nil {
			return nil, fmt.Errorf("%s: %w", p, err)
		}
		if c.State = stateOf(c.Old, nil); c.State == Update {
			c.State = Gone
		}
		out = append(out, c)
	}
	return out, nil
}

func compare(root *os.Root, f render.File) (Change, error) {
	name, err := place(root, filepath.FromSlash(f.Path))
	if err != nil {
		return Change{}, err
	}
	c := Change{Path: name, New: f.Text, mode: 0o644, named: f.Named, fixed: f.Fixed, places: f.Places}
	info, err := root.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		c.State = Create
		return c, nil
	}
	if err != nil {
		return c, fmt.Errorf("%s: %w", f.Path, err)
	}
	c.mode = info.Mode().Perm()
	if c.Old, err = root.ReadFile(name); err != nil {
		return c, fmt.Errorf("%s: %w", f.Path, err)
	}
	if f.Read && !bytes.Equal(c.Old, f.Basis) {
		return c, fmt.Errorf("%s changed while uvdock read it; nothing was changed, run it again", f.Path)
	}
	switch {
	case !f.Part:
		c.State = stateOf(c.Old, c.New)
	case bytes.Equal(c.Old, c.New):
		c.State = Unchanged
	default:
		c.State = Update
	}
	return c, nil
}

// place follows a symbolic link to the file that it stands for, so that replacing the file
// keeps the link. A link out of the directory is refused: what it points at is not uvdock's.
func place(root *os.Root, name string) (string, error) {
	for range 10 {
		info, err := root.Lstat(name)
		if errors.Is(err, fs.ErrNotExist) {
			return name, nil
		}
		if err != nil {
			return "", fmt.Errorf("%s: %w", name, err)
		}
		switch {
		case info.IsDir():
			return "", fmt.Errorf("%s is a directory, and a file is to be written there; name another with --output", name)
		case info.Mode()&fs.ModeSymlink == 0 && !info.Mode().IsRegular():
			return "", fmt.Errorf("%s is no regular file; name another with --output", name)
		case info.Mode()&fs.ModeSymlink == 0:
			return name, nil
		}
		target, err := root.Readlink(name)
		if err != nil {
			return "", fmt.Errorf("%s: %w", name, err)
		}
		next := filepath.Join(filepath.Dir(name), target)
		if filepath.IsAbs(target) || !filepath.IsLocal(next) {
			return "", fmt.Errorf("%s is a symbolic link to %s, which lies outside the project; remove the link or name another file with --output", name, target)
		}
		name = next
	}
	return "", fmt.Errorf("%s: too many symbolic links", name)
}

// unix is a text with the line ends of Unix.
func unix(text []byte) []byte { return bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")) }

// stateOf compares bytes. A checkout that turned all line ends into CRLF is no difference.
func stateOf(old, text []byte) State {
	if bytes.Equal(old, text) || render.Windows(old) && bytes.Equal(unix(old), unix(text)) {
		return Unchanged
	}
	switch render.OriginOf(old) {
	case render.Intact:
		return Update
	case render.Edited:
		return Edited
	}
	return Foreign
}
