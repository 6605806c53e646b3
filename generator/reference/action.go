package reference

import (
	"bytes"
	"strings"

	"github.com/uvdock/uvdock/generator/internal/lazy"
)

// Action is an action of GitHub as a workflow names it: by a commit, with the version in a comment.
type Action struct {
	Name, Commit string
	// Version is a tag such as v7.0.1.
	Version string
}

// String is the action behind `uses:`.
func (a Action) String() string { return a.Name + "@" + a.Commit + " # " + a.Version }

// Newer says whether the version of a is that of b or a later one.
func (a Action) Newer(b Action) bool {
	return a.Name == b.Name && compareVersions(strings.TrimPrefix(a.Version, "v"), strings.TrimPrefix(b.Version, "v")) >= 0
}

var uses = lazy.Regexp(`^ *(?:- )?uses: ([a-z0-9-]+/[a-z0-9-]+)@([0-9a-f]{40}) # (v[0-9]+(?:\.[0-9]+)*)$`)

// Actions are those of a workflow, by name. Of one that is there with two versions the later counts.
func Actions(text []byte) map[string]Action {
	out := map[string]Action{}
	for raw := range bytes.Lines(text) {
		body, _ := cutEnd(raw)
		if m := uses().FindStringSubmatch(body); m != nil {
			a := Action{m[1], m[2], m[3]}
			if old, there := out[a.Name]; !there || a.Newer(old) {
				out[a.Name] = a
			}
		}
	}
	return out
}

var job = lazy.Regexp(`^ *(?:- )?(?:image|name): ` + pattern + `$`)

// Images are those of a pipeline of GitLab, in the order of their lines.
func Images(text []byte) (out []Image) {
	for raw := range bytes.Lines(text) {
		body, _ := cutEnd(raw)
		if m := job().FindStringSubmatch(body); m != nil {
			out = append(out, image(m[1:]))
		}
	}
	return out
}
