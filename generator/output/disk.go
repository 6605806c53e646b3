package output

import (
	"io"
	"io/fs"
	"os"
)

// disk is what writing needs of a directory. Tests let it fail, and die, at each of its steps.
type disk interface {
	OpenFile(name string, flag int, mode fs.FileMode) (file, error)
	ReadFile(name string) ([]byte, error)
	Stat(name string) (fs.FileInfo, error)
	Mkdir(name string, mode fs.FileMode) error
	Rename(from, to string) error
	Remove(name string) error
	// SyncDir flushes the names in a directory, where the system can.
	SyncDir(name string)
}

// file is one that is being written.
type file interface {
	io.WriteCloser
	Chmod(mode fs.FileMode) error
	Sync() error
}

// rootDisk is a directory of this machine.
type rootDisk struct{ *os.Root }

// OpenFile opens a file for writing.
func (d rootDisk) OpenFile(name string, flag int, mode fs.FileMode) (file, error) {
	f, err := d.Root.OpenFile(name, flag, mode)
	if err != nil {
		return nil, err // not a file that is nil
	}
	return f, nil
}

// SyncDir opens the directory for that, where it can.
func (d rootDisk) SyncDir(name string) {
	f, err := d.Open(name)
	if err != nil {
		return
	}
	_ = f.Sync() // not every system flushes a directory
	_ = f.Close()
}
