package detect

import (
	"slices"
	"strconv"

	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/pep508"
)

func itoa(n int) string { return strconv.Itoa(n) }

// has says whether the image installs one of the packages.
func (in Input) has(packages []string) bool {
	return slices.ContainsFunc(packages, func(p string) bool { _, ok := in.Closure[p]; return ok })
}

// version is the locked version of the first of the packages that is installed.
func (in Input) version(packages []string) string {
	for _, p := range packages {
		if v, ok := in.Closure[p]; ok {
			return v
		}
	}
	return ""
}

// installed is the first of the packages that is installed, with its version.
func (in Input) installed(packages []string) string {
	for _, p := range packages {
		if v, ok := in.Closure[p]; ok {
			return p + " " + v
		}
	}
	return ""
}

// flagFor is the flag that brings one of the packages, "" without one.
func (in Input) flagFor(packages []string) (pkg, flag string) {
	for _, p := range packages {
		if f := in.Available[p]; f != "" {
			return p, f
		}
	}
	return "", ""
}

// within says whether a version is at least from and lower than below; both may be empty. A
// version that nobody knows is taken for the newest.
func within(version, from, below string) bool {
	v, err := pep508.ParseRelease(version)
	if err != nil {
		return below == ""
	}
	if f, err := pep508.ParseRelease(from); err == nil && v.Compare(f) < 0 {
		return false
	}
	if b, err := pep508.ParseRelease(below); err == nil && v.Compare(b) >= 0 {
		return false
	}
	return true
}

// suits says whether a server can run the application, were it installed.
func suits(s knowledge.Server, fw *knowledge.Framework, factory bool) bool {
	return s.Rank(fw.Interface) > 0 && (len(s.Frameworks) == 0 || slices.Contains(s.Frameworks, fw.Name)) &&
		(!factory || s.Factory != "")
}

// server is the best installed server for an application, nil without one.
func (in Input) server(fw *knowledge.Framework, factory bool) *knowledge.Server {
	var best *knowledge.Server
	bestRank := 0
	for i := range in.Services.Servers {
		s := &in.Services.Servers[i]
		if s.Beside || !suits(*s, fw, factory) || !in.has(s.Packages) || !within(in.version(s.Packages), s.From, "") || !in.speaks(*s, fw.Interface) {
			continue
		}
		rank := s.Rank(fw.Interface)
		if fw.Interface == knowledge.ASGI && in.has(s.PreferWith) {
			rank = 0
		}
		if best == nil || rank < bestRank {
			best, bestRank = s, rank
		}
	}
	return best
}

// speaks says whether the installed version speaks the interface: of the options for it, one
// must apply.
func (in Input) speaks(s knowledge.Server, i knowledge.Interface) bool {
	bound := false
	for _, o := range s.Options {
		if o.Interface == i {
			bound = true
			if in.applies(s, o) {
				return true
			}
		}
	}
	return !bound
}

// applies says whether the packages and versions of an option are there.
func (in Input) applies(s knowledge.Server, o knowledge.ServerOption) bool {
	return (len(o.With) == 0 || in.has(o.With)) && !in.has(o.Without) && within(in.version(s.Packages), o.From, o.Below)
}

// takesDir says whether the server has an option for the directory of the modules.
func takesDir(s knowledge.Server) bool {
	return slices.ContainsFunc(s.Options, func(o knowledge.ServerOption) bool { return o.Dir })
}
