package resolve

import (
	"fmt"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/wheel"
)

// system is an operating system that no image runs, or two of them.
type system string

const (
	macOS   system = "macOS"
	windows system = "Windows"
	others  system = "macOS and Windows"
)

// marker is the marker that keeps a package to the system.
func (s system) marker() string {
	switch s {
	case macOS:
		return "sys_platform == 'darwin'"
	case windows:
		return "sys_platform == 'win32'"
	}
	return "sys_platform != 'linux'"
}

// foreign says for which systems all the wheels of a package are; false where there is none, or
// one that is for Linux, for any system, or has a name that cannot be read.
func foreign(list []wheel.Name) (system, bool) {
	found := map[system]bool{}
	for i := range list {
		for tag := range strings.SplitSeq(list[i].Platform, ".") {
			switch {
			case strings.HasPrefix(tag, "macosx_"):
				found[macOS] = true
			case tag == "win32" || strings.HasPrefix(tag, "win_"):
				found[windows] = true
			default:
				return "", false
			}
		}
	}
	switch {
	case len(found) == 2:
		return others, true
	case found[macOS]:
		return macOS, true
	}
	return windows, found[windows]
}

// stray warns of a package that is built on Linux and seems to be made for another system.
// Wheels for two systems show that it is portable. Wheels for Windows alone say little, since
// many leave it to Linux to compile: there, another edge of the lock must keep it to Windows.
// (spec/uvlock.md section 7, item 40)
func (r *Resolver) stray(one *Package, n int, w *world, policy *buildPolicy) diag.List {
	if one.Artifact.Kind != Sdist {
		return nil
	}
	made, ok := foreign(r.wheels(n))
	if !ok || made == others || made == windows && !w.keptToWindows(n) {
		return nil
	}
	return diag.List{diag.Warningf("macos-only-package", at(r.lock, r.graph.nodes[n].pkg),
		"%s has wheels for %s alone, and no marker keeps it away from Linux (%s): it is built from %s, which will most likely fail",
		title(one.Name, one.Version), made, strings.Join(one.Chain, " -> "), one.Artifact.File).
		WithFix("%s", keepAway(one.Name, one.Chain, made, policy))}
}

// keepAway says how a project keeps a package to the systems it is made for. The requirement
// that the project can change is the first on the chain that is no member's.
func keepAway(name string, chain []string, made system, policy *buildPolicy) string {
	i := slices.IndexFunc(chain, func(s string) bool { return !policy.firstParty[s] })
	if i < 0 || chain[i] == name {
		return fmt.Sprintf("give the requirement of %s the marker `%s` and run `uv lock`", name, made.marker())
	}
	return fmt.Sprintf("give the requirement of %s the marker `%s`, or add \"%s; %s\" to `override-dependencies` of [tool.uv], and run `uv lock`",
		chain[i], made.marker(), name, made.marker())
}

// keptToWindows says whether an edge to the package has a marker that holds on Windows and
// never on the target.
func (w *world) keptToWindows(n int) bool {
	env := w.env
	env.OSName, env.SysPlatform, env.PlatformSystem, env.PlatformMachine = "nt", "win32", "Windows", "AMD64"
	kept := func(e edge) bool {
		m := &w.graph.markers[e.marker]
		return e.to == n && !w.possible(e.marker) &&
			m.parsed.Evaluate(&env, func(string) pep508.Truth { return pep508.Unknown }) != pep508.False
	}
	return slices.ContainsFunc(w.graph.nodes, func(from node) bool {
		bundled := func(b bundle) bool { return slices.ContainsFunc(b.edges, kept) }
		return slices.ContainsFunc(from.edges, kept) || slices.ContainsFunc(from.extras, bundled) || slices.ContainsFunc(from.groups, bundled)
	})
}
