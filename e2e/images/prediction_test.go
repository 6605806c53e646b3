package images

import (
	"fmt"
	"math"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// tolerance is how far a predicted size may be off, as a part of the measured one.
const tolerance = 0.15

// predictedSize is what the tests need of a size in uvdock.profiles/1.
type predictedSize struct {
	Platform string
	Bytes    int64
	Parts    []struct {
		Name  string
		Bytes int64
	}
	Unknown       []string
	UnknownSystem []string `json:"unknown_system"`
}

// on is the prediction for a platform.
func (s suited) on(t *testing.T, platform string) predictedSize {
	t.Helper()
	for _, p := range s.sizes {
		if p.Platform == platform {
			return p
		}
	}
	t.Fatalf("no size is predicted for %s: %+v", platform, s.sizes)
	return predictedSize{}
}

func (p predictedSize) part(name string) int64 {
	for _, part := range p.Parts {
		if part.Name == name {
			return part.Bytes
		}
	}
	return 0
}

// ground is what a prediction of the published images cannot know of the images of this machine, in bytes: the
// base, and the interpreter where it is copied.
type ground struct{ base, interpreter int64 }

// compare holds a prediction against the image that was built. Where base images are stand-ins for the published ones,
// base and interpreter are taken as they are here, and the rest of the prediction is what is compared. It gives the
// columns of the table: predicted, error, and the error of what lies upon base and interpreter.
func (p predictedSize) compare(t *testing.T, g ground, measured int64) string {
	t.Helper()
	if len(p.Unknown) > 0 || len(p.UnknownSystem) > 0 {
		t.Logf("not compared: the sizes of %v %v are unknown", p.Unknown, p.UnknownSystem)
		return "unknown | | |"
	}
	upon := p.Bytes - p.part("base image") - p.part("interpreter")
	predicted, rest := upon+g.base+g.interpreter, measured-g.base-g.interpreter
	off := float64(predicted-measured) / float64(measured)
	if math.Abs(off) > tolerance {
		t.Errorf("predicted %s, measured %s: off by %+.1f %%, more than %.0f %%", bytesText(predicted), bytesText(measured), 100*off, 100*tolerance)
	}
	return fmt.Sprintf("%s | %+.1f %% | %s of %s |", bytesText(predicted), 100*off, bytesText(upon), bytesText(rest))
}

var (
	runtimeFrom = regexp.MustCompile(`(?m)^FROM (\S+) AS runtime$`)
	sharedFrom  = regexp.MustCompile(`(?m)^FROM (\S+) AS python-base$`)
)

// groundOf measures the base image of a Dockerfile's runtime stage, and finds the interpreter in the image's layers.
func groundOf(t *testing.T, dockerfile string, r verifyReport) ground {
	t.Helper()
	match := runtimeFrom.FindStringSubmatch(dockerfile)
	if match != nil && match[1] == "python-base" {
		match = sharedFrom.FindStringSubmatch(dockerfile)
	}
	if match == nil {
		t.Fatalf("no base of the runtime stage:\n%s", dockerfile)
	}
	g := ground{base: imageSize(t, match[1])}
	for _, layer := range r.Layers {
		if strings.HasPrefix(layer.CreatedBy, "COPY /opt/python /opt/python") {
			g.interpreter = layer.Size
		}
	}
	return g
}

// imageSizes are the base images that were measured.
var imageSizes = map[string]int64{}

// imageSize is the size of an image on disk. It comes through the builder, which alone may know where from.
func imageSize(t *testing.T, ref string) int64 {
	t.Helper()
	if bytes, known := imageSizes[ref]; known {
		return bytes
	}
	dir, tag := t.TempDir(), fmt.Sprintf("uvdock-base:%d", len(imageSizes))
	write(t, filepath.Join(dir, "Dockerfile"), "FROM "+ref+"\n")
	tidy(t, "image", "rm", tag)
	docker(t, "buildx", "build", "--progress=plain", "--load", "--tag", tag, dir)
	bytes, err := strconv.ParseInt(docker(t, "image", "inspect", "--format", "{{.Size}}", tag), 10, 64)
	if err != nil || bytes == 0 {
		t.Fatalf("%s: size %d, %v", ref, bytes, err)
	}
	imageSizes[ref] = bytes
	return bytes
}
