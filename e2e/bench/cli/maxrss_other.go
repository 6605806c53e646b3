//go:build !linux

package main

// maxrssUnit is what ru_maxrss counts in: bytes on macOS.
const maxrssUnit = 1
