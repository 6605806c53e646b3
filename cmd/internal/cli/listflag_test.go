package cli

import (
	"runtime"
	"slices"
	"testing"

	"github.com/spf13/pflag"
)

// TestListFlag: a list takes what pflag's own lists take.
func TestListFlag(t *testing.T) {
	for _, args := range [][]string{
		nil, {"--x=a"}, {"--x=a", "--x=b"}, {"--x=a,b", "--x", "c"}, {`--x="a,b",c`}, {"--x="}, {"--x=", "--x=a"}, {`--x="a`}, {"--x=a b, c"}, {"--x"},
	} {
		for _, exact := range []bool{false, true} {
			var got, want []string
			ours, theirs := pflag.NewFlagSet("", pflag.ContinueOnError), pflag.NewFlagSet("", pflag.ContinueOnError)
			listFlag(ours, &got, "x", "", exact, "")
			if exact {
				theirs.StringArrayVar(&want, "x", nil, "")
			} else {
				theirs.StringSliceVar(&want, "x", nil, "")
			}
			err, wrong := ours.Parse(args), theirs.Parse(args)
			if (err == nil) != (wrong == nil) || err != nil && err.Error() != wrong.Error() || err == nil && !slices.Equal(got, want) {
				t.Errorf("%q, exact %t: %q %v, want %q %v", args, exact, got, err, want, wrong)
			}
			if a, b := ours.FlagUsages(), theirs.FlagUsages(); a != b {
				t.Errorf("the help is %q, want %q", a, b)
			}
		}
	}
}

// TestStartIsSmall holds what every command pays before it begins: the flags of all of them.
func TestStartIsSmall(t *testing.T) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	newRoot(streams{})
	runtime.ReadMemStats(&after)
	const limit = 150_000
	if got := after.TotalAlloc - before.TotalAlloc; got > limit {
		t.Errorf("the commands take %d bytes, more than %d", got, limit)
	}
}
