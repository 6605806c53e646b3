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

// Unfinished is the error for a directory in which a run was interrupted between its first and its
// last file: what lies there is partly old and partly new, until Recover completes it.
type Unfinished struct{}

func (*Unfinished) Error() string {
	return "a run of uvdock was interrupted while it put files in their places; run `uvdock generate`, which first completes what that one began"
}

// Interrupted says whether the files below dir are as a run left them: an *Unfinished for one that
// was interrupted half way, ErrBusy for one that is at work. It changes nothing.
func Interrupted(dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	f, err := root.Open(journalName)
	if err != nil {
		return nil // nobody writes, or nothing can be read here, which is said of the files
	}
	defer unlock(f)
	if !tryLock(f) {
		return ErrBusy
	}
	if _, done, err := readJournal(rootDisk{root}); err != nil || !strings.HasPrefix(done, committed) {
		return nil
	}
	return &Unfinished{}
}

// Recover completes or undoes what a run that was interrupted left below dir, and says whether there
// was one. A file that somebody changed since stops it, and nothing is touched.
func Recover(dir string) (bool, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return false, err
	}
	defer root.Close()
	if !exists(rootDisk{root}, journalName) {
		return false, nil
	}
	lock, err := acquire(root)
	if err != nil {
		return false, err
	}
	defer unlock(lock)
	d := rootDisk{root}
	if err := settle(d); err != nil {
		return true, err
	}
	return true, d.Remove(journalName)
}

// settle ends what the journal tells of, which then says nothing any more.
func settle(d disk) error {
	j, done, err := readJournal(d)
	if err != nil {
		return err
	}
	switch {
	case j == nil:
	case strings.HasPrefix(done, committed+aborted):
		err = j.undo(d)
	case strings.HasPrefix(done, committed):
		err = j.complete(d)
	default:
		j.forget(d)
	}
	return err
}

// complete puts every new file in its place that is not there yet.
func (j *journal) complete(d disk) error {
	for _, e := range j.Entries {
		if e.Remove || !exists(d, e.Temp) {
			continue // in its place already
		}
		ok, err := holds(d, e.Path, e.Old)
		if err != nil || !ok {
			return errors.Join(err, fmt.Errorf("a run of uvdock was interrupted, and %s was changed since; remove %s and the files .uvdock-* beside those it names, then run `uvdock generate` again", filepath.ToSlash(e.Path), journalName))
		}
	}
	for _, e := range j.Entries {
		var err error
		old, _ := holds(d, e.Path, e.Old)
		switch {
		case e.Remove && old: // another text is somebody's who wrote it since
			err = errors.Join(gone(d.Remove(e.Path)), gone(d.Remove(e.Temp)))
		case e.Remove:
			err = gone(d.Remove(e.Temp))
		case exists(d, e.Temp):
			err = d.Rename(e.Temp, e.Path)
		}
		if err = errors.Join(err, gone(d.Remove(e.Back))); err != nil {
			return explain(e.change.at(e.Path), err)
		}
	}
	j.flush(d)
	return nil
}

// undo puts every old file back.
func (j *journal) undo(d disk) error {
	var errs []error
	for _, e := range slices.Backward(j.Entries) {
		switch mine, _ := holds(d, e.Path, e.New); {
		case e.Remove && exists(d, e.Temp):
			errs = append(errs, d.Rename(e.Temp, e.Path))
		case e.Remove:
		case exists(d, e.Back):
			errs = append(errs, d.Rename(e.Back, e.Path))
		case mine && e.Old == "":
			errs = append(errs, d.Remove(e.Path))
		}
		if !e.Remove {
			errs = append(errs, gone(d.Remove(e.Temp)))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	j.unmake(d)
	j.flush(d)
	return nil
}

// forget removes what lies beside the places of files that were never put there.
func (j *journal) forget(d disk) {
	for _, e := range j.Entries {
		_ = d.Remove(e.Back)
		if !e.Remove { // what could not be put back is not to be lost
			_ = d.Remove(e.Temp)
		}
	}
	j.unmake(d)
}

// unmake removes the directories that were made.
func (j *journal) unmake(d disk) {
	for _, dir := range slices.Backward(j.Made) {
		_ = d.Remove(dir) // fails when it is not empty, and then it is in use
	}
}

// flush has the disk keep what was renamed and removed, before the journal says nothing of it any more.
func (j *journal) flush(d disk) {
	for _, dir := range j.directories() {
		d.SyncDir(dir)
	}
}

// gone takes no offence at a file that is not there.
func gone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// at is a change that is known by its path alone.
func (c Change) at(path string) Change {
	if c.Path == "" {
		c.Path = path
	}
	return c
}
