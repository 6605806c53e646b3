package resolve

import (
	"fmt"

	"github.com/uvdock/uvdock/generator/wheel"
)

// oldestHint and newestHint bound the minors that a hint tries, newestGlibc the C library.
const (
	oldestHint  = 8
	newestHint  = 15
	newestGlibc = 45
)

// hint is a target near the given one on which the package has a wheel: another C library
// first, another Python then. Empty where nothing helps.
func (r *Resolver) hint(n int, t Target) string {
	list := r.wheels(n)
	fits := func(py wheel.Python, l wheel.Libc) bool {
		return wheel.NewTags(py, wheel.Platform{Libc: l, Arch: t.Wheel.Arch}).Best(list) >= 0
	}
	if len(list) == 0 {
		return ""
	}
	libc := t.Wheel.Libc
	oldest := libc.Minor + 1
	if libc.Family == wheel.Musl {
		oldest = 17
	}
	for minor := oldest; minor <= newestGlibc; minor++ {
		if l := (wheel.Libc{Family: wheel.Glibc, Major: 2, Minor: minor}); fits(t.Python, l) {
			return fmt.Sprintf("choose a base image with glibc 2.%d or newer, for which it has a wheel", minor)
		}
	}
	for minor := newestHint; minor >= oldestHint; minor-- {
		py := wheel.Python{Major: 3, Minor: minor, FreeThreaded: t.Python.FreeThreaded}
		if minor != t.Python.Minor && fits(py, libc) {
			return fmt.Sprintf("choose Python %s, for which it has a wheel", py)
		}
	}
	return ""
}
