package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Refused is the error of Write for files that are somebody else's.
type Refused struct {
	// Changes are those that are Foreign or Edited, at least one.
	Changes []Change
}

// Error names each file and the ways on.
func (r *Refused) Error() string {
	var lines []string
	for _, c := range r.Changes {
		name := filepath.ToSlash(c.Path)
		if c.Remove {
			lines = append(lines, name+" is not as uvdock wrote it, and is removed only with --force")
			continue
		}
		lines = append(lines, name+c.wayOn())
	}
	return strings.Join(lines, "\n")
}

// wayOn is the rest of a sentence about a file that is somebody else's.
func (c Change) wayOn() string {
	ending := filepath.Ext(c.Path)
	override := strings.TrimSuffix(filepath.Base(c.Path), ending) + ".override" + ending
	switch {
	case c.State == Edited && c.named:
		return " was edited after uvdock wrote it; see what would be lost with --diff, move it to " + override + ", which the tool can merge, then use --force to overwrite it"
	case c.State == Edited:
		return " was edited after uvdock wrote it; see what would be lost with --diff, then use --force to overwrite it"
	case c.named:
		return " exists and was not written by uvdock; it is kept. Compare with --diff, move what is to stay to " + override + ", which the tool can merge, or overwrite it with --force"
	}
	return " exists and was not written by uvdock; it is kept. Compare with --diff, write beside it with --output, or overwrite it with --force"
}

// Write puts every file that differs in its place and removes those to be removed, or does nothing:
// all are first written beside their places, then renamed one after the other, and what was renamed
// is put back if one fails. A file to be removed is renamed too, and deleted at the very end. Files
// that are Foreign or Edited stop it with *Refused, unless force is set.
func Write(dir string, changes []Change, force bool) error {
	if err := refuse(changes, force); err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	w := &writer{root: root}
	defer w.discard()
	drift := slices.DeleteFunc(slices.Clone(changes), func(c Change) bool { return !c.Drift() })
	if err := w.stage(drift); err != nil {
		return err
	}
	return w.commit()
}

func refuse(changes []Change, force bool) error {
	var refused []Change
	for _, c := range changes {
		if c.State == Foreign || c.State == Edited {
			refused = append(refused, c)
		}
	}
	if len(refused) == 0 || force {
		return nil
	}
	return &Refused{Changes: refused}
}

// commit renames the staged files into their places. On failure what is in place already goes
// back to what it was.
func (w *writer) commit() error {
	for i, s := range w.staged {
		if err := w.move(s); err != nil {
			if undo := w.restore(w.staged[:i]); undo != nil {
				return fmt.Errorf("cannot write %s: %w; and what was written before could not be put back: %w", filepath.ToSlash(s.change.Path), err, undo)
			}
			return explain(s.change, err)
		}
	}
	done := w.staged
	w.staged, w.made = nil, nil
	return w.remove(done)
}

// move puts a staged file in its place, or one to be removed out of it.
func (w *writer) move(s staged) error {
	if s.change.Remove {
		return w.root.Rename(s.change.Path, s.temp)
	}
	return w.root.Rename(s.temp, s.change.Path)
}

// remove deletes what commit moved away.
func (w *writer) remove(done []staged) error {
	for _, s := range done {
		if !s.change.Remove {
			continue
		}
		if err := w.root.Remove(s.temp); err != nil {
			return fmt.Errorf("%s is out of its place, but cannot be deleted: %w; everything else is done", filepath.ToSlash(s.change.Path), err)
		}
	}
	return nil
}

// restore puts the old content of files back, newest first.
func (w *writer) restore(done []staged) error {
	var errs []error
	for _, d := range slices.Backward(done) {
		c := d.change
		if c.Remove {
			errs = append(errs, w.root.Rename(d.temp, c.Path))
			continue
		}
		if c.Old == nil {
			errs = append(errs, w.root.Remove(c.Path))
			continue
		}
		errs = append(errs, w.root.WriteFile(c.Path, c.Old, c.mode))
	}
	return errors.Join(errs...)
}

// discard removes what was staged and not committed.
func (w *writer) discard() {
	for _, s := range w.staged {
		if !s.change.Remove { // what could not be put back is not to be lost
			_ = w.root.Remove(s.temp)
		}
	}
	for _, v := range slices.Backward(w.made) {
		_ = w.root.Remove(v) // fails when it is not empty, and then it is in use
	}
}

// explain says what could not be written or removed, and what to try.
func explain(c Change, err error) error {
	name := filepath.ToSlash(c.Path)
	if c.Remove {
		return fmt.Errorf("cannot remove %s: %w; nothing was changed", name, err)
	}
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("cannot write %s: %w; nothing was changed. Make the directory writable, or print the file with --stdout", name, err)
	}
	return fmt.Errorf("cannot write %s: %w; nothing was changed", name, err)
}
