package main

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"
)

// archive is the packages of a release by name.
type archive struct {
	packages map[string]debian
	// provides maps virtual packages to the first that provides them.
	provides map[string]string
}

// debian is one binary package. Kilobytes is its Installed-Size; depends holds the alternatives of each need.
type debian struct {
	kilobytes int64
	depends   [][]string
}

// readArchive reads a file Packages; of a package with several versions the last one.
func readArchive(file string) (archive, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return archive{}, err
	}
	a := archive{map[string]debian{}, map[string]string{}}
	for stanza := range strings.SplitSeq(string(text), "\n\n") {
		fields := map[string]string{}
		for line := range strings.Lines(stanza) {
			if name, value, ok := strings.Cut(line, ": "); ok && !strings.HasPrefix(line, " ") {
				fields[name] = strings.TrimSpace(value)
			}
		}
		name := fields["Package"]
		if name == "" {
			continue
		}
		size, _ := strconv.ParseInt(fields["Installed-Size"], 10, 64)
		d := debian{kilobytes: size}
		for _, field := range []string{"Pre-Depends", "Depends"} {
			d.depends = append(d.depends, relations(fields[field])...)
		}
		a.packages[name] = d
		for _, alternatives := range relations(fields["Provides"]) {
			if _, taken := a.provides[alternatives[0]]; !taken {
				a.provides[alternatives[0]] = name
			}
		}
	}
	return a, nil
}

// relations are the names of a field such as Depends, without versions and architectures.
// Source: https://www.debian.org/doc/debian-policy/ch-relationships.html
func relations(field string) [][]string {
	var out [][]string
	for need := range strings.SplitSeq(field, ",") {
		var alternatives []string
		for one := range strings.SplitSeq(need, "|") {
			name := strings.FieldsFunc(one, func(r rune) bool { return strings.ContainsRune(" (:[", r) })
			if len(name) > 0 {
				alternatives = append(alternatives, name[0])
			}
		}
		if len(alternatives) > 0 {
			out = append(out, alternatives)
		}
	}
	return out
}

// closure gives the sizes of the packages and of what they need beyond the base.
func (a archive) closure(wanted, base []string) (kilobytes map[string]int64, needs map[string][]string) {
	kilobytes, needs = map[string]int64{}, map[string][]string{}
	for queue := slices.Clone(wanted); len(queue) > 0; queue = queue[1:] {
		name := queue[0]
		d, there := a.packages[name]
		if _, done := kilobytes[name]; done || !there {
			continue
		}
		kilobytes[name] = d.kilobytes
		for _, alternatives := range d.depends {
			need := a.pick(alternatives, base)
			if need != "" && need != name && !slices.Contains(needs[name], need) {
				needs[name] = append(needs[name], need)
				queue = append(queue, need)
			}
		}
	}
	return kilobytes, needs
}

// pick is the package that apt installs for a need; empty where the base has one that meets it.
func (a archive) pick(alternatives, base []string) string {
	found := ""
	for _, name := range alternatives {
		concrete := name
		if _, there := a.packages[name]; !there {
			concrete = a.provides[name]
		}
		if slices.Contains(base, name) || slices.Contains(base, concrete) {
			return ""
		}
		if found == "" {
			found = concrete
		}
	}
	return found
}

// runtimePackages are the names that the tables have for the runtime stage of any Debian release.
func runtimePackages(dir string) ([]string, error) {
	var names []string
	for _, pattern := range []string{"*.toml", "derived/*.toml"} {
		files, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			var table struct {
				Package []struct {
					Debian           struct{ Linked, Runtime []string }
					Trixie, Bookworm map[string]string
				}
			}
			if _, err := toml.DecodeFile(file, &table); err != nil {
				return nil, err
			}
			for _, p := range table.Package {
				names = append(names, slices.Concat(p.Debian.Linked, p.Debian.Runtime)...)
				for _, renamed := range []map[string]string{p.Trixie, p.Bookworm} {
					for _, to := range renamed {
						names = append(names, to)
					}
				}
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}
