package images

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// A step is one instruction of a Dockerfile as a build executed it.
type step struct {
	Name   string // "[dependencies 1/1] RUN uv venv /opt/venv"
	Cached bool   // the builder, or a cache that it imported, had the result
	Spoke  bool   // it printed something: it was executed
	Done   bool
}

// steps reads the log of docker buildx build --progress=rawjson: a JSON document a line, each telling
// news of some vertices of the build graph. A vertex that was found in an imported cache is told of again,
// no longer as cached, while its layer is downloaded. Lines that are not JSON are warnings of the client.
// Format: https://pkg.go.dev/github.com/moby/buildkit/client#SolveStatus
func steps(log []byte) []step {
	var order []string
	known := map[string]*step{}
	for line := range bytes.Lines(log) {
		var news struct {
			Vertexes []struct {
				Digest, Name string
				Cached       bool
				Completed    *string
			}
			Logs []struct{ Vertex string }
		}
		if json.Unmarshal(line, &news) != nil {
			continue
		}
		for _, v := range news.Vertexes {
			s := known[v.Digest]
			if s == nil {
				s = &step{Name: v.Name}
				known[v.Digest], order = s, append(order, v.Digest)
			}
			s.Cached, s.Done = s.Cached || v.Cached, v.Completed != nil
		}
		for _, l := range news.Logs {
			if s := known[l.Vertex]; s != nil {
				s.Spoke = true
			}
		}
	}
	var all []step
	for _, digest := range order {
		all = append(all, *known[digest])
	}
	return all
}

// find gives the only step of a stage whose instruction begins so.
func find(t *testing.T, all []step, stage, instruction string) step {
	t.Helper()
	var found []step
	for _, s := range all {
		place, rest, ok := strings.Cut(s.Name, "] ")
		if ok && strings.HasPrefix(place, "["+stage+" ") && strings.HasPrefix(rest, instruction) {
			found = append(found, s)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d steps [%s ...] %s in %+v", len(found), stage, instruction, all)
	}
	return found[0]
}

// TestSteps reads a log, shortened, of a build after a version bump on a builder that imports a cache.
func TestSteps(t *testing.T) {
	log, err := os.ReadFile("testdata/progress.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	all := steps(log)
	for _, c := range []struct {
		stage, instruction string
		cached, spoke      bool
	}{
		{"lock", "RUN", false, false},
		{"dependencies", "RUN", true, false},
		{"project", "COPY", false, false},
		{"project", "RUN", false, true},
		{"runtime", "COPY --from=dependencies", true, false},
		{"runtime", "COPY --from=project", false, false},
	} {
		s := find(t, all, c.stage, c.instruction)
		if s.Cached != c.cached || s.Spoke != c.spoke || !s.Done {
			t.Errorf("want cached %v, spoke %v, got %+v", c.cached, c.spoke, s)
		}
	}
}
