package project

import (
	"slices"
	"strconv"

	"github.com/uvdock/uvdock/generator/internal/lazy"
)

// sinceMinor is the range that uv writes for an interpreter: its minor and everything newer.
var sinceMinor = lazy.Regexp(`^>=3\.(0|[1-9]\d?)$`)

// OnlyMinor is the minor of CPython 3 for which alone the lock is current; ok is false where it is for
// each that the range admits. Where nothing in the workspace states requires-python, uv takes
// that of the interpreter which it runs with, and compares the lock with it
// (https://docs.astral.sh/uv/concepts/projects/config/, find_requires_python in uv's source).
func (p *Project) OnlyMinor() (minor int, ok bool) {
	if p.Lock == nil || states(p.Root) || slices.ContainsFunc(p.Members, func(m Member) bool { return states(m.Pyproject) }) {
		return 0, false
	}
	match := sinceMinor().FindStringSubmatch(p.Lock.RequiresPython)
	if match == nil {
		return 0, false
	}
	minor, err := strconv.Atoi(match[1])
	return minor, err == nil
}

// states says whether a manifest says anything of Python.
func states(m *Pyproject) bool {
	return m.RequiresPython != "" || len(m.UV.GroupRequiresPython) > 0
}
