package differential

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// Workspace is a made-up uv workspace: every choice comes from the seed, so a failure can be
// repeated. It needs no index but a directory of wheels.
type Workspace struct {
	// Files are the manifests by path.
	Files map[string]string
	rnd   *rand.Rand
	// names are the projects; bare says whether the root has no [project].
	names  []string
	bare   bool
	extras map[string][]string
	groups map[string][]string
}

// Leaves are the packages that come from wheels.
const Leaves = 6

// NewWorkspace makes a workspace of a root and up to four members.
func NewWorkspace(seed uint64, wheels string) *Workspace {
	w := &Workspace{Files: map[string]string{}, rnd: rand.New(rand.NewPCG(seed, 1)), extras: map[string][]string{}, groups: map[string][]string{}}
	members := w.rnd.IntN(5)
	w.bare = members > 0 && w.chance(30)
	if !w.bare {
		w.names = append(w.names, "root")
	}
	for i := range members {
		w.names = append(w.names, fmt.Sprintf("m%d", i+1))
	}
	for _, n := range append([]string{"root"}, w.names...) {
		w.extras[n] = w.some("w-v", "x", "y")
		w.groups[n] = w.some("dev", "docs", "g-1", "test")
	}
	w.Files["pyproject.toml"] = w.manifest("root", wheels)
	for _, n := range w.names {
		if n != "root" {
			w.Files["packages/"+n+"/pyproject.toml"] = w.manifest(n, "")
		}
	}
	return w
}

func (w *Workspace) chance(percent int) bool { return w.rnd.IntN(100) < percent }

func (w *Workspace) one(list []string) string { return list[w.rnd.IntN(len(list))] }

func (w *Workspace) some(list ...string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(string) bool { return w.chance(50) })
}

// requirement is a member with some extras, the owner itself with one, or a leaf; with a marker
// or without.
func (w *Workspace) requirement(owner string) string {
	markers := []string{"", "", "", "; python_version < '3.12'", "; python_version >= '3.12'", "; sys_platform == 'darwin'", "; platform_machine == 'x86_64'"}
	others := slices.DeleteFunc(slices.Clone(w.names), func(n string) bool { return n == owner })
	switch {
	case len(others) > 0 && w.chance(40):
		other := w.one(others)
		extras := w.some(w.extras[other]...)
		if len(extras) > 0 {
			other += "[" + strings.Join(extras, ",") + "]"
		}
		return other + w.one(markers)
	case slices.Contains(w.names, owner) && len(w.extras[owner]) > 0 && w.chance(10):
		return owner + "[" + w.one(w.extras[owner]) + "]"
	}
	return fmt.Sprintf("d%d", w.rnd.IntN(Leaves)) + w.one(markers)
}

// requirements is a TOML array of up to n requirements.
func (w *Workspace) requirements(owner string, n int, more ...string) string {
	items := more
	for range w.rnd.IntN(n + 1) {
		items = append(items, fmt.Sprintf("%q", w.requirement(owner)))
	}
	return "[" + strings.Join(items, ", ") + "]\n"
}

// manifest is a pyproject.toml; that of the root names the wheels.
func (w *Workspace) manifest(name, wheels string) string {
	var b strings.Builder
	root := wheels != ""
	if !root || !w.bare {
		fmt.Fprintf(&b, "[project]\nname = %q\nversion = \"1\"\nrequires-python = %q\n", name, w.one([]string{">=3.9", ">=3.9", ">=3.10"}))
		b.WriteString("dependencies = " + w.requirements(name, 3))
		b.WriteString("[project.optional-dependencies]\n")
		for _, x := range w.extras[name] {
			b.WriteString(x + " = " + w.requirements(name, 2))
		}
		if w.chance(60) {
			b.WriteString("[build-system]\nrequires = [\"setuptools\"]\nbuild-backend = \"setuptools.build_meta\"\n")
		}
	}
	b.WriteString("[dependency-groups]\n")
	for i, g := range w.groups[name] {
		var include []string
		if i > 0 && w.chance(30) {
			include = []string{fmt.Sprintf("{ include-group = %q }", w.groups[name][0])}
		}
		b.WriteString(g + " = " + w.requirements(name, 2, include...))
	}
	w.settings(&b, name, root, wheels)
	return b.String()
}

// settings is [tool.uv].
func (w *Workspace) settings(b *strings.Builder, name string, root bool, wheels string) {
	b.WriteString("[tool.uv]\n")
	if w.chance(30) {
		fmt.Fprintf(b, "default-groups = %s\n", w.one([]string{`"all"`, "[]", tomlList(w.some(w.groups[name]...))}))
	}
	if set := w.conflict(); root && len(set) > 1 {
		fmt.Fprintf(b, "conflicts = [[%s]]\n", strings.Join(set, ", "))
	}
	if root {
		fmt.Fprintf(b, "no-index = true\nfind-links = [%q]\n[tool.uv.workspace]\nmembers = [\"packages/*\"]\n", wheels)
	}
	if len(w.groups[name]) > 0 && w.chance(15) {
		fmt.Fprintf(b, "[tool.uv.dependency-groups]\n%s = { requires-python = \">=3.11\" }\n", w.one(w.groups[name]))
	}
	b.WriteString("[tool.uv.sources]\n")
	for _, n := range w.names {
		if n != name {
			fmt.Fprintf(b, "%s = { workspace = true }\n", n)
		}
	}
}

// conflict is a set of up to three different items.
func (w *Workspace) conflict() []string {
	var out []string
	for range 3 {
		n := w.one(w.names)
		item := fmt.Sprintf("{ package = %q }", n)
		switch {
		case len(w.extras[n]) > 0 && w.chance(60):
			item = fmt.Sprintf("{ package = %q, extra = %q }", n, w.one(w.extras[n]))
		case len(w.groups[n]) > 0 && w.chance(80):
			item = fmt.Sprintf("{ package = %q, group = %q }", n, w.one(w.groups[n]))
		}
		if !slices.Contains(out, item) {
			out = append(out, item)
		}
	}
	if w.chance(60) {
		return nil
	}
	return out
}

func tomlList(items []string) string {
	quoted := make([]string, len(items))
	for i, s := range items {
		quoted[i] = fmt.Sprintf("%q", s)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// Arguments makes a directory to stand in and arguments of `uv sync`.
func (w *Workspace) Arguments() (dir string, args []string) {
	if member := w.one(w.names); member != "root" && w.chance(25) {
		dir = "packages/" + member
	}
	name := func(flag string, from ...string) {
		args = append(args, flag, w.one(from))
	}
	extras, groups := []string{"w-v", "x", "y"}, []string{"dev", "docs", "g-1", "test"}
	switch w.rnd.IntN(6) {
	case 0, 1:
		name("--package", w.names...)
	case 2:
		name("--package", w.names...)
		name("--package", w.names...)
	case 3:
		args = append(args, "--all-packages")
	}
	switch w.rnd.IntN(8) {
	case 0:
		name("--only-group", groups...)
		return dir, args
	case 1, 2:
		name("--extra", extras...)
	case 3:
		args = append(args, "--all-extras")
		name("--no-extra", extras...)
	}
	switch w.rnd.IntN(8) {
	case 0, 1:
		name("--group", groups...)
	case 2:
		args = append(args, "--all-groups")
	case 3:
		args = append(args, "--dev")
	}
	for _, flag := range []string{"--no-default-groups", "--no-install-project", "--no-install-workspace", "--no-install-local"} {
		if w.chance(10) {
			args = append(args, flag)
		}
	}
	return dir, args
}
