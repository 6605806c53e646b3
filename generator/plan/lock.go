package plan

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/resolve"
)

// decideLock plans the stage that reduces the manifests to what this image installs.
func (b *builder) decideLock() {
	if len(b.in.thirdParty()) == 0 {
		b.because("lock", "Lock stage", "none", "uv.lock", "nothing third-party is installed", "")
		return
	}
	lock := &Lock{Workspace: b.in.Workspace, Verified: !b.in.Frozen && !b.dynamicDependencies()}
	files := b.manifests(lock.Verified)
	b.plan.Reads = slices.Grow(b.plan.Reads, len(files)+8) // a workspace may have hundreds of members
	for _, file := range files {
		lock.Mounts = append(lock.Mounts, b.bind(StageLock, file, false))
	}
	for _, dir := range unique(slices.Concat(b.archives(), b.otherArchives(lock.Verified))) {
		lock.Mounts = append(lock.Mounts, b.bind(StageLock, dir, b.isDir(dir)))
	}
	freshness := "--frozen"
	if lock.Verified {
		freshness = "--locked"
	}
	lock.Export = slices.Concat([]string{freshness}, Flags(b.in.Selection), b.skipTrees("emit"))
	b.plan.Lock = lock
	b.because("lock", "Lock stage", "uv export "+strings.Join(lock.Export, " "), own,
		"the dependency layer depends on its result alone: a version bump, a tool setting or a development dependency rebuilds nothing", "https://docs.docker.com/build/cache/optimize/")
	if pp := b.dynamic(); pp != nil {
		who := "the project stage does"
		if b.in.Workspace {
			who = "the image is what uv.lock says, current or not"
		}
		b.report(diag.Warningf("dynamic-dependencies", pp.Place("project", "dynamic"),
			"the project's dependencies are dynamic, so the lock stage cannot confirm that uv.lock is current; %s", who).
			WithFix("list the dependencies in [project] to have them checked early"))
	}
}

// manifests are the files that uv reads to confirm the lock, relative to the context, sorted.
func (b *builder) manifests(verified bool) []string {
	files := []string{"pyproject.toml", "uv.lock"}
	if b.in.Project.HasUVToml {
		files = append(files, "uv.toml")
	}
	fixed := len(files)
	for _, t := range b.in.trees() {
		if file := path.Join(t.Artifact.File, "pyproject.toml"); b.exists(file) {
			files = append(files, file)
		}
	}
	if b.in.Workspace { // --locked reads them all
		files = append(files, b.in.Ground.manifests...)
	}
	if verified {
		for _, p := range b.others() {
			if p.Source.Tree() {
				files = append(files, path.Join(p.Source.Location, "pyproject.toml"))
			}
		}
	}
	slices.Sort(files[fixed:])
	files = slices.DeleteFunc(files, func(f string) bool { return f == "pyproject.toml" })
	return append([]string{"pyproject.toml"}, slices.Compact(files)...)
}

// archives are the local wheels, sdists and find-links directories that the lock names: they
// are bound where packages are installed. Sorted, unique.
func (b *builder) archives() []string {
	var out []string
	for _, p := range b.in.thirdParty() {
		local := p.Source.Kind == project.Path
		local = local || p.Source.Kind == project.Registry && !strings.Contains(p.Source.Location, "://")
		if local {
			out = append(out, path.Clean(p.Source.Location))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// dynamicDependencies says whether a build back end computes the dependencies of the project,
// of any member of its workspace, or of a path dependency. uv then cannot confirm the lock from the manifests alone.
func (b *builder) dynamicDependencies() bool { return b.dynamic() != nil }

// dynamic is the first manifest with dynamic dependencies, nil if there is none.
func (b *builder) dynamic() *project.Pyproject {
	g := b.in.Ground
	switch {
	case g.bare != nil:
		return g.bare
	case dynamicDependencies(b.in.current()):
		return b.in.current()
	case b.in.Workspace && g.dynamicMember != nil:
		return g.dynamicMember
	}
	return g.dynamicTree
}

// skipTrees are the arguments that leave the project and path dependencies out of an export
// ("emit") or a sync ("install"), so that first-party code is a layer of its own.
func (b *builder) skipTrees(verb string) []string {
	out := []string{"--no-" + verb + "-project"}
	if b.in.Workspace {
		out[0] = "--no-" + verb + "-workspace"
	}
	for _, t := range b.in.trees() {
		if !t.FirstParty {
			out = append(out, "--no-"+verb+"-package", t.Name)
		}
	}
	return out
}

// decideDependencies plans the layer of third-party packages.
func (b *builder) decideDependencies() {
	if b.plan.Lock == nil {
		b.because("dependencies", "Dependency layer", "an empty environment", "uv.lock", "nothing third-party is installed", "")
		return
	}
	deps := &b.plan.Dependencies
	deps.Settings = b.settings()
	if len(deps.Settings) > 0 {
		deps.Mounts = append(deps.Mounts, b.bind(StageDependencies, "pyproject.toml", false))
		if b.in.Project.HasUVToml {
			deps.Mounts = append(deps.Mounts, b.bind(StageDependencies, "uv.toml", false))
		}
		b.because("settings", "Settings of uv", strings.Join(deps.Settings, ", "), b.in.Project.Settings.File,
			"uv pip sync does not read the project's settings unless the manifest is there", "https://docs.astral.sh/uv/reference/settings/")
	}
	for _, a := range b.archives() {
		deps.Mounts = append(deps.Mounts, b.bind(StageDependencies, a, b.isDir(a)))
	}
	deps.Mounts = append(deps.Mounts, b.secrets()...)
	b.because("dependencies", "Dependency layer", fmt.Sprintf("%d package%s", len(b.in.thirdParty()), plural(len(b.in.thirdParty()))), "uv.lock",
		"uv pip sync installs exactly the files that the lock names, with their hashes", "")
}

// settings are the uv settings in force that change the dependency layer, sorted.
func (b *builder) settings() []string {
	var out []string
	builds := b.in.builds()
	private := len(b.privateIndexes()) > 0
	for _, key := range b.in.Project.Settings.Keys {
		if slices.Contains(b.in.Tables.Settings.Build, key) {
			out = append(out, key)
		}
		if slices.Contains(b.in.Tables.Settings.Index, key) && (builds || private) {
			out = append(out, key)
		}
	}
	return out
}

// fromIndex says whether any package of the closure comes from the registry of that URL.
func fromIndex(packages []resolve.Package, url string) bool {
	clean := func(u string) string { return strings.TrimSuffix(u, "/") }
	return slices.ContainsFunc(packages, func(p resolve.Package) bool {
		return p.Source.Kind == project.Registry && clean(p.Source.Location) == clean(url)
	})
}
