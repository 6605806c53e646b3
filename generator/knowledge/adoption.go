package knowledge

import (
	"path"
	"regexp"
	"slices"
)

// Adoption is what is known of Dockerfiles by hand: profiles/adopt. In each list the first row that fits wins.
type Adoption struct {
	Images    []OldImage
	Variables []OldVariable
	Packages  []OldPackages
	Commands  []OldCommand
}

// OldImage says which profile comes nearest to a base image.
type OldImage struct {
	// Name and Tag are regular expressions for the whole of them.
	Name    string `toml:"name"`
	Tag     string `toml:"tag"`
	Profile string `toml:"profile"`
	// Windows says that no Linux builder runs it, UVOnly that it holds uv and nothing else, GPU that containers
	// of it are given one.
	Windows bool   `toml:"windows"`
	UVOnly  bool   `toml:"uv_only"`
	GPU     bool   `toml:"gpu"`
	Why     string `toml:"why"`

	name, tag *regexp.Regexp
}

// OldVariable is a variable that means nothing in a generated Dockerfile.
type OldVariable struct {
	// Names are patterns of path.Match. Values are the values that the row is about, nil for any.
	Names  []string `toml:"names"`
	Values []string `toml:"values"`
	// Decision is the key of the one that covers it, empty for none.
	Decision string `toml:"decision"`
	Why      string `toml:"why"`
}

// OldPackages are system packages that serve something which is done in another way.
type OldPackages struct {
	// Use is one of OldUses; Names are patterns of path.Match.
	Use   string   `toml:"use"`
	Names []string `toml:"names"`
	// Programs are what packages run as, where that is not their name.
	Programs map[string]string `toml:"programs"`
	Why      string            `toml:"why"`
}

// OldUses are what system packages of a Dockerfile by hand are for.
var OldUses = []string{"python", "compile", "download", "base", "init"}

// OldCommand is a command that needs no line in a generated Dockerfile.
type OldCommand struct {
	// Pattern is a regular expression for the whole command.
	Pattern string `toml:"pattern"`
	// Decision is the key of the one that covers it, empty for none. Warn says that the image may miss something.
	Decision string `toml:"decision"`
	Warn     bool   `toml:"warn"`
	Why      string `toml:"why"`

	pattern *regexp.Regexp
}

// ImageOf finds the row of an image by its name and tag, and the versions in the tag; empty where it names none.
func (a Adoption) ImageOf(name, tag string) (row OldImage, python, uv string, ok bool) {
	for _, i := range a.Images {
		m := i.tag.FindStringSubmatch(tag)
		if m == nil || !i.name.MatchString(name) {
			continue
		}
		if n := i.tag.SubexpIndex("python"); n > 0 {
			python = m[n]
		}
		if n := i.tag.SubexpIndex("uv"); n > 0 {
			uv = m[n]
		}
		return i, python, uv, true
	}
	return OldImage{}, "", "", false
}

// VariableOf finds the row of a variable.
func (a Adoption) VariableOf(name, value string) (OldVariable, bool) {
	i := slices.IndexFunc(a.Variables, func(v OldVariable) bool {
		return matchesAny(v.Names, name) && (v.Values == nil || slices.Contains(v.Values, value))
	})
	if i < 0 {
		return OldVariable{}, false
	}
	return a.Variables[i], true
}

// PackageOf finds the row of a system package.
func (a Adoption) PackageOf(name string) (OldPackages, bool) {
	i := slices.IndexFunc(a.Packages, func(p OldPackages) bool { return matchesAny(p.Names, name) })
	if i < 0 {
		return OldPackages{}, false
	}
	return a.Packages[i], true
}

// CommandOf finds the row of a command.
func (a Adoption) CommandOf(command string) (OldCommand, bool) {
	i := slices.IndexFunc(a.Commands, func(c OldCommand) bool { return c.pattern.MatchString(command) })
	if i < 0 {
		return OldCommand{}, false
	}
	return a.Commands[i], true
}

func matchesAny(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { ok, _ := path.Match(p, name); return ok })
}
