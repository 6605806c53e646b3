package images

import (
	"path/filepath"
	"testing"

	"github.com/uvdock/uvdock/e2e/internal/example"
	"github.com/uvdock/uvdock/e2e/internal/relock"
)

// TestContexts verifies images with each layout of the build context. verify takes the layout from the
// header of the Dockerfile, as a reader would.
func TestContexts(t *testing.T) {
	needDocker(t)
	uvdock := buildUvdock(t)
	outside := example.Image{Dir: "../../examples/path-dependency/service", Project: "path-dependency/service", File: "Dockerfile"}
	for _, c := range []struct {
		name, context string
		image         example.Image
	}{
		{"the nearest common directory", "common", outside},
		{"a named context", "named", outside},
		{"the member's directory", "member", api},
	} {
		t.Run(c.name, func(t *testing.T) {
			image := c.image
			image.Dir = relock.Copy(t, image.Dir)
			args := append([]string{"generate", image.Dir, "--force", "--context", c.context}, image.Package()...)
			if _, log, err := command(t.Context(), "", string(uvdock), args...); err != nil {
				t.Fatalf("%q: %v\n%s", args, err, log)
			}
			lintHadolint(t, image.Dir, image.File)
			uvdock.verify(t, filepath.Join(image.Dir, filepath.Dir(image.File)))
		})
	}
}
