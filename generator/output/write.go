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
	case c.State == Edited:
		adopt := ""
		if _, _, err := c.Adopt(); err == nil {
			adopt = ", let --adopt move them there"
		}
		beside := ""
		if c.named {
			beside = ", move them to " + override + ", which the tool can merge"
		}
		return " was edited after uvdock wrote it, and is kept; move your lines into a region" + adopt + beside + ", or overwrite them with --force"
	case c.fixed:
		return " exists and was not written by uvdock; it is kept. Compare with --diff, move it to another name, or overwrite it with --force"
	case c.named:
		return " exists and was not written by uvdock; it is kept. Compare with --diff, move what is to stay to " + override + ", which the tool can merge, or overwrite it with --force"
	}
	if strings.HasSuffix(filepath.Base(c.Path), "ockerfile") {
		return " exists and was not written by uvdock; it is kept. Take it over with `uvdock adopt`, compare with --diff, write beside it with --output, or overwrite it with --force"
	}
	return " exists and was not written by uvdock; it is kept. Compare with --diff, write beside it with --output, or overwrite it with --force"
}

// Write puts every file that differs in its place and removes those to be removed, or does nothing.
// Files that are Foreign or Edited stop it with *Refused, unless force is set; one that is not any more
// what it was compared with, and another run that writes here (ErrBusy), stop it in any case.
//
// All new files are first written beside their places, then renamed one after the other, and what was
// renamed is put back if one fails. A process that dies in between leaves a journal, by which the next
// call of Recover or Write completes or undoes the change. So a reader may see the new text of one file beside the old
// one of another, but each file is whole at any time, and no such state lasts beyond the next run. What
// remains is the moment between the last look at a file and its rename, in which an editor's change
// would be overwritten: no system has one call for both.
func Write(dir string, changes []Change, force bool) error {
	if err := refuse(changes, force); err != nil {
		return err
	}
	drift := slices.DeleteFunc(slices.Clone(changes), func(c Change) bool { return !c.Drift() })
	if len(drift) == 0 {
		return nil
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	lock, err := acquire(root)
	if err != nil {
		if errors.Is(err, ErrBusy) {
			return err
		}
		return explain(drift[0], err)
	}
	defer unlock(lock)
	return replace(rootDisk{root}, drift)
}

// replace is Write for one who holds the lock.
func replace(d disk, changes []Change) error {
	if err := settle(d); err != nil {
		return err
	}
	j := newJournal(changes)
	err := j.planDirs(d)
	if err == nil {
		if err = j.begin(d); err != nil {
			err = explain(changes[0], err)
		}
	}
	if err == nil {
		err = j.stage(d)
	}
	if err == nil {
		err = j.unchanged(d)
	}
	if err != nil {
		j.forget(d)
		return errors.Join(err, d.Remove(journalName))
	}
	if err := add(d, committed); err != nil {
		// Whether the line is there is not known, so the journal goes before what it speaks of.
		removed := d.Remove(journalName)
		j.forget(d)
		return errors.Join(explain(changes[0], err), removed)
	}
	return j.commit(d)
}

// commit renames the staged files into their places. On failure what is in place already goes
// back to what it was.
func (j *journal) commit(d disk) error {
	for i, e := range j.Entries {
		err := e.put(d)
		if err == nil {
			continue
		}
		if undo := j.abort(d, i); undo != nil {
			return fmt.Errorf("cannot write %s: %w; and what was written before could not be put back: %w; the next `uvdock generate` tries again", filepath.ToSlash(e.Path), err, undo)
		}
		return explain(e.change, err)
	}
	j.flush(d)
	var errs []error
	for _, e := range j.Entries {
		if e.Remove {
			if err := d.Remove(e.Temp); err != nil {
				errs = append(errs, fmt.Errorf("%s is out of its place, but cannot be deleted: %w; everything else is done, and the next `uvdock generate` tries again", filepath.ToSlash(e.Path), err))
			}
		}
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	return d.Remove(journalName)
}

// put puts a staged file in its place, or one to be removed out of it.
func (e entry) put(d disk) error {
	if e.Remove {
		return d.Rename(e.Path, e.Temp)
	}
	return d.Rename(e.Temp, e.Path)
}

// abort puts back the old texts of the first files. The journal says so before the first of them
// goes back, and not before all of them lie there.
func (j *journal) abort(d disk, done int) error {
	for _, e := range j.Entries[:done] {
		if e.Remove || e.Old == "" {
			continue
		}
		if err := write(d, e.Back, e.change, e.change.Old); err != nil {
			return err
		}
	}
	if err := add(d, aborted); err != nil {
		return err
	}
	if err := j.undo(d); err != nil {
		return err
	}
	return d.Remove(journalName)
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
