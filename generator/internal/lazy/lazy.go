// Package lazy makes what most commands never use when it is first asked for, instead of when the
// program starts: each pattern costs a start some 20 µs, and uvdock runs for 20 ms.
package lazy

import (
	"regexp"
	"sync"
)

// Regexp is a regular expression that is compiled on the first call. One that is wrong panics then.
func Regexp(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}
