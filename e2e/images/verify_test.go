package images

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/uvdock/uvdock/e2e/internal/example"
	"github.com/uvdock/uvdock/e2e/internal/relock"
)

// profileReport is what the tests need of uvdock.profiles/1.
type profileReport struct {
	Profiles []struct {
		Name      string
		Obstacles []any
		Sizes     []predictedSize
	}
}

// verifyReport is what the tests need of uvdock.verify/1.
type verifyReport struct {
	Checks   []struct{ Name, Status, Want, Got, Detail, Fix string }
	Size     int64
	Platform string
	Layers   []struct {
		CreatedBy string `json:"created_by"`
		Size      int64
	}
	BuildSeconds float64 `json:"build_seconds"`
	StartSeconds float64 `json:"start_seconds"`
	StopSeconds  float64 `json:"stop_seconds"`
}

// suited is a profile that suits an image, with its predicted sizes.
type suited struct {
	profile string
	sizes   []predictedSize
}

// suits gives the names of the profiles that nothing in the lock stands against.
func (b binary) suits(t *testing.T, image example.Image) []string {
	t.Helper()
	var names []string
	for _, s := range b.suited(t, image) {
		names = append(names, s.profile)
	}
	return names
}

// suited gives those profiles with predicted sizes; flags are those of uvdock profiles.
func (b binary) suited(t *testing.T, image example.Image, flags ...string) []suited {
	t.Helper()
	var report profileReport
	b.json(t, &report, slices.Concat([]string{"profiles", image.Dir}, flags, image.Package())...)
	var list []suited
	for _, p := range report.Profiles {
		if len(p.Obstacles) == 0 {
			list = append(list, suited{p.Name, p.Sizes})
		}
	}
	if len(list) == 0 {
		t.Fatalf("no profile suits %s: %+v", image.Name(), report)
	}
	return list
}

// TestVerify builds, checks and runs every example with every profile that suits it.
func TestVerify(t *testing.T) {
	needDocker(t)
	uvdock := buildUvdock(t)
	var mu sync.Mutex
	table := []string{"| example | profile | size | predicted | off by | upon the base | build | start | stop |", "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"}
	for _, image := range exampleImages(t) {
		t.Run(image.Name(), func(t *testing.T) {
			t.Parallel()
			project := image
			project.Dir = relock.Copy(t, image.Dir)
			for _, suited := range uvdock.suited(t, project, "--online") {
				profile := suited.profile
				special := image.File != "Dockerfile" || strings.Contains(image.Dir, "go-generate")
				if special && !slices.Contains(layerProfiles(), profile) {
					continue // what is special about members and directives is the same in all; this saves time
				}
				t.Run(profile, func(t *testing.T) {
					r, dockerfile := uvdock.verifyProfile(t, project, profile)
					predicted := suited.on(t, r.Platform).compare(t, groundOf(t, dockerfile, r), r.Size)
					line := fmt.Sprintf("| %s | %s | %s | %s %.1f s | %.2f s | %.2f s |", image.Name(), profile,
						bytesText(r.Size), predicted, r.BuildSeconds, r.StartSeconds, r.StopSeconds)
					t.Log(line)
					mu.Lock()
					defer mu.Unlock()
					table = append(table, line)
				})
			}
		})
	}
	t.Cleanup(func() { t.Log("\n" + strings.Join(table, "\n")) }) // when all have ended
}

// verifyProfile generates the image's files anew, in a copy, lints them and verifies the image. It gives the
// Dockerfile, too.
func (b binary) verifyProfile(t *testing.T, image example.Image, profile string) (verifyReport, string) {
	t.Helper()
	image.Dir = copyOf(t, image.Dir)
	dockerfile := b.generateImage(t, image, profile)
	lintHadolint(t, image.Dir, image.File)
	lintBuildKit(t, image.Dir, image.File, dockerfile)
	needPackages(t, dockerfile)
	return b.verify(t, image.Dir, "--file", image.File), dockerfile
}

// verify holds that no promise is broken, and that promises were looked at.
func (b binary) verify(t *testing.T, dir string, flags ...string) verifyReport {
	t.Helper()
	var report verifyReport
	b.json(t, &report, append([]string{"verify", dir}, flags...)...)
	kept := 0
	for _, check := range report.Checks {
		switch check.Status {
		case "broken":
			t.Errorf("%s: want %s, got %s\n%s\nfix: %s", check.Name, check.Want, check.Got, check.Detail, check.Fix)
		case "ok":
			kept++
		case "skipped":
			t.Logf("%s skipped: %s", check.Name, check.Got)
		}
	}
	if kept < 10 || report.Size == 0 {
		t.Errorf("only %d promises were proven, of an image of %d bytes: %+v", kept, report.Size, report.Checks)
	}
	return report
}

var alpineBase = regexp.MustCompile(`(?m)^FROM (\S+alpine\S*) AS `)

// needPackages skips where the image takes packages of Alpine and the base image, a stand-in for the
// official one, has no package manager.
func needPackages(t *testing.T, dockerfile string) {
	t.Helper()
	if !strings.Contains(dockerfile, "apk add") {
		return
	}
	base := alpineBase.FindStringSubmatch(dockerfile)
	if base == nil {
		t.Fatalf("apk add without a FROM of Alpine:\n%s", dockerfile)
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "Dockerfile"), "FROM "+base[1]+"\nRUN ! command -v apk > /dev/null || exit 42\n")
	_, log, err := command(t.Context(), "", "docker", "buildx", "build", "--progress=plain", "--output=type=cacheonly", dir)
	if err == nil {
		t.Skipf("%s has no apk here, and the image installs packages with it", base[1])
	}
	if !strings.Contains(string(log), "exit code: 42") {
		t.Fatalf("%v\n%s", err, tail(log))
	}
}
