package paths_test

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator"
)

// A repository is a random workspace in memory: members that need one another, a library beside the
// directory of uv.lock, wheels in the tree, files of all kinds.
type repository struct {
	files fstest.MapFS
	// root is that of the repository, empty for none; lock is the directory of uv.lock, below it or not.
	root, lock string
	options    generator.Options
	// candidates are files that may change, those that are not there among them.
	candidates []string
}

// names of files that may lie in any directory of sources: what the .dockerignore hides, and what looks like it.
var names = []string{
	"main.py", "notes.txt", "src/pkg/data.json", "a+b.py", "tests/a.py", "tests_more/a.py", "src/tests/a.py", "docs/a.md", "src/docs/a.md", "build/x", "dist/x.whl",
	"Dockerfile.dev", "Dockerfiles/x", "a.Dockerfile", "sub/Dockerfile", "compose.prod.yaml", "compose.yaml/x", "docker-bake.hcl", ".dockerignore", ".env", ".env.local/x", "env", "sub/.venv/x",
	"x.pyc", "x.pyx", "pkg.egg-info/PKG-INFO", "a.so", "node_modules/x/y", "server.key", "keys/x", "sub/x.log", ".git/HEAD", ".github/x.yml", "htmlcov/i.html", ".python-version", "uv.toml",
}

type member struct {
	name, dir, source string
	requires          []string
	more              string
}

func randomRepository(r *dice) repository {
	var out repository
	place := func() string { return one(r, "home", "home/a+b", "home/b/c", "home/we[i]rd") }
	out.root = one(r, "home", "home", "")
	out.lock = path.Join(place(), "shop")
	switch r.IntN(4) {
	case 0:
		out.root = out.lock
	case 1:
		out.root = path.Dir(out.lock)
	}
	members := randomMembers(r)
	if r.IntN(2) == 0 {
		members = append(members, member{name: "x", dir: one(r, "../x", "../../libs/x"), source: "directory"})
	}
	for i := range members[1:] {
		if to := &members[i+1]; r.IntN(2) == 0 {
			members[0].requires = append(members[0].requires, to.name)
			if to.source == "virtual" { // a member that is required is installed
				to.source = "editable"
			}
		}
	}
	wheel := r.IntN(3) == 0
	if wheel {
		members[0].requires = append(members[0].requires, "vendored")
	}
	out.options = generator.Options{Package: members[0].name, Cmd: "python main.py", Frozen: r.IntN(4) == 0, Context: one(r, "", "common", "common", "named", "member")}
	if r.IntN(4) == 0 {
		out.options.Output = "images/a.Dockerfile"
	}
	out.write(r, members, wheel)
	return out
}

func randomMembers(r *dice) []member {
	dirs := []string{"services/api", "services/worker", "libs/core", "docs/site", "tests/tool", "libs/core/plugins/p"}
	for i := range dirs {
		j := i + r.IntN(len(dirs)-i)
		dirs[i], dirs[j] = dirs[j], dirs[i]
	}
	var out []member
	for i, dir := range dirs[:1+r.IntN(len(dirs))] {
		out = append(out, member{name: fmt.Sprintf("m%d", i), dir: dir, source: one(r, "editable", "editable", "virtual"), more: one(r, "", "", "readme = \"docs/a.md\"\n", "readme = \"../README.md\"\n")})
	}
	if r.IntN(3) == 0 {
		out = append(out, member{name: "top", dir: ".", source: "editable"})
		if r.IntN(2) == 0 {
			slices.Reverse(out)
		}
	}
	return out
}

// write fills the file system.
func (o *repository) write(r *dice, members []member, wheel bool) {
	o.files = fstest.MapFS{"elsewhere/x": {}}
	put := func(name, text string) { o.files[path.Join(o.lock, name)] = &fstest.MapFile{Data: []byte(text)} }
	var dirs, named []string
	packages, root := "", ""
	for _, m := range members {
		manifest, locked := m.text(members)
		packages += locked
		if m.source != "directory" {
			named = append(named, m.name)
		}
		if m.source != "virtual" {
			put(path.Join(m.dir, "src", m.name, "__init__.py"), "")
		}
		switch m.dir {
		case ".":
			root = manifest
		default:
			put(path.Join(m.dir, "pyproject.toml"), manifest)
			if m.source != "directory" {
				dirs = append(dirs, m.dir)
			}
		}
	}
	put("pyproject.toml", root+"\n[tool.uv.workspace]\nmembers = ["+quoted(dirs)+"]\n")
	if wheel {
		packages += "\n[[package]]\nname = \"vendored\"\nversion = \"1\"\nsource = { path = \"vendor/vendored-1-py3-none-any.whl\" }\nwheels = [{ filename = \"vendored-1-py3-none-any.whl\", hash = \"sha256:" + strings.Repeat("0", 64) + "\" }]\n"
	}
	put("uv.lock", "version = 1\nrevision = 3\nrequires-python = \">=3.12\"\n\n[manifest]\nmembers = ["+quoted(named)+"]\n"+packages)
	put("vendor/vendored-1-py3-none-any.whl", "")
	o.scatter(r, append(dirs, ".", "../x", "../../libs/x", "vendor", "unrelated"))
	if o.root != "" {
		o.files[path.Join(o.root, ".git/HEAD")] = &fstest.MapFile{}
	}
}

// scatter puts files into directories, and lists all that could be there.
func (o *repository) scatter(r *dice, dirs []string) {
	candidates := map[string]bool{}
	for _, dir := range dirs {
		for _, name := range names {
			file := path.Join(o.lock, dir, name)
			candidates[file] = true
			special := path.Base(name) == "uv.toml" || strings.Contains(name, ".git/") || name == ".dockerignore"
			if o.files[file] == nil && !special && r.IntN(2) == 0 {
				o.files[file] = &fstest.MapFile{}
			}
		}
	}
	for name := range o.files {
		candidates[name] = true
	}
	for _, name := range []string{"README.md", "services/README.md", "services/api/Dockerfile", "services/api/Dockerfile.dockerignore", "images/a.Dockerfile"} {
		candidates[path.Join(o.lock, name)] = true
	}
	o.files[path.Join(o.lock, "services/README.md")] = &fstest.MapFile{}
	o.candidates = slices.Sorted(maps.Keys(candidates))
}

// text is the manifest of a member and its table of the lock.
func (m member) text(all []member) (manifest, locked string) {
	var edges, metadata, sources string
	for _, name := range m.requires {
		edges += "{ name = \"" + name + "\" }, "
		from, source := "path = \"vendor/vendored-1-py3-none-any.whl\"", "path = \""+up(m.dir)+"vendor/vendored-1-py3-none-any.whl\""
		for _, to := range all {
			switch {
			case to.name == name && to.source == "directory":
				from, source = "directory = \""+to.dir+"\"", "path = \""+up(m.dir)+to.dir+"\""
			case to.name == name:
				from, source = to.source+" = \""+to.dir+"\"", "workspace = true"
			}
		}
		metadata += "{ name = \"" + name + "\", " + from + " }, "
		sources += name + " = { " + source + " }\n"
	}
	manifest = "[project]\nname = \"" + m.name + "\"\nversion = \"1\"\nrequires-python = \">=3.12\"\ndependencies = [" + quoted(m.requires) + "]\n" + m.more
	if m.source != "virtual" {
		manifest += "\n[build-system]\nrequires = [\"uv_build\"]\nbuild-backend = \"uv_build\"\n"
	}
	manifest += "\n[tool.uv.sources]\n" + sources
	locked = "\n[[package]]\nname = \"" + m.name + "\"\nversion = \"1\"\nsource = { " + m.source + " = \"" + m.dir + "\" }\ndependencies = [" + edges + "]\n\n[package.metadata]\nrequires-dist = [" + metadata + "]\n"
	return manifest, locked
}

// up leads from a directory to the one of uv.lock.
func up(dir string) string {
	if dir == "." {
		return ""
	}
	return strings.Repeat("../", strings.Count(dir, "/")+1)
}

func quoted(words []string) string {
	var out []string
	for _, w := range words {
		out = append(out, `"`+w+`"`)
	}
	return strings.Join(out, ", ")
}

// dice gives the same numbers for the same seed (splitmix64).
type dice struct{ state uint64 }

func (d *dice) IntN(n int) int {
	d.state += 0x9e3779b97f4a7c15
	z := (d.state ^ d.state>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return int((z ^ z>>31) % uint64(n))
}

func one(r *dice, choices ...string) string { return choices[r.IntN(len(choices))] }
