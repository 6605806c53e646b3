package system

import (
	"slices"
	"strings"

	version "github.com/aquasecurity/go-pep440-version"

	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/resolve"
)

// rowOf is the row that holds for a package on a target: the user's, else the table's. A
// project's own code is not looked up; that it is called like a published package means nothing.
func (d *decider) rowOf(s scene, p resolve.Package) (knowledge.NativeRow, bool) {
	row, ok := d.in.Overrides[p.Name]
	if ok {
		row.Name, row.Rank = p.Name, knowledge.Override
	} else if !p.FirstParty {
		row, ok = d.table.Lookup(p.Name)
	}
	if !ok || !isBelow(p.Version, row.Below) {
		return knowledge.NativeRow{}, false
	}
	if slices.ContainsFunc(row.Unless, func(name string) bool { return s.names[name] }) {
		return void(row), true
	}
	return row, true
}

// void is a row without its needs. What it is compiled with stays true.
func void(row knowledge.NativeRow) knowledge.NativeRow {
	return knowledge.NativeRow{
		Name: row.Name, Kind: knowledge.KindNone, Toolchain: row.Toolchain, Rank: row.Rank,
		Confidence: row.Confidence, Evidence: row.Evidence,
	}
}

// isBelow compares by PEP 440. A row without a limit holds for every version, and so does any
// row for a version that cannot be read: better a package too many.
func isBelow(have, limit string) bool {
	if limit == "" {
		return true
	}
	l, err := version.Parse(limit)
	if err != nil {
		return true
	}
	v, err := version.Parse(have)
	return err != nil || v.LessThan(l)
}

// pureByWheels says whether the lock lists wheels for the version and all of them are pure:
// then so is the sdist.
func (d *decider) pureByWheels(p resolve.Package) bool {
	if d.in.Lock == nil {
		return false
	}
	pure := false
	for _, locked := range d.in.Lock.ByName[p.Name] {
		if locked.Version != p.Version || locked.Source.Kind != p.Source.Kind {
			continue
		}
		for _, w := range locked.Wheels {
			if !strings.HasSuffix(w.Name, "-any.whl") {
				return false
			}
			pure = true
		}
	}
	return pure
}

// isPlatformWheel says whether an artifact is a wheel for particular platforms: the last tag of
// its file name is not "any". Rule: PyPA, binary distribution format, file name convention.
func isPlatformWheel(a resolve.Artifact) bool {
	return a.Kind == resolve.Wheel && !strings.HasSuffix(a.File, "-any.whl")
}
