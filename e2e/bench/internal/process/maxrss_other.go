//go:build !linux

package process

// maxrssUnit is what ru_maxrss counts in: bytes on macOS.
const maxrssUnit = 1
