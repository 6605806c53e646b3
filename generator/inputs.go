package generator

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/choose"
	"github.com/uvdock/uvdock/generator/config"
	"github.com/uvdock/uvdock/generator/detect"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/plan"
	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/render"
	"github.com/uvdock/uvdock/generator/system"
)

// detection is what the search for the start command needs to know.
func (run *run) detection(r *Result) detect.Input {
	closure := map[string]string{}
	packaged := false
	for _, t := range r.Target.Targets {
		for _, p := range t.Packages {
			closure[p.Name] = p.Version
			packaged = packaged || p.FirstParty && p.Name == r.Member.Name
		}
		for _, p := range t.Refused { // what cannot be installed tells all the same what would start
			closure[p.Name] = p.Version
		}
	}
	asked, layout := run.processes()
	flags, development := available(r.Project, r.Member.Name, closure, run.tables.Groups.IsDevelopment)
	env, _ := run.options.buildEnv() // what is wrong was said by wanted
	var volumes []string
	for _, v := range run.volumes {
		if !v.ReadOnly {
			volumes = append(volumes, v.Dir)
		}
	}
	return detect.Input{
		BuildEnv: env, Volumes: volumes,
		Asked: asked, Together: layout != "",
		FS: r.Project.FS, Dir: path.Join(r.Project.Base, r.Member.Dir), Pyproject: r.Member.Pyproject,
		Packaged: packaged, Closure: closure, Available: flags, ForDevelopment: development,
		Services: run.services,
		Port:     run.options.Port, HealthPath: run.options.HealthPath, NoHealthcheck: run.options.NoHealthcheck, Cmd: run.options.Cmd,
	}
}

// available maps the packages that only an extra or a group of the project brings to the flag
// that selects it. What is for development by its name comes last; development are the packages that
// nothing else brings.
func available(p *project.Project, name string, closure map[string]string, isDevelopment func(string) bool) (flags map[string]string, development map[string]bool) {
	flags, development = map[string]string{}, map[string]bool{}
	for _, root := range p.Lock.ByName[name] {
		add := func(flag string, groups []project.DependencyGroup) {
			for _, g := range groups {
				dev := isDevelopment(g.Name)
				for _, edge := range g.Edges {
					_, in := closure[edge.Name]
					if in || flags[edge.Name] != "" && (dev || !development[edge.Name]) {
						continue
					}
					flags[edge.Name] = flag + " " + g.Name
					delete(development, edge.Name)
					if dev {
						development[edge.Name] = true
					}
				}
			}
		}
		add("--extra", root.OptionalDependencies)
		add("--group", root.DevDependencies)
	}
	return flags, development
}

// planInput hands everything that was found out to the plan.
func (run *run) planInput(r *Result) plan.Input {
	o := run.options
	output, command := o.Output, o.Command
	if output == "" {
		output = path.Join(r.Member.Dir, "Dockerfile")
	}
	if len(command) == 0 {
		command = []string{"uvdock", "generate"}
	}
	if isWorkspace(r.Project) && (r.Project.Dir != "." || o.Package != "" || run.all) && !slices.Contains(command, "--package") {
		// The directory named the member, or all are meant; the header's command must name it from anywhere.
		command = withFlag(command, "--package", r.Member.Name)
	}
	_, layout := run.processes()
	env, _ := run.options.buildEnv()
	return plan.Input{
		BuildEnv: planned(env),
		Stages:   layout == config.LayoutStages,
		Project:  r.Project, Member: r.Member, Workspace: isWorkspace(r.Project),
		Tables: run.tables, Profile: r.Target.Profile, Python: r.Target.Python,
		ProfileFrom: decision("profile", "Profile", r.Choice),
		PythonFrom:  decision("python", "Python", r.Target.Because),
		Targets:     r.Target.Targets, Needs: r.Target.Needs, Service: r.Service, Selection: r.Selection, LeftOut: r.LeftOut,
		UVVersion: o.UVVersion, Context: o.Context, Output: output, Command: command, Frozen: o.Frozen,
		Existing: run.existing(r, output), Pin: o.Pin, Digests: o.Digests,
		Volumes: run.volumes, GPU: o.GPU, KeepStdlib: o.KeepStdlib, CompileStdlib: o.Prefer == "speed", Ground: run.ground,
	}
}

// existing is the Dockerfile that uvdock wrote at a path, nil where there is none.
func (run *run) existing(r *Result, output string) []byte {
	k := keeper{project: r.Project}
	text, found := k.read(output)
	if !found || render.OriginOf(text) == render.Foreign {
		return nil
	}
	return text
}

// withFlag adds a flag, and its value if it has one, to a command line in its place by the alphabet, which is the
// order of the flags in a header: one image has one header, whichever way it was asked for.
func withFlag(command []string, flag ...string) []string {
	at := len(command)
	for i, word := range command {
		if strings.HasPrefix(word, "--") && word > flag[0] && command[i-1] != "--cmd" {
			at = i
			break
		}
	}
	return slices.Concat(command[:at], flag, command[at:])
}

func decision(key, title string, r choose.Reason) plan.Decision {
	return plan.Decision{Key: key, Title: title, Value: r.Value, Source: r.Source, Why: r.Why}
}

// trees says how the local trees of the lock are built.
func trees(p *project.Project) []system.Tree {
	var out []system.Tree
	for _, pkg := range p.Lock.Packages {
		if !pkg.Source.Tree() || pkg.Source.Kind == project.Virtual {
			continue
		}
		tree := system.Tree{Name: pkg.Name, NativeSources: nativeSources(p, pkg.Source.Location)}
		if pp := p.Manifest(pkg.Source.Location); pp != nil && pp.BuildSystem != nil {
			tree.BuildRequires = pp.BuildSystem.Requires
		}
		out = append(out, tree)
	}
	return out
}

// nativeSources says whether a tree has sources of extension modules. The search ends after a
// few thousand files: a tree that large and pure costs a look, not a wrong answer, because
// build requirements tell most cases anyway.
func nativeSources(p *project.Project, dir string) bool {
	base := path.Join(p.Base, dir)
	if !fs.ValidPath(base) {
		return false
	}
	found, seen := false, 0
	_ = fs.WalkDir(p.FS, base, func(name string, d fs.DirEntry, err error) error {
		seen++
		switch {
		case err != nil:
			return fs.SkipDir
		case found || seen > 5000:
			return fs.SkipAll
		case d.IsDir() && name != base && skipped(d.Name()):
			return fs.SkipDir
		}
		found = !d.IsDir() && (strings.HasSuffix(name, ".pyx") || d.Name() == "Cargo.toml" || d.Name() == "CMakeLists.txt" || d.Name() == "meson.build")
		return nil
	})
	return found
}

// skipped are directories that hold no sources of the project.
func skipped(name string) bool {
	switch pep508.Normalize(name) {
	case "node-modules", "venv", "build", "dist", "tests", "test", "docs", "target":
		return true
	}
	return strings.HasPrefix(name, ".")
}

// avoidForeignIgnore moves the .dockerignore beside the Dockerfile when one exists that uvdock
// did not write: BuildKit prefers Dockerfile.dockerignore, so both live on. Where that file lies
// there already BuildKit would read no other, so it is the one to be kept true.
func (r *Result) avoidForeignIgnore() {
	for i, f := range r.Files {
		if path.Base(f.Path) != ".dockerignore" {
			continue
		}
		beside := r.Plan.Output + ".dockerignore"
		if _, err := fs.Stat(r.Project.FS, path.Join(r.Project.Base, beside)); err == nil {
			r.Files[i].Path = beside
			continue
		}
		text, err := fs.ReadFile(r.Project.FS, path.Join(r.Project.Base, f.Path))
		if err == nil && render.OriginOf(text) == render.Foreign {
			r.Files[i].Path = beside
			r.add(diag.List{diag.Notef("dockerignore-kept", diag.Place{File: f.Path},
				"an existing .dockerignore is kept; BuildKit prefers the %s that is written beside the Dockerfile", beside)})
		}
	}
}
