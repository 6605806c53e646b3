//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd || windows)

package output

import "os"

// tryLock has no lock to take here that would end with the process.
func tryLock(*os.File) bool { return true }
