package pep508

import (
	"slices"
	"strings"
)

// uv rewrites markers before it compares or writes them, with what it knows of platforms. So a
// marker and what the lock says of it may differ in text and be equal all the same. What is
// here was seen in locks that uv 0.13.8 wrote.

// kernelVersion is platform_release where it is a version: on macOS.
const kernelVersion Key = "platform_release of darwin"

// canonical rewrites the clauses that uv rewrites.
func canonical(n *node) *node {
	switch {
	case n == nil:
		return nil
	case n.junction == leaf:
		return canonicalClause(n.clause)
	}
	kids := make([]*node, len(n.kids))
	for i, k := range n.kids {
		kids[i] = canonical(k)
	}
	return join(n.junction, kids)
}

func canonicalClause(c Clause) *node {
	switch {
	case c.Key == PlatformSystem && (c.Op == "==" || c.Op == "!="):
		if platform, ok := platformOf(c.Value); ok {
			return &node{clause: Clause{Key: SysPlatform, Op: c.Op, Value: platform}}
		}
	case c.Key == PlatformRelease && slices.Contains([]string{"==", "!=", "<", "<=", ">", ">="}, c.Op):
		if s, err := newSpecifier(c.Op, c.Value); err == nil {
			return onDarwin(&node{clause: Clause{Key: kernelVersion, Op: c.Op, Value: c.Value, specifier: s}}, &node{clause: c})
		}
	}
	return &node{clause: c}
}

// onDarwin is one marker on macOS and another elsewhere.
func onDarwin(there, elsewhere *node) *node {
	is := func(op string) *node { return &node{clause: Clause{Key: SysPlatform, Op: op, Value: "darwin"}} }
	return join(disjunction, []*node{
		join(conjunction, []*node{is("=="), there}),
		join(conjunction, []*node{is("!="), elsewhere}),
	})
}

// platformOf is the sys_platform that goes with a platform_system and with no other.
func platformOf(system string) (platform string, ok bool) {
	switch system {
	case "Windows":
		return "win32", true
	case "Linux":
		return "linux", true
	case "Darwin":
		return "darwin", true
	case "Android":
		return "android", true
	case "AIX":
		return "aix", true
	case "Emscripten":
		return "emscripten", true
	}
	return "", false
}

// platformValues are the values of os_name, sys_platform and platform_system that a comparison
// has assumed; nil where it has not assumed one yet.
type platformValues struct{ os, sys, system *string }

// assume adds a value of a variable.
func (p platformValues) assume(v variable, i int) platformValues {
	switch v.key {
	case OSName:
		p.os = &v.texts[i]
	case SysPlatform:
		p.sys = &v.texts[i]
	case PlatformSystem:
		p.system = &v.texts[i]
	}
	return p
}

// impossible says whether uv knows that the values do not go together.
func (p platformValues) impossible() bool {
	if p.sys == nil {
		return false
	}
	if p.os != nil {
		switch *p.os {
		case "nt":
			if slices.Contains([]string{"linux", "darwin", "ios"}, *p.sys) {
				return true
			}
		case "posix":
			if *p.sys == "win32" {
				return true
			}
		}
	}
	return p.system != nil && foreign(*p.system, *p.sys)
}

// foreign says whether a platform_system belongs to another sys_platform.
func foreign(system, sys string) bool {
	switch system {
	case "FreeBSD", "NetBSD", "OpenBSD", "SunOS":
		return sys == "ios" || ordinary(sys)
	case "iOS", "iPadOS":
		return ordinary(sys)
	}
	return false
}

func ordinary(sys string) bool {
	return slices.Contains([]string{"win32", "linux", "darwin", "cygwin", "android", "aix", "emscripten", "wasi"}, sys)
}

// id tells assumptions apart.
func (p platformValues) id() string {
	var out strings.Builder
	for _, v := range []*string{p.os, p.sys, p.system} {
		if v == nil {
			out.WriteString("\x00?")
		} else {
			out.WriteString("\x00=" + *v)
		}
	}
	return out.String()
}
