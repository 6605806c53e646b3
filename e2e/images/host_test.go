package images

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/uvdock/uvdock/e2e/internal/relock"
)

// TestHostUntouched holds that uvdock verify leaves no container, image, volume or network at the engine,
// named or not. The image declares a volume, so that its container has an unnamed one.
func TestHostUntouched(t *testing.T) {
	needDocker(t)
	uvdock := buildUvdock(t)
	dir := relock.Copy(t, "../../examples/script")
	dockerfile := uvdock.generate(t, dir, "distroless")
	write(t, filepath.Join(dir, "Dockerfile"), dockerfile+"VOLUME /var/lib/readings\n")
	before := objects(t)
	uvdock.verify(t, dir)
	left := added(before, objects(t))
	// What others do at the same engine is there, too, but goes away.
	for end := time.Now().Add(90 * time.Second); len(left) > 0 && time.Now().Before(end); time.Sleep(time.Second) {
		now := objects(t)
		left = slices.DeleteFunc(left, func(id string) bool { return !slices.Contains(now, id) })
	}
	if len(left) > 0 {
		t.Errorf("left behind: %s", left)
	}
}

// objects are all that an engine holds, each with its kind.
func objects(t *testing.T) []string {
	t.Helper()
	var all []string
	for kind, args := range map[string][]string{
		"container": {"ps", "--all", "--quiet", "--no-trunc"},
		"image":     {"images", "--all", "--quiet", "--no-trunc"},
		"tag":       {"images", "--format", "{{.Repository}}:{{.Tag}}"},
		"volume":    {"volume", "ls", "--quiet"},
		"network":   {"network", "ls", "--quiet", "--no-trunc"},
	} {
		for id := range strings.FieldsSeq(docker(t, args...)) {
			all = append(all, kind+" "+id)
		}
	}
	return all
}

// added are the objects of after that before does not have.
func added(before, after []string) []string {
	return slices.DeleteFunc(after, func(id string) bool { return slices.Contains(before, id) })
}
