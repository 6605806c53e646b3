package resolve

import (
	"slices"

	"github.com/uvdock/uvdock/generator/pep508"
)

// world evaluates the markers of a lock for one target, each no more than once unless it asks
// about extras, which change during the walk.
type world struct {
	graph *graph
	env   pep508.Environment
	// title names the target in messages.
	title string
	minor pep508.Release
	// oldest and newest patch that are possible, equal where the target names one.
	oldest, newest uint64
	admits         func(patch uint64) bool
	truths         []truth
	// active are the encoded extras, groups and projects of a lock with conflicts.
	active map[string]bool
}

// truth is what is known of a marker.
type truth struct {
	known     bool
	value     pep508.Truth
	sensitive bool
}

func newWorld(g *graph, t Target, patches []uint64, bounds []bound) *world {
	w := &world{
		graph: g, minor: pep508.Release{uint64(t.Python.Major), uint64(t.Python.Minor)},
		oldest: patches[0], newest: patches[len(patches)-1], active: map[string]bool{},
		title: "Python " + pythonTitle(t) + " on " + t.Platform,
	}
	w.env = pep508.Linux(withPatch(w.minor, w.newest), t.Wheel.Arch)
	if t.Kernel != nil {
		w.env.PlatformRelease = pep508.Text{Value: t.Kernel.Release, Known: true}
		w.env.PlatformVersion = pep508.Text{Value: t.Kernel.Version, Known: true}
	}
	w.admits = func(patch uint64) bool {
		return !slices.ContainsFunc(bounds, func(b bound) bool { return !b.specs.Admits(withPatch(w.minor, patch)) })
	}
	w.truths = make([]truth, len(g.markers))
	return w
}

// evaluate asks a marker, with extras active beyond those of the walk.
func (w *world) evaluate(id int, with []string) truth {
	m := &w.graph.markers[id]
	if m.extra {
		return w.ask(m, func(name string) pep508.Truth {
			return pep508.TruthOf(w.active[name] || slices.Contains(with, name))
		})
	}
	if !w.truths[id].known {
		w.truths[id] = w.ask(m, nil)
	}
	return w.truths[id]
}

// possible says whether a marker can hold for some choice of extras.
func (w *world) possible(id int) bool {
	m := &w.graph.markers[id]
	return m.parsed.Evaluate(&w.env, func(string) pep508.Truth { return pep508.Unknown }) != pep508.False
}

// ask evaluates for the newest patch, and says whether another admitted one would differ.
func (w *world) ask(m *marker, extras pep508.Extras) truth {
	t := truth{known: true, value: m.parsed.Evaluate(&w.env, extras)}
	if w.oldest == w.newest || m.parsed.Always() {
		return t
	}
	turns := m.parsed.Turns(w.minor)
	if len(turns) == 0 {
		return t
	}
	for _, patch := range append(turns, w.oldest) {
		if patch < w.oldest || patch >= w.newest || !w.admits(patch) {
			continue
		}
		env := w.env
		env.Python = withPatch(w.minor, patch)
		env.Implementation = env.Python
		if m.parsed.Evaluate(&env, extras) != t.value {
			t.sensitive = true
		}
	}
	return t
}
