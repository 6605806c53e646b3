package output

import (
	"os"

	"golang.org/x/sys/windows"
)

// tryLock locks an open file without waiting. The lock ends with the process, however that ends. It
// is on a byte that no file has: Windows would keep others, and this process, from reading one that is there.
func tryLock(f *os.File) bool {
	far := &windows.Overlapped{OffsetHigh: 1 << 30}
	return windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, far) == nil
}
