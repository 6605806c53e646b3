//go:build unix

package terminal

import "syscall"

// controlling makes the terminal that of the program, so that Ctrl-C is a signal to it where the program
// leaves the terminal's own keys on.
func controlling() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true, Setctty: true} }
