package pep508

import "strings"

// Truth is what a marker is for a target: Kleene's three values, in this order, so that "and"
// is the least and "or" the greatest.
type Truth int8

// The three values.
const (
	False Truth = iota
	Unknown
	True
)

// String is false, unknown or true.
func (t Truth) String() string { return [...]string{"false", "unknown", "true"}[t] }

// TruthOf is True or False.
func TruthOf(b bool) Truth {
	if b {
		return True
	}
	return False
}

func (t Truth) not() Truth { return True - t }

// Text is a value of an environment that need not be known. The zero value is unknown; an
// empty text may be known.
type Text struct {
	Value string
	Known bool
}

// Environment is the values of the marker keys on a target.
type Environment struct {
	OSName, SysPlatform, PlatformSystem, PlatformMachine string
	ImplementationName, PlatformPythonImplementation     string
	// Python is the full version, without a pre-release part: uv counts 3.15.0rc1 as 3.15.0.
	Python, Implementation Release
	// PlatformRelease and PlatformVersion are those of the kernel that runs the installer.
	PlatformRelease, PlatformVersion Text
}

// Linux is the environment of CPython on Linux; the kernel is unknown. machine is what
// `uname -m` prints. (spec/uvlock.md section 3.3)
func Linux(python Release, machine string) Environment {
	return Environment{
		OSName: "posix", SysPlatform: "linux", PlatformSystem: "Linux", PlatformMachine: machine,
		ImplementationName: "cpython", PlatformPythonImplementation: "CPython",
		Python: python, Implementation: python,
	}
}

// Extras says whether an extra is active. The names are those of the clauses: normalised, and
// in a lock with conflicts encoded. nil means that none is.
type Extras func(name string) Truth

// Evaluate says whether the marker holds.
func (m Marker) Evaluate(env *Environment, extras Extras) Truth {
	if m.root == nil {
		return True
	}
	return m.root.evaluate(func(c Clause) Truth { return c.evaluate(env, extras) })
}

// evaluate asks about each clause until the answer is certain.
func (n *node) evaluate(ask func(Clause) Truth) Truth {
	switch n.junction {
	case conjunction:
		t := True
		for _, k := range n.kids {
			if t = min(t, k.evaluate(ask)); t == False {
				break
			}
		}
		return t
	case disjunction:
		t := False
		for _, k := range n.kids {
			if t = max(t, k.evaluate(ask)); t == True {
				break
			}
		}
		return t
	}
	return ask(n.clause)
}

func (c Clause) evaluate(env *Environment, extras Extras) Truth {
	switch c.Key {
	case Extra:
		active := False
		if extras != nil {
			active = extras(c.Value)
		}
		return c.extraIs(active)
	case PythonVersion, PythonFullVersion:
		return TruthOf(c.releaseIs(env.Python))
	case ImplementationVersion:
		return TruthOf(c.releaseIs(env.Implementation))
	}
	text, known := env.text(c.Key)
	if !known {
		return Unknown
	}
	return TruthOf(c.textIs(text))
}

// text is the value of a key that is a text.
func (e *Environment) text(key Key) (text string, known bool) {
	switch key {
	case OSName:
		return e.OSName, true
	case SysPlatform:
		return e.SysPlatform, true
	case PlatformSystem:
		return e.PlatformSystem, true
	case PlatformMachine:
		return e.PlatformMachine, true
	case ImplementationName:
		return e.ImplementationName, true
	case PlatformPythonImplementation:
		return e.PlatformPythonImplementation, true
	case PlatformRelease:
		return e.PlatformRelease.Value, e.PlatformRelease.Known
	}
	return e.PlatformVersion.Value, e.PlatformVersion.Known
}

func (c Clause) extraIs(active Truth) Truth {
	switch {
	case c.never:
		return False
	case c.Op == "!=":
		return active.not()
	}
	return active
}

// releaseIs compares by release segments. python_version is major and minor alone.
func (c Clause) releaseIs(r Release) bool {
	if c.never {
		return false
	}
	if c.Key == PythonVersion {
		r = r.Short(2)
	}
	switch c.Op {
	case "in", "not in":
		in := false
		for _, want := range c.list {
			in = in || want.Compare(r) == 0
		}
		return in == (c.Op == "in")
	}
	return c.specifier.Admits(r)
}

// textIs compares exactly and with case. Only the kernel's keys have an order.
func (c Clause) textIs(v string) bool {
	switch c.Op {
	case "==":
		return v == c.Value
	case "!=":
		return v != c.Value
	case "in":
		return strings.Contains(c.Value, v)
	case "not in":
		return !strings.Contains(c.Value, v)
	case opContains:
		return strings.Contains(v, c.Value)
	case opNotContains:
		return !strings.Contains(v, c.Value)
	}
	ordered := c.Key == PlatformRelease || c.Key == PlatformVersion
	switch c.Op {
	case "<":
		return ordered && v < c.Value
	case ">":
		return ordered && v > c.Value
	case "<=":
		return v == c.Value || ordered && v < c.Value
	}
	return v == c.Value || ordered && v > c.Value // >=
}
