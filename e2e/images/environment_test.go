package images

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/uvdock/uvdock/e2e/internal/relock"
)

// TestEnvironment holds that the environment of the image, made of two prefixes, is file for file the
// one that uv sync makes in one place: testdata/classical/PROFILE.Dockerfile. What may differ, and why,
// stands in testdata/differences.json.
func TestEnvironment(t *testing.T) {
	needDocker(t)
	uvdock, builder := buildUvdock(t), workBuilder(t)
	allowed := readDifferences(t)
	project := relock.Copy(t, fastapi)
	recipes, err := filepath.Glob("testdata/classical/*.Dockerfile")
	if err != nil || len(recipes) == 0 {
		t.Fatalf("no recipes: %v", err)
	}
	used := map[string]bool{}
	for _, recipe := range recipes {
		profile := filepath.Base(recipe[:len(recipe)-len(".Dockerfile")])
		t.Run(profile, func(t *testing.T) {
			dir := copyOf(t, project)
			generated := uvdock.generate(t, dir, profile)
			classical, err := os.ReadFile(recipe)
			if err != nil {
				t.Fatal(err)
			}
			sameBases(t, generated, string(classical))
			ours := export(t, builder, dir, generated+"\nFROM scratch\nCOPY --from=runtime /opt/venv /opt/venv\n")
			theirs := export(t, builder, dir, string(classical))
			for _, d := range compareTrees(ours, theirs, allowed, used) {
				t.Error(d)
			}
			t.Logf("%d files and directories in the image, %d in the classical environment", len(ours), len(theirs))
		})
	}
	for _, d := range allowed {
		if !t.Failed() && !used[d.Path] {
			t.Errorf("no image differs in %s: remove it from the list", d.Path)
		}
	}
}

var from = regexp.MustCompile(`(?m)^FROM (\S+:\S+) AS \S+$`)

// sameBases holds that a recipe takes uv and Python from images that the generated Dockerfile names.
func sameBases(t *testing.T, generated, recipe string) {
	t.Helper()
	var ours []string
	for _, match := range from.FindAllStringSubmatch(generated, -1) {
		ours = append(ours, match[1])
	}
	theirs := from.FindAllStringSubmatch(recipe, -1)
	if len(theirs) != 2 {
		t.Fatalf("%d images in the recipe, want uv and a base", len(theirs))
	}
	for _, match := range theirs {
		if !slices.Contains(ours, match[1]) {
			t.Errorf("the recipe builds upon %s, the generated Dockerfile upon %s: bring testdata/classical up to date", match[1], ours)
		}
	}
}

// export builds a Dockerfile whose last stage holds nothing but /opt/venv, and reads that.
func export(t *testing.T, builder, dir, dockerfile string) map[string]entry {
	t.Helper()
	archive := filepath.Join(t.TempDir(), "environment.tar")
	file := filepath.Join(dir, "export.Dockerfile") // left out of the context by .dockerignore, as all *.Dockerfile are
	write(t, file, dockerfile)
	docker(t, "buildx", "build", "--builder", builder, "--progress=plain", "--output", "type=tar,dest="+archive, "--file", file, dir)
	tree, err := readTree(archive, "opt/venv/")
	if err != nil {
		t.Fatal(err)
	}
	if len(tree) < 100 {
		t.Fatalf("only %d files in the environment: %v", len(tree), slices.Sorted(maps.Keys(tree)))
	}
	return tree
}
