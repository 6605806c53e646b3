package stale

import (
	"fmt"
	"slices"

	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/project"
)

// setting is [tool.uv].key of the workspace root as an array of strings; false when it is absent
// or holds something else.
func (c *checker) setting(key string) ([]string, bool) {
	uv, _ := c.project.Root.Tool["uv"].(map[string]any)
	value, found := uv[key]
	if !found {
		return nil, true
	}
	list, ok := value.([]any)
	if !ok {
		return nil, false
	}
	var out []string
	for _, item := range list {
		text, ok := item.(string)
		if !ok {
			return nil, false
		}
		out = append(out, text)
	}
	return out, true
}

// constraints compares what bounds the resolution of the whole workspace. What was added for a
// package that is not in the lock changes nothing, and uv accepts the lock; what was removed or
// changed it does not, and of build constraints not even an addition. Constraints whose marker lies
// outside of requires-python do not count at all.
func (c *checker) constraints() {
	manifest := c.lock.Manifest
	constraints := slices.DeleteFunc(slices.Clone(manifest.Constraints), func(r project.Requirement) bool {
		marker, err := pep508.ParseMarker(r.Marker)
		return err == nil && c.never(marker)
	})
	c.bounds("constraint-dependencies", "constraint", constraints, c.inLock)
	always := func(string) bool { return true }
	c.bounds("build-constraint-dependencies", "build constraint", manifest.BuildConstraints, always)
	if manifest.Scoped {
		return
	}
	c.bounds("override-dependencies", "override", manifest.Overrides, c.inLock)
	c.excludes(manifest.Excludes)
}

// never says whether a marker holds nowhere in the lock's requires-python.
func (c *checker) never(m pep508.Marker) bool {
	none, err := pep508.ParseMarker("python_version < '0'")
	return err == nil && pep508.Equivalent(m, none, c.python) == pep508.True
}

// inLock says whether a package of that name is in the lock.
func (c *checker) inLock(name string) bool { return len(c.lock.ByName[name]) > 0 }

// bounds compares one list of requirements of [tool.uv]; matters says whether one that the lock
// does not record is to be found in it at all.
func (c *checker) bounds(key, label string, locked []project.Requirement, matters func(name string) bool) {
	texts, ok := c.setting(key)
	if !ok {
		return
	}
	root := owner{c.project.Root, ".", true}
	var needs []need
	for i, text := range texts {
		at := c.project.Root.Place("tool", "uv", key, fmt.Sprint(i))
		for _, n := range c.lower(root, written{text: text, label: label, at: at}) {
			known := slices.ContainsFunc(locked, func(r project.Requirement) bool { return r.Name == n.name })
			if (known || matters(n.name)) && (key != "constraint-dependencies" || !c.never(n.marker)) {
				needs = append(needs, n)
			}
		}
	}
	c.compare(needs, locked, label, c.project.Root.Place("tool", "uv", key))
}

// excludes compares exclude-dependencies, a list of names.
func (c *checker) excludes(locked []string) {
	texts, ok := c.setting("exclude-dependencies")
	if !ok {
		return
	}
	var names []string
	for i, text := range texts {
		name := pep508.Normalize(text)
		names = append(names, name)
		if !slices.Contains(locked, name) && c.inLock(name) {
			c.report(c.project.Root.Place("tool", "uv", "exclude-dependencies", fmt.Sprint(i)), "excluded dependency `%s` is not in uv.lock", name)
		}
	}
	for _, name := range locked {
		if !slices.Contains(names, name) {
			c.report(c.project.Root.Place("tool", "uv", "exclude-dependencies"),
				"uv.lock was made with the excluded dependency `%s`, which is not in pyproject.toml", name)
		}
	}
}

// environments compares tool.uv.environments and required-environments.
func (c *checker) environments() {
	c.markers("environments", c.lock.SupportedMarkers)
	c.markers("required-environments", c.lock.RequiredMarkers)
}

// markers compares a list of markers of [tool.uv] with that of the lock, as sets.
func (c *checker) markers(key string, locked []string) {
	texts, ok := c.setting(key)
	if uv, _ := c.project.Root.Tool["uv"].(map[string]any); !ok {
		one, isText := uv[key].(string)
		if !isText {
			return
		}
		texts = []string{one}
	}
	has := func(list []string, marker string) bool {
		return slices.ContainsFunc(list, func(other string) bool { return c.equivalent(marker, other) })
	}
	for i, text := range texts {
		if !has(locked, text) {
			c.report(c.project.Root.Place("tool", "uv", key, fmt.Sprint(i)), "`%s` entry `%s` is not in uv.lock", key, text)
		}
	}
	for _, text := range locked {
		if !has(texts, text) {
			c.report(c.project.Root.Place("tool", "uv", key), "uv.lock was made with the `%s` entry `%s`, which is not in pyproject.toml", key, text)
		}
	}
}

// equivalent says whether two markers agree, and that they do when it cannot be known.
func (c *checker) equivalent(a, b string) bool {
	first, errA := pep508.ParseMarker(a)
	second, errB := pep508.ParseMarker(b)
	return errA != nil || errB != nil || pep508.Equivalent(first, second, c.python) != pep508.False
}
