package system

import (
	"slices"

	"github.com/uvdock/uvdock/generator/knowledge"
)

// localNames are a row's packages on one distribution.
type localNames struct {
	build, linked, runtime []string
	// gone are the packages, by the row's name for them, that the release no longer has.
	goneBuild, goneRuntime []string
	// unmapped: the row names Debian packages and not one of Alpine. It is unknown what the
	// package needs there, not nothing.
	unmapped bool
}

// namesOn gives a row's packages the names of the distribution's release.
func namesOn(distro Distro, row knowledge.NativeRow) localNames {
	if distro.Family == "alpine" {
		a := row.Alpine
		return localNames{
			build: a.Build, linked: a.Linked, runtime: a.Runtime,
			unmapped: a.Empty() && !row.Debian.Empty() && !row.AlpineUnsupported,
		}
	}
	renames := renamesFor(distro.Release, row)
	var n localNames
	n.build, n.goneBuild = rename(row.Debian.Build, renames)
	n.linked, _ = rename(row.Debian.Linked, renames) // gone with its development package
	n.runtime, n.goneRuntime = rename(row.Debian.Runtime, renames)
	return n
}

// renamesFor is the table that leads from the row's release to the wanted one; nil where they
// are the same. A release later than both has the names of trixie, as far as is known.
func renamesFor(release string, row knowledge.NativeRow) map[string]string {
	switch {
	case release == "bookworm" && row.Suite == "trixie":
		return row.Bookworm
	case release != "bookworm" && row.Suite != "trixie":
		return row.Trixie
	}
	return nil
}

func rename(list []string, renames map[string]string) (have, gone []string) {
	for _, old := range list {
		name, ok := renames[old]
		switch {
		case !ok:
			have = append(have, old)
		case name == "":
			gone = append(gone, old)
		default:
			have = append(have, name)
		}
	}
	return have, gone
}

// used is the packages that count, sorted.
func (n localNames) used(use usage) []string {
	var out []string
	if use.built {
		out = slices.Concat(n.build, n.linked)
	}
	if use.runtime {
		out = append(out, n.runtime...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// gone is the packages that count and that the release lacks.
func (n localNames) gone(use usage) []string {
	var out []string
	if use.built {
		out = append(out, n.goneBuild...)
	}
	if use.runtime {
		out = append(out, n.goneRuntime...)
	}
	return out
}
