package system

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/resolve"
)

// compile adds a toolchain, and what its results need at run time.
func (d *decider) compile(s scene, p resolve.Package, toolchain knowledge.Toolchain) {
	row := d.table.Tool(toolName(toolchain))
	names := namesOn(d.distro, row)
	reason := d.reason(s, p, row)
	reason.Why = "to compile " + title(p)
	d.add(d.tools, Build, names.build, reason)
	reason.Why = title(p) + " is compiled"
	d.add(d.runtime, Runtime, names.linked, reason)

	same := func(c Compiled) bool {
		return c.PyPI == p.Name && c.Version == p.Version && c.From == p.Artifact.Kind && c.Toolchain == toolchain
	}
	if i := slices.IndexFunc(d.compiled, same); i >= 0 {
		d.compiled[i].Platforms = union(d.compiled[i].Platforms, []string{s.platform})
		return
	}
	d.compiled = append(d.compiled, Compiled{
		PyPI: p.Name, Version: p.Version, From: p.Artifact.Kind, Toolchain: toolchain,
		Platforms: []string{s.platform},
	})
}

func toolName(t knowledge.Toolchain) string {
	if t == knowledge.UnknownToolchain {
		return "unknown"
	}
	return string(t)
}

// tree adds what a local tree needs to be built, as its build requirements tell. Those that need
// git only to find the version count for nothing: the version is a build argument.
func (d *decider) tree(s scene, p resolve.Package) {
	i := slices.IndexFunc(d.in.Trees, func(t Tree) bool { return t.Name == p.Name })
	if i < 0 {
		return
	}
	compiles := false
	for _, text := range d.in.Trees[i].BuildRequires {
		requirement, err := pep508.ParseRequirement(text)
		if err != nil {
			continue // reading pyproject.toml reports it
		}
		row, ok := d.table.BuildRequirement(pep508.Normalize(requirement.Name))
		if !ok || row.VersionFromGit {
			continue
		}
		d.install(s, p, row, namesOn(d.distro, row), usage{built: true, toolchain: row.Toolchain})
		compiles = compiles || row.Toolchain != knowledge.NoToolchain
	}
	if d.in.Trees[i].NativeSources && !compiles {
		d.compile(s, p, knowledge.UnknownToolchain)
	}
}

// fetch adds what uv needs to clone a git source.
func (d *decider) fetch(s scene, p resolve.Package) {
	tools := []string{"git"}
	if p.Source.LFS {
		tools = append(tools, "git-lfs")
	}
	if overSSH(p.Source.Location) {
		tools = append(tools, "ssh")
	}
	for _, tool := range tools {
		row := d.table.Tool(tool)
		reason := d.reason(s, p, row)
		reason.Why = "to fetch " + title(p) + " from git"
		d.add(d.build, Build, namesOn(d.distro, row).build, reason)
	}
}

// overSSH says whether a git URL is cloned over ssh: by its scheme, or git@host:path.
func overSSH(url string) bool {
	url = strings.TrimPrefix(url, "git+")
	if scheme, _, ok := strings.Cut(url, "://"); ok {
		return scheme == "ssh"
	}
	user, _, ok := strings.Cut(url, "@")
	return ok && !strings.Contains(user, "/")
}
