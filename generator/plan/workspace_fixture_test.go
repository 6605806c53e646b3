package plan_test

import (
	"strings"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator/plan"
)

const (
	packaged = "[build-system]\nrequires = [\"uv_build\"]\nbuild-backend = \"uv_build\"\n"
	loop     = "import time\n\nwhile True:\n    time.sleep(1)\n"
)

// tree is one local directory of a workspace in memory.
type tree struct {
	// name is that of the package, dir its directory.
	name, dir string
	// source is how the lock has it: "virtual", "editable" or "directory"; the last is no member.
	source string
	// project is more of [project], tables is what follows it.
	project, tables string
	// requires are the names of its dependencies.
	requires []string
}

// workspace is a workspace in memory: its trees, and more of the root's manifest and of the lock.
type workspace struct {
	trees        []tree
	root, locked string
	revision     string
	files        map[string]string
}

func quoted(words []string, before, after string) string {
	var out []string
	for _, w := range words {
		out = append(out, before+w+after)
	}
	return strings.Join(out, ", ")
}

// edges are the dependencies of a tree: as the lock has them, as its metadata there has them, and
// as [tool.uv.sources] says where they are.
func (w workspace) edges(t tree) (edges, metadata, sources string) {
	var requires []string
	for _, name := range t.requires {
		from := ""
		for _, other := range w.trees {
			if other.name != name {
				continue
			}
			from = ", " + other.source + " = \"" + other.dir + "\""
			if other.source == "directory" {
				up := strings.Repeat("../", strings.Count(t.dir, "/")+1)
				sources += name + " = { path = \"" + up + other.dir + "\" }\n"
			} else {
				sources += name + " = { workspace = true }\n"
			}
		}
		requires = append(requires, `{ name = "`+name+`"`+from+" }")
	}
	if sources != "" {
		sources = "[tool.uv.sources]\n" + sources
	}
	return quoted(t.requires, `{ name = "`, `" }`), strings.Join(requires, ", "), sources
}

func (w workspace) fs() fstest.MapFS {
	var members, dirs []string
	packages, out := "", fstest.MapFS{}
	virtualRoot := true
	for _, t := range w.trees {
		if t.source != "directory" {
			members = append(members, t.name)
			if t.dir != "." {
				dirs = append(dirs, t.dir)
			}
		}
		edges, metadata, sources := w.edges(t)
		version := "version = \"1\"\n"
		if strings.Contains(t.project, "\"version\"") {
			version = ""
		}
		manifest := "[project]\nname = \"" + t.name + "\"\n" + version + "requires-python = \">=3.12\"\n"
		if !strings.Contains(t.project, "\"dependencies\"") {
			manifest += "dependencies = [" + quoted(t.requires, `"`, `"`) + "]\n"
		}
		manifest += t.project + "\n" + t.tables + sources
		virtualRoot = virtualRoot && t.dir != "."
		out[strings.TrimPrefix(t.dir+"/", "./")+"pyproject.toml"] = &fstest.MapFile{Data: []byte(manifest)}
		out[strings.TrimPrefix(t.dir+"/", "./")+"main.py"] = &fstest.MapFile{Data: []byte(loop)}
		if t.source != "directory" && strings.Contains(t.tables, "[build-system]") {
			out[strings.TrimPrefix(t.dir+"/", "./")+"src/"+strings.ReplaceAll(t.name, "-", "_")+"/__init__.py"] = &fstest.MapFile{}
		}
		packages += "\n[[package]]\nname = \"" + t.name + "\"\n" + version + "source = { " + t.source + " = \"" + t.dir + "\" }\ndependencies = [" + edges + "]\n\n[package.metadata]\nrequires-dist = [" + metadata + "]\n"
	}
	root := "[tool.uv.workspace]\nmembers = [" + quoted(dirs, `"`, `"`) + "]\n" + w.root
	if virtualRoot {
		out["pyproject.toml"] = &fstest.MapFile{}
	}
	out["pyproject.toml"].Data = append(out["pyproject.toml"].Data, root...)
	revision := w.revision
	if revision == "" {
		revision = "3"
	}
	out["uv.lock"] = &fstest.MapFile{Data: []byte("version = 1\nrevision = " + revision + "\nrequires-python = \">=3.12\"\n\n[manifest]\nmembers = [" + quoted(members, `"`, `"`) + "]\n" + w.locked + packages)}
	for name, text := range w.files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// shop is a workspace of a service, a library it needs, one it does not need, and their packages.
func shop(more ...tree) workspace {
	return workspace{
		trees: append([]tree{
			{name: "api", dir: "services/api", source: "editable", tables: packaged, requires: []string{"a", "core"}},
			{name: "core", dir: "libs/core", source: "editable", tables: packaged, requires: []string{"b"}},
			{name: "other", dir: "libs/other", source: "editable", tables: packaged, requires: []string{"c"}},
		}, more...),
		locked: wheel("a", public) + wheel("b", public) + wheel("c", public),
	}
}

func mounted(p *plan.Plan) []string {
	var out []string
	for _, m := range p.Lock.Mounts {
		_, target, _ := strings.Cut(m, ",target=")
		out = append(out, target)
	}
	return out
}

// copied are the targets of the copies of first-party code.
func copied(p *plan.Plan) []string {
	var out []string
	for _, c := range p.Project.Copies {
		if c.Target != "./" {
			out = append(out, c.Target)
		}
	}
	return out
}
