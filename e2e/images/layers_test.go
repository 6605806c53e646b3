package images

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/e2e/internal/oci"
)

// projectLimit is what an edit of the example may push, in bytes of compressed layers.
const projectLimit = 64_000

// layerProfiles are a profile that has Python in its base and one that brings its own.
func layerProfiles() []string { return []string{"slim-bookworm", "distroless"} }

// TestLayers holds that layers follow content: what does not change the dependencies does not change
// their layer, and what changes the project changes the last layer alone.
func TestLayers(t *testing.T) {
	needDocker(t)
	uvdock, builder := buildUvdock(t), workBuilder(t)
	project := freshProject(t)
	table := newLayerTable()
	for _, profile := range layerProfiles() {
		t.Run(profile, func(t *testing.T) {
			base := copyOf(t, project)
			uvdock.generate(t, base, profile)
			before := build(t, builder, base)
			table.size(profile, before.layers)
			for _, c := range changes(t) {
				t.Run(c.name, func(t *testing.T) {
					after := build(t, builder, c.changed(t, uvdock, project, profile))
					c.compare(t, before, after)
					table.row(profile, c.name, before, after)
				})
			}
		})
	}
	t.Log(table)
}

// compare holds the image after a change against the one before.
func (c change) compare(t *testing.T, before, after image) {
	t.Helper()
	if len(before.layers) < 3 || len(before.layers) != len(after.layers) {
		t.Fatalf("layers before %+v, after %+v", before.layers, after.layers)
	}
	last := len(after.layers) - 1
	dependencies := find(t, after.steps, "dependencies", "RUN")
	pushed := oci.Changed(before.layers[:last], after.layers[:last])
	switch {
	case c.third && (dependencies.Cached || !slices.Equal(pushed, after.layers[last-1:last])):
		t.Errorf("the dependencies changed; want their step executed, got %+v; want another layer for them alone, got %+v", dependencies, pushed)
	case !c.third && (len(pushed) > 0 || !dependencies.Cached || dependencies.Spoke):
		t.Errorf("the dependencies are the same; want no new layer, got %+v; want their step cached, got %+v", pushed, dependencies)
	}
	if after.layers[last].Digest == before.layers[last].Digest {
		t.Error("the project's layer is the same after the change")
	}
	if size := after.layers[last].Compressed; size >= projectLimit {
		t.Errorf("the project's layer has %d bytes, %d or more", size, projectLimit)
	}
	if step := find(t, after.steps, "lock", "RUN"); c.manifests && step.Cached {
		t.Errorf("the manifests changed, but the lock stage was not executed: %+v", step)
	}
}

// layerTable is what the log shows of changes.
type layerTable struct{ strings.Builder }

func newLayerTable() *layerTable {
	var table layerTable
	table.WriteString("\n| profile | change | pushed | step of the dependencies | build |\n| --- | --- | ---: | --- | ---: |\n")
	return &table
}

func (l *layerTable) size(profile string, layers []oci.Layer) {
	total, last := oci.Total(layers), len(layers)-1
	fmt.Fprintf(l, "| %s | (none: %s compressed, dependencies %s, project %s) | | | |\n", profile, bytesText(total.Compressed),
		bytesText(layers[last-1].Compressed), bytesText(layers[last].Compressed))
}

func (l *layerTable) row(profile, change string, before, after image) {
	how := "executed"
	for _, s := range after.steps {
		if strings.HasPrefix(s.Name, "[dependencies ") && s.Cached {
			how = "cached"
		}
	}
	pushed := oci.Total(oci.Changed(before.layers, after.layers)).Compressed
	fmt.Fprintf(l, "| %s | %s | %s | %s | %.1f s |\n", profile, change, bytesText(pushed), how, after.took.Seconds())
}
