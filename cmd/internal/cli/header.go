package cli

import (
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/config"
	"github.com/uvdock/uvdock/generator/render"
)

// notInHeader are the flags that do not change what is written for one image.
var notInHeader = []string{"adopt", "all", "bake", "check", "ci", "compose", "diff", "dry-run", "force", "format", "line", "online", "prune", "quiet", "save", "stdout", "target", "help", "write"}

// headerCommand are the words that write the same file again: `uvdock generate` and the flags
// that were set but for some, in alphabetical order. The path is left out: the file lies in the project.
func headerCommand(flags *pflag.FlagSet, but config.Values) []string {
	words := []string{"uvdock", "generate"}
	flags.Visit(func(f *pflag.Flag) {
		if _, left := but[f.Name]; left || slices.Contains(notInHeader, f.Name) {
			return
		}
		values := []string{f.Value.String()}
		if list, ok := f.Value.(pflag.SliceValue); ok {
			values = list.GetSlice()
		}
		for _, v := range values {
			switch {
			case f.Value.Type() != "bool":
				words = append(words, "--"+f.Name, v)
			case v == "true":
				words = append(words, "--"+f.Name)
			default:
				words = append(words, "--"+f.Name+"="+v) // a word of its own would be the PATH
			}
		}
	})
	return words
}

// named are the options with the command of the header, which names the member also where the
// directory named it.
func (o generateOptions) named(r *generator.Result) generateOptions {
	if r.Plan != nil {
		o.Command = r.Plan.Command
	}
	return o
}

// again is the command line that writes everything of this run again, as it can be pasted.
func (o generateOptions) again() string {
	words := slices.Clone(o.Command[:2])
	for _, f := range []struct {
		given bool
		flag  string
	}{{o.all, "--all"}, {o.Bake, "--bake"}, {o.Compose, "--compose"}, {o.CI != "", "--ci " + o.CI}} {
		if f.given {
			words = append(words, strings.Fields(f.flag)...)
		}
	}
	return shellLine(append(words, o.Command[2:]...))
}

// shellLine is a command line that can be pasted.
func shellLine(words []string) string {
	line, err := render.ShellWords(words)
	if err != nil {
		return strings.Join(words, " ")
	}
	return line
}
