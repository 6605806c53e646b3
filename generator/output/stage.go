package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
)

// flushes is how many files are written at a time: the disk takes them together, where one after
// the other waits for it each time.
const flushes = 16

// planDirs notes the directories that have to be made, outermost first.
func (j *journal) planDirs(d disk) error {
	seen := map[string]bool{}
	var plan func(dir string) error
	plan = func(dir string) error {
		if dir == "." || seen[dir] {
			return nil
		}
		seen[dir] = true
		if _, err := d.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err := plan(filepath.Dir(dir)); err != nil {
			return err
		}
		j.Made = append(j.Made, dir)
		return nil
	}
	for _, e := range j.Entries {
		if e.Remove {
			continue
		}
		if err := plan(filepath.Dir(e.Path)); err != nil {
			return explain(e.change, err)
		}
	}
	return nil
}

// stage makes the directories and writes the new files beside their places. Of several that fail the
// first is told.
func (j *journal) stage(d disk) error {
	for _, dir := range j.Made {
		if err := d.Mkdir(dir, 0o755); err != nil {
			return fmt.Errorf("cannot make the directory %s: %w; nothing was changed", filepath.ToSlash(dir), err)
		}
	}
	errs := make([]error, len(j.Entries))
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(flushes, len(errs)) {
		wait.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(errs)); i = next.Add(1) - 1 {
				errs[i] = write(d, j.Entries[i].Temp, j.Entries[i].change, j.Entries[i].change.New)
			}
		})
	}
	wait.Wait()
	for i, err := range errs {
		if err != nil {
			return explain(j.Entries[i].change, err)
		}
	}
	return nil
}

// write writes a text of a change into a file and flushes it to the disk. A removal has none.
func write(d disk, name string, c Change, text []byte) error {
	if c.Remove {
		return nil
	}
	f, err := d.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, c.mode)
	if err != nil {
		return err
	}
	if c.Old != nil {
		err = f.Chmod(c.mode) // the umask has its say over new files only
	}
	_, writeErr := f.Write(text)
	return errors.Join(err, writeErr, f.Sync(), f.Close())
}

// unchanged confirms that every place still holds what it was compared with.
func (j *journal) unchanged(d disk) error {
	for _, e := range j.Entries {
		ok, err := holds(d, e.Path, e.Old)
		if err != nil {
			return explain(e.change, err)
		}
		if !ok {
			return fmt.Errorf("%s was changed since uvdock read it; nothing was changed, run it again", filepath.ToSlash(e.Path))
		}
	}
	return nil
}
