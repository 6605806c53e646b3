//go:build !unix

package terminal

import "syscall"

func controlling() *syscall.SysProcAttr { return nil }
