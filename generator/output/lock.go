package output

import (
	"errors"
	"os"
)

// ErrBusy says that another run writes files of the same project.
var ErrBusy = errors.New("another run of uvdock writes here; run this one again when it has ended")

// unlock closes a file that was locked, which ends the lock. What is written, is written through
// another one.
func unlock(f *os.File) { _ = f.Close() }

// acquire opens the journal of a directory, which is there as long as somebody writes, and locks it.
// A journal that nobody has locked was left by a run that was interrupted; its content says how far
// that came.
func acquire(root *os.Root) (*os.File, error) {
	const tries = 10 // a run that ends in the same moment takes the journal away
	for range tries {
		f, err := root.OpenFile(journalName, os.O_RDWR|os.O_CREATE, 0o644)
		if err != nil {
			return nil, err
		}
		if !tryLock(f) {
			_ = f.Close()
			return nil, ErrBusy
		}
		if mine, err := f.Stat(); err == nil {
			if there, err := root.Stat(journalName); err == nil && os.SameFile(mine, there) {
				return f, nil
			}
		}
		_ = f.Close()
	}
	return nil, ErrBusy
}
