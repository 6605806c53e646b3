package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/resolve"
	"github.com/uvdock/uvdock/generator/system"
)

// platform is where proofs run.
const platform = "linux/amd64"

// claim is what uvdock would do for an sdist on a release: what a proof is about.
type claim struct {
	row     knowledge.NativeRow
	release string
	// spec is the requirement that uv is given.
	spec string
	// toolchain, build and runtime are packages as a Dockerfile of uvdock installs them.
	toolchain, build, runtime []string
	// besideBuild and besideRuntime are what the packages of the row's `beside` need on top: they
	// are compiled, too, and have it in every step.
	besideBuild, besideRuntime []string
	// linked are those of runtime that the compiled files are to be linked against.
	linked []string
	// gone says that the release lacks a package: then uvdock refuses, and nothing can be proven.
	gone string
}

// claimOf asks uvdock itself what an image with nothing but the row's sdist needs.
func claimOf(table knowledge.Native, row knowledge.NativeRow, release string) claim {
	c := claim{row: row, release: release, spec: row.Name}
	if row.Below != "" {
		c.spec += "<" + row.Below
	}
	needs := decide(table, release, row.Name)
	for _, refusal := range needs.Refusals {
		c.gone = refusal.Message
	}
	for _, finding := range needs.Findings {
		if finding.Code == "native-gone" {
			c.gone = finding.Message
		}
	}
	c.linked = local(row, release, row.Debian.Linked)
	c.build, c.runtime = names(needs.Build), names(needs.Runtime)
	together := []string{row.Name}
	for _, name := range row.Beside {
		name, _, _ = strings.Cut(name, "[")
		together = append(together, name)
	}
	both := decide(table, release, together...)
	c.toolchain = both.Toolchain
	c.besideBuild, c.besideRuntime = minus(names(both.Build), c.build), minus(names(both.Runtime), c.runtime)
	return c
}

// decide asks for the needs of a project that has nothing but sdists. Their versions are not known
// before uv has chosen them; a row holds for a package without one.
func decide(table knowledge.Native, release string, sdists ...string) system.Needs {
	target := resolve.Result{Target: resolve.Target{Platform: platform}, Roots: sdists}
	for _, name := range sdists {
		target.Packages = append(target.Packages, resolve.Package{
			Name: name, Direct: true, Artifact: resolve.Artifact{Kind: resolve.Sdist, File: name + ".tar.gz"},
		})
	}
	distro := system.Distro{Family: "debian", Release: release}
	return system.Decide(table, distro, system.Input{Targets: []resolve.Result{target}})
}

func minus(all, without []string) []string {
	return slices.DeleteFunc(all, func(name string) bool { return slices.Contains(without, name) })
}

func names(needs []system.Need) []string {
	var out []string
	for _, need := range needs {
		out = append(out, need.Package)
	}
	return out
}

// provable says whether a row is about compiling an sdist.
func provable(row knowledge.NativeRow) bool {
	return row.Rank == knowledge.Curated && (row.Kind == knowledge.KindCompile || row.Kind == knowledge.KindBoth)
}

// find gives the rows of the names, in their order.
func find(table knowledge.Native, wanted []string) ([]knowledge.NativeRow, error) {
	var rows []knowledge.NativeRow
	for _, name := range wanted {
		i := slices.IndexFunc(table.Rows, func(r knowledge.NativeRow) bool { return r.Name == name && provable(r) })
		if i < 0 {
			return nil, fmt.Errorf("%q: profiles/native has no curated row of this name with kind \"compile\" or \"both\"", name)
		}
		rows = append(rows, table.Rows[i])
	}
	return rows, nil
}
