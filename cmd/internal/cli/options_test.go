package cli

import (
	"io"
	"testing"

	"github.com/spf13/pflag"

	"github.com/uvdock/uvdock/generator/config"
)

// TestEveryFlag: each flag of generate is an option of the table or one that cannot be configured,
// and the other way round.
func TestEveryFlag(t *testing.T) {
	s := streams{out: io.Discard, err: io.Discard}
	seen := map[string]bool{"help": true}
	newGenerate(s).Flags().VisitAll(func(f *pflag.Flag) {
		seen[f.Name] = true
		_, isOption := config.Find(f.Name)
		if _, flagOnly := config.FlagsOnly[f.Name]; isOption == flagOnly {
			t.Errorf("--%s must be either in the option table of generator/config or in its FlagsOnly", f.Name)
		}
	})
	for _, o := range config.Options() {
		if !seen[o.Key] {
			t.Errorf("generate has no flag --%s", o.Key)
		}
	}
	for flag := range config.FlagsOnly {
		if !seen[flag] {
			t.Errorf("generate has no flag --%s, and FlagsOnly names it", flag)
		}
	}
}

// TestSameFlags: what decides about the image is a flag of check and explain, too.
func TestSameFlags(t *testing.T) {
	s := streams{out: io.Discard, err: io.Discard}
	check, explain := newCheck(s).Flags(), newExplain(s).Flags()
	for _, o := range config.Options() {
		if check.Lookup(o.Key) == nil || o.Scope != config.SharedFile && explain.Lookup(o.Key) == nil {
			t.Errorf("check or explain has no flag --%s", o.Key)
		}
	}
}
