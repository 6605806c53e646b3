package output

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
)

// writer holds the files that are written but not yet in their places.
type writer struct {
	root   *os.Root
	staged []staged
	made   []string // directories that were made, outermost first
}

type staged struct {
	change Change
	temp   string
}

// flushes is how many files are written at a time: the disk takes them together, where one after
// the other waits for it each time.
const flushes = 16

// stage writes files beside their places. Of several that fail the first is told.
func (w *writer) stage(changes []Change) error {
	for _, c := range changes {
		dir := filepath.Dir(c.Path)
		w.staged = append(w.staged, staged{c, filepath.Join(dir, ".uvdock-"+rand.Text()[:12])})
		if c.Remove {
			continue
		}
		if err := w.mkdir(dir); err != nil {
			return explain(c, err)
		}
	}
	errs := make([]error, len(w.staged))
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(flushes, len(errs)) {
		wait.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(errs)); i = next.Add(1) - 1 {
				errs[i] = w.write(w.staged[i])
			}
		})
	}
	wait.Wait()
	for i, err := range errs {
		if err != nil {
			return explain(changes[i], err)
		}
	}
	return nil
}

// write writes one file and flushes it to the disk.
func (w *writer) write(s staged) error {
	c := s.change
	if c.Remove {
		return nil
	}
	f, err := w.root.OpenFile(s.temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, c.mode)
	if err != nil {
		return err
	}
	if c.Old != nil {
		err = f.Chmod(c.mode) // the umask has its say over new files only
	}
	_, writeErr := f.Write(c.New)
	return errors.Join(err, writeErr, f.Sync(), f.Close())
}

// mkdir makes a directory and those above it, and remembers which ones it made.
func (w *writer) mkdir(dir string) error {
	if dir == "." {
		return nil
	}
	if _, err := w.root.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := w.mkdir(filepath.Dir(dir)); err != nil {
		return err
	}
	if err := w.root.Mkdir(dir, 0o755); err != nil {
		return err
	}
	w.made = append(w.made, dir)
	return nil
}
