package plan

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/resolve"
)

// Flags are the arguments that give a selection to `uv sync` and `uv export`, names
// normalised, in a fixed order. --no-dev is not among them: the builder's UV_NO_DEV says it.
func Flags(s resolve.Selection) []string {
	var out []string
	named := func(flag string, names []string) {
		names = slices.Clone(names)
		for i, n := range names {
			names[i] = pep508.Normalize(n)
		}
		slices.Sort(names)
		for _, n := range slices.Compact(names) {
			out = append(out, flag, n)
		}
	}
	set := func(flag string, on bool) {
		if on {
			out = append(out, flag)
		}
	}
	named("--package", s.Packages)
	set("--all-packages", s.AllPackages)
	named("--extra", s.Extras)
	set("--all-extras", s.AllExtras)
	named("--no-extra", s.NoExtras)
	named("--group", s.Groups)
	named("--no-group", s.NoGroups)
	named("--only-group", s.OnlyGroups)
	set("--all-groups", s.AllGroups)
	set("--no-default-groups", s.NoDefaultGroups)
	return out
}

// decideSelection records which extras and groups the image gets.
func (b *builder) decideSelection() {
	flags := Flags(b.in.Selection)
	value, source := "the project's dependencies", "default"
	if len(flags) > 0 {
		value, source = strings.Join(flags, " "), "command line"
	}
	if groups := b.in.Targets[0].Groups; len(groups) > 0 {
		value += " with groups " + strings.Join(groups, ", ")
	}
	why := "development dependencies stay out"
	if !b.in.Selection.NoDev {
		why = "the development group was asked for"
	}
	if out := b.in.LeftOut; len(out) > 0 {
		if source += ", " + own; len(flags) <= 2*len(out) {
			source = own // nothing of it was given
		}
		why += ", and so do the default groups " + strings.Join(out, ", ") + ", whose names say development; --group NAME takes one"
	}
	b.because("selection", "Extras and groups", value, source, why, "https://docs.astral.sh/uv/concepts/projects/sync/")
}
