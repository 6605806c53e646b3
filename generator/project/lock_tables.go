package project

import (
	"slices"

	"github.com/pelletier/go-toml/v2/unstable"
)

// The sinks of the top level and of [manifest]. Keys are those of uv's LockWire and
// ResolverManifest, crates/uv-resolver/src/lock; any other is ignored, as uv does.

type lockSink Lock

func (l *lockSink) child(key []byte, _ *lockDecoder) any {
	switch string(key) {
	case "version":
		return (*intSink)(&l.Version)
	case "revision":
		return (*intSink)(&l.Revision)
	case "requires-python":
		return (*stringSink)(&l.RequiresPython)
	case "resolution-markers":
		return (*stringsSink)(&l.ResolutionMarkers)
	case "supported-markers":
		return (*stringsSink)(&l.SupportedMarkers)
	case "required-markers":
		return (*stringsSink)(&l.RequiredMarkers)
	case "conflicts":
		return (*conflictsSink)(&l.Conflicts)
	case "options":
		if l.Options == nil {
			l.Options = map[string]string{}
		}
		return &optionSink{options: l.Options}
	case "manifest":
		return (*manifestSink)(&l.Manifest)
	case "package", "distribution":
		return (*packagesSink)(&l.Packages)
	}
	return nil
}

type manifestSink Manifest

func (m *manifestSink) child(key []byte, _ *lockDecoder) any {
	switch string(key) {
	case "members":
		return (*namesSink)(&m.Members)
	case "requirements":
		return (*requirementsSink)(&m.Requirements)
	case "constraints":
		return (*requirementsSink)(&m.Constraints)
	case "overrides":
		return (*overridesSink)(m)
	case "excludes":
		return (*excludesSink)(m)
	case "build-constraints":
		return (*requirementsSink)(&m.BuildConstraints)
	case "dependency-groups":
		return (*requirementGroupsSink)(&m.DependencyGroups)
	case "default-groups":
		return defaultGroupsSink{&m.DefaultGroups}
	case "group-requires-python":
		return (*stringMapSink)(&m.GroupRequiresPython)
	}
	return nil
}

// overridesSink takes requirements, and tables {package = ..., dependencies = ...}.
type overridesSink Manifest

func (m *overridesSink) element(int, *lockDecoder) any {
	return (*overrideSink)(m)
}
func (m *overridesSink) last() any  { return (*overrideSink)(m) }
func (m *overridesSink) more(n int) { m.Overrides = slices.Grow(m.Overrides, n) }

// overrideSink is one override. Which of the two forms it has shows when a key comes: `name`
// belongs to a requirement and is its first key.
type overrideSink Manifest

func (m *overrideSink) child(key []byte, d *lockDecoder) any {
	switch string(key) {
	case "package", "dependencies":
		m.Scoped = true
		return nil
	case "name":
		grow(&m.Overrides)
	}
	if len(m.Overrides) == 0 {
		return nil
	}
	return (*requirementSink)(tail(m.Overrides)).child(key, d)
}

// excludesSink takes names, and tables {package = ..., dependencies = ...}.
type excludesSink Manifest

func (m *excludesSink) element(int, *lockDecoder) any { return (*excludeSink)(m) }
func (m *excludesSink) last() any                     { return (*excludeSink)(m) }
func (m *excludesSink) more(int)                      {}

type excludeSink Manifest

func (m *excludeSink) scalar(v *unstable.Node, d *lockDecoder) {
	(*nameSink)(grow(&m.Excludes)).scalar(v, d)
}

// child keeps nothing of a table: an exclude that is limited to one package only says that there is one.
//
//nolint:unparam // the interface has a result
func (m *excludeSink) child([]byte, *lockDecoder) any {
	m.Scoped = true
	return nil
}

// conflictsSink takes the sets of conflicting items.
type conflictsSink [][]ConflictItem

func (s *conflictsSink) element(int, *lockDecoder) any {
	return (*conflictSetSink)(grow((*[][]ConflictItem)(s)))
}
func (s *conflictsSink) last() any  { return nil }
func (s *conflictsSink) more(n int) { *s = slices.Grow(*s, n) }

type conflictSetSink []ConflictItem

func (s *conflictSetSink) element(int, *lockDecoder) any {
	return (*conflictItemSink)(grow((*[]ConflictItem)(s)))
}
func (s *conflictSetSink) last() any  { return nil }
func (s *conflictSetSink) more(n int) { *s = slices.Grow(*s, n) }

type conflictItemSink ConflictItem

// child takes no other keys: uv refuses them here alone, since ignoring one would change what
// conflicts.
func (c *conflictItemSink) child(key []byte, d *lockDecoder) any {
	switch string(key) {
	case "package":
		return (*nameSink)(&c.Package)
	case "extra":
		return (*nameSink)(&c.Extra)
	case "group":
		return (*nameSink)(&c.Group)
	}
	d.fail(cap(d.data)-cap(key), "unknown field `%s`, expected one of `package`, `extra`, `group`", key)
	return nil
}
