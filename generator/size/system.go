package size

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/system"
)

// system sums the system packages of the runtime stage with what they need beyond the base. Nothing is known of
// Alpine's packages, and of others that no table has: they are named.
func (p *Prediction) system(in Input) int64 {
	var sum int64
	seen := map[string]bool{}
	for queue := in.systemPackages(); len(queue) > 0; queue = queue[1:] {
		name := queue[0]
		if seen[name] || in.Profile.Distroless && !copied(name, in.Profile.Provides) {
			continue
		}
		seen[name] = true
		kilobytes, known := in.Debian.Kilobytes[name]
		if !known || in.Profile.Family != "debian" {
			p.UnknownSystem = append(p.UnknownSystem, name)
			continue
		}
		sum += kilobytes * 1024
		queue = append(queue, in.Debian.Needs[name]...)
	}
	slices.Sort(p.UnknownSystem)
	return sum
}

// systemPackages are those that this platform asks for.
func (in Input) systemPackages() []string {
	var out []string
	for _, need := range in.Needs.Runtime {
		if slices.ContainsFunc(need.Reasons, func(r system.Reason) bool { return slices.Contains(r.Platforms, in.Target.Target.Platform) }) {
			out = append(out, need.Package)
		}
	}
	return out
}

// copied says whether a package gets into a distroless image: it is a library that the image lacks. Programs and
// data that a library depends on are not copied.
func copied(name string, provided []string) bool {
	return strings.HasPrefix(name, "lib") && !slices.Contains(provided, name)
}
