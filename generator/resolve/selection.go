package resolve

import (
	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/project"
)

// names is a set of normalised names.
type names map[string]bool

func nameSet(lists ...[]string) names {
	out := names{}
	for _, list := range lists {
		for _, n := range list {
			out[pep508.Normalize(n)] = true
		}
	}
	return out
}

// choice is a Selection with the default groups in force: which groups and extras are on.
// (spec/uvlock.md section 2.3)
type choice struct {
	// prod is false under --only-group: the roots and their dependencies are not installed.
	prod                     bool
	allGroups, allExtras     bool
	groups, noGroups         names
	extras, noExtras         names
	namedGroups, namedExtras names
	// lent are the groups asked for by name, --dev and --only-dev included: those a member may
	// inherit from the root.
	lent         names
	lendAll      bool
	defaultNames names
}

func newChoice(sel Selection, defaults *project.DefaultGroups) choice {
	only := len(sel.OnlyGroups) > 0 || sel.OnlyDev
	c := choice{
		prod: !only, allGroups: sel.AllGroups, allExtras: sel.AllExtras, lendAll: sel.AllGroups,
		groups: nameSet(sel.Groups, sel.OnlyGroups), noGroups: nameSet(sel.NoGroups),
		extras: nameSet(sel.Extras), noExtras: nameSet(sel.NoExtras),
		namedGroups: nameSet(sel.Groups, sel.NoGroups, sel.OnlyGroups),
		namedExtras: nameSet(sel.Extras, sel.NoExtras),
		lent:        nameSet(sel.Groups, sel.OnlyGroups), defaultNames: names{},
	}
	if sel.Dev || sel.OnlyDev {
		c.groups["dev"], c.lent["dev"] = true, true
	}
	if sel.NoDev {
		c.noGroups["dev"] = true
	}
	if only || sel.NoDefaultGroups {
		return c
	}
	switch {
	case defaults == nil:
		c.groups["dev"], c.defaultNames["dev"] = true, true
	case defaults.All:
		c.allGroups = true
	default:
		for n := range nameSet(defaults.Names) {
			c.groups[n], c.defaultNames[n] = true, true
		}
	}
	return c
}

// group says whether the groups of a name are installed. An exclusion always wins.
func (c *choice) group(name string) bool {
	return !c.noGroups[name] && (c.allGroups || c.groups[name])
}

// extra says whether the extras of a name are installed, of the roots that have one.
func (c *choice) extra(name string) bool {
	return c.prod && !c.noExtras[name] && (c.allExtras || c.extras[name])
}
