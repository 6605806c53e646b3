package plan

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/resolve"
)

// decideProject plans the stage of first-party code: wheels for what is a package, the files
// themselves for a project without a build system.
func (b *builder) decideProject() {
	p := &b.plan.Project
	p.Script = !b.packaged()
	for _, t := range b.in.trees() {
		p.Install = append(p.Install, b.tree(t))
		p.Refresh = append(p.Refresh, t.Name)
	}
	slices.Sort(p.Install)
	slices.Sort(p.Refresh)
	p.Cached = len(p.Install) > 0
	p.Dir = b.in.dir()
	b.decideCopies()
	p.Verified = !b.in.Frozen && !b.in.Workspace && (b.plan.Lock == nil || !b.plan.Lock.Verified)
	p.Check = b.checkFlags()
	p.Version = b.versionArg()
	if p.Cached {
		p.Mounts = b.secrets()
		p.BuildEnv = b.in.BuildEnv
	}
	b.decideBuildEnv()
	switch {
	case p.Script && len(p.Install) == 0:
		b.because("project", "First-party code", "its files, in /app", b.in.current().File,
			"the project declares no build system, so its files run from where they lie", "")
	case p.Script:
		b.because("project", "First-party code", "its files in /app, wheels of "+strings.Join(p.Refresh, ", "), b.in.current().File,
			"the project declares no build system; its path dependencies are packages", "")
	case p.Files != nil:
		b.because("project", "First-party code", "wheels of "+strings.Join(p.Refresh, ", ")+", and the project's files in /app", b.in.current().File,
			"what starts is a file that no package carries, so it runs from where it lies; what it imports from packages is installed", "")
	default:
		b.because("project", "First-party code", "wheels of "+strings.Join(p.Refresh, ", "), b.in.current().File,
			"an ordinary wheel in a layer of its own: a source edit pushes that layer alone, and no source tree is in the image", "")
	}
	b.because("check", "Proof of the dependencies", "uv sync "+strings.Join(p.Check, " "), own,
		"uv itself confirms that the dependency layer is what uv.lock says", "https://docs.astral.sh/uv/reference/cli/#uv-sync")
}

// skipArchives are the arguments that leave local wheels and sdists out of the proof: uv compares
// the change time of the file with that of the one it installed, and a file in another stage has
// another. The dependency layer took them by the lock's hashes. --inexact lets them stay.
func (b *builder) skipArchives() []string {
	var out []string
	for _, p := range b.in.thirdParty() {
		if p.Source.Kind == project.Path {
			out = append(out, "--no-install-package", p.Name)
		}
	}
	if len(out) > 0 {
		out = append(out, "--inexact")
	}
	return out
}

// packaged says whether the project of the directory is installed as a package.
func (b *builder) packaged() bool {
	return slices.ContainsFunc(b.in.trees(), func(p resolve.Package) bool {
		return p.Name == b.in.current().Name
	})
}

// tree is the argument of `uv pip install` for a tree: "." or "./libs/core".
func (b *builder) tree(p resolve.Package) string {
	dir := path.Clean(p.Artifact.File)
	b.locate(dir) // for its findings: what lies below another directory is copied with that one
	if dir == "." || leaves(dir) {
		return dir
	}
	return "./" + dir
}

// checkFlags are the arguments of the sync that proves the dependencies.
func (b *builder) checkFlags() []string {
	freshness := "--frozen"
	if b.plan.Project.Verified {
		freshness = "--locked"
	}
	flags := slices.Concat([]string{freshness}, Flags(b.in.Selection))
	if b.packaged() || b.in.Workspace {
		flags = append(flags, b.skipTrees("install")...)
	} else {
		// A virtual project is never installed, so there is nothing to leave out but the
		// packages beside it.
		flags = append(flags, b.skipTrees("install")[1:]...)
	}
	return slices.Concat(flags, b.skipArchives(), []string{"--check"})
}

// versionArg finds out whether the version of a first-party package comes from version
// control. The build then takes it as an argument.
func (b *builder) versionArg() *VersionArg {
	var env, places []string
	for _, t := range b.in.trees() {
		pp := b.in.Project.Manifest(t.Artifact.File)
		if t.Name == b.in.current().Name {
			pp = b.in.current()
		}
		if found := b.versionEnv(pp); len(found) > 0 {
			env = append(env, found...)
			places = append(places, pp.Place("build-system", "requires").String())
		}
	}
	if len(env) == 0 {
		return nil
	}
	slices.Sort(env)
	env = slices.Compact(env)
	b.because("version", "Version of the project", "build argument APP_VERSION", strings.Join(places, ", "),
		fmt.Sprintf("the version comes from version control, and .git stays out of the context; %s hands it over", strings.Join(env, ", ")), "")
	return &VersionArg{Arg: "APP_VERSION", Default: "0.0.0", Env: env}
}

// versionEnv lists the variables that give a version to the build back end of a manifest; nil
// where it needs none.
func (b *builder) versionEnv(pp *project.Pyproject) []string {
	if pp == nil || pp.BuildSystem == nil || !slices.Contains(pp.Dynamic, "version") {
		return nil
	}
	var env []string
	for _, requirement := range pp.BuildSystem.Requires {
		r, err := pep508.ParseRequirement(requirement)
		if err != nil {
			continue
		}
		for _, back := range b.in.Tables.VCS {
			if back.Requires == pep508.Normalize(r.Name) && applies(back, pp) {
				env = append(env, scoped(back, pp))
			}
		}
	}
	return env
}

// applies checks the condition of a back end.
func applies(back knowledge.VCSBackend, pp *project.Pyproject) bool {
	if back.When == "" {
		return true
	}
	return toolValue(pp, back.When) == back.Is
}

// scoped is the variable of a back end for a project. hatch-vcs knows the distribution's name
// only when it is told (tool.hatch.version.raw-options.dist_name), and then both work.
func scoped(back knowledge.VCSBackend, pp *project.Pyproject) string {
	name := strings.ToUpper(strings.ReplaceAll(pp.Name, "-", "_"))
	return strings.ReplaceAll(back.Env, "{NAME}", name)
}

// toolValue reads a string at a dotted path below [tool]; empty when it is not there.
func toolValue(pp *project.Pyproject, dotted string) string {
	var value any = pp.Tool
	for key := range strings.SplitSeq(dotted, ".") {
		table, ok := value.(map[string]any)
		if !ok {
			return ""
		}
		value = table[key]
	}
	text, _ := value.(string)
	return text
}
