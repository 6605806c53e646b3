package images

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestRegistryCache holds the same of a second builder that has nothing but a cache which the first one
// pushed to a registry, as in CI: the dependency layer is neither made nor downloaded package by
// package again, and is the same layer.
func TestRegistryCache(t *testing.T) {
	needDocker(t)
	uvdock, first, second := buildUvdock(t), workBuilder(t), emptyBuilder(t)
	registry := startRegistry(t)
	project := freshProject(t)
	table := newLayerTable()
	for _, profile := range layerProfiles() {
		t.Run(profile, func(t *testing.T) {
			cache := "type=registry,ref=" + registry + "/cache:" + profile
			base := copyOf(t, project)
			uvdock.generate(t, base, profile)
			before := build(t, first, base, "--cache-to", cache+",mode=max")
			for _, c := range changes(t) {
				t.Run(c.name, func(t *testing.T) {
					empty(t, second)
					after := build(t, second, c.changed(t, uvdock, project, profile), "--cache-from", cache)
					c.compare(t, before, after)
					table.row(profile, c.name, before, after)
				})
			}
		})
	}
	t.Log(table)
}

// TestWorkspaceRegistryCache holds the same of a workspace member, for what reaches its image or its lock
// and not its dependencies.
func TestWorkspaceRegistryCache(t *testing.T) {
	needDocker(t)
	uvdock, first, second := buildUvdock(t), workBuilder(t), emptyBuilder(t)
	const profile = "distroless"
	cache := "type=registry,ref=" + startRegistry(t) + "/cache:" + profile
	project := freshWorkspace(t)
	base := api
	base.Dir = copyOf(t, project)
	uvdock.generateImage(t, base, profile)
	before := build(t, first, base.Dir, "--file", filepath.Join(base.Dir, base.File), "--cache-to", cache+",mode=max")
	table := newLayerTable()
	for _, c := range workspaceChanges() {
		if c.reaches == nothing || c.reaches == dependencies {
			continue
		}
		t.Run(c.name, func(t *testing.T) {
			empty(t, second)
			image := c.changed(t, uvdock, project, profile)
			after := build(t, second, image.Dir, "--file", filepath.Join(image.Dir, image.File), "--cache-from", cache)
			c.compare(t, before, after)
			table.row(profile, c.name, before, after)
		})
	}
	t.Log(table)
}

// empty takes everything out of a builder's cache, and looks.
func empty(t *testing.T, builder string) {
	t.Helper()
	docker(t, "buildx", "prune", "--builder", builder, "--all", "--force")
	usage := strings.Fields(docker(t, "buildx", "du", "--builder", builder))
	if len(usage) == 0 || usage[len(usage)-1] != "0B" {
		t.Fatalf("the builder is not empty: %q", usage)
	}
}
