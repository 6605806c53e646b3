package verify

import (
	"regexp"
	"sync"
)

// lazy is a regular expression that is compiled when it is first asked for. No other command
// needs those of this package, and each would wait for them when the program starts.
func lazy(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}
