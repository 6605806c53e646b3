package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/paths"
)

// PathsSchema names the contract of `uvdock paths --format json`. Its JSON Schema is
// schema/uvdock.paths-1.schema.json.
const PathsSchema = "uvdock.paths/1"

// Paths is the JSON of the paths command.
type Paths struct {
	Schema string `json:"schema"`
	// LockRoot is the directory of uv.lock as seen from the root of the repository; empty where
	// there is no repository, and all paths are relative to that directory then.
	LockRoot string          `json:"lock_root"`
	Members  []PathsOf       `json:"members"`
	Skipped  []SkippedMember `json:"skipped"`
	Findings diag.List       `json:"findings"`
}

// PathsOf is what the image of one member depends on.
type PathsOf struct {
	Member        string      `json:"member"`
	Dir           string      `json:"dir"`
	Dockerfile    string      `json:"dockerfile"`
	Dockerignores []string    `json:"dockerignores"`
	Files         []PathEntry `json:"files"`
	Directories   []PathEntry `json:"directories"`
	Links         []PathEntry `json:"links"`
	Ignored       []string    `json:"ignored"`
	Patterns      []string    `json:"patterns"`
}

// PathEntry is a file, a directory or a link, and the stages that read it.
type PathEntry struct {
	Path    string   `json:"path"`
	Context string   `json:"context"`
	Stages  []string `json:"stages"`
}

// NewPaths collects the contract. Lists are never null.
func NewPaths(images []paths.Image, lockRoot string, skipped []generator.Skipped, findings diag.List) Paths {
	out := Paths{
		Schema: PathsSchema, LockRoot: lockRoot, Members: []PathsOf{}, Skipped: []SkippedMember{},
		Findings: append(diag.List{}, findings...),
	}
	for _, i := range images {
		out.Members = append(out.Members, newPathsOf(i))
	}
	for _, s := range skipped {
		out.Skipped = append(out.Skipped, SkippedMember{s.Member.Name, s.Reason})
	}
	return out
}

func newPathsOf(i paths.Image) PathsOf {
	out := PathsOf{
		Member: i.Name, Dir: i.Dir, Dockerfile: i.Dockerfile, Dockerignores: append([]string{}, i.Dockerignores...),
		Files: pathEntries(i.Files), Directories: pathEntries(i.Directories), Links: pathEntries(i.Links), Ignored: []string{}, Patterns: []string{},
	}
	for _, g := range i.Ignored {
		out.Ignored = append(out.Ignored, g.Patterns...)
	}
	for _, s := range i.GitHub() {
		out.Patterns = append(out.Patterns, s.Patterns...)
	}
	return out
}

func pathEntries(list []paths.Entry) []PathEntry {
	out := []PathEntry{}
	for _, e := range list {
		out = append(out, PathEntry{e.Path, e.Context, append([]string{}, e.Stages...)})
	}
	return out
}

// PathLines prints what the images depend on, a path a line.
func PathLines(w io.Writer, images []paths.Image) {
	for _, line := range paths.Lines(images...) {
		fmt.Fprintln(w, Plain(line))
	}
}

// indent is where the items of `paths:` stand below `on:` and an event.
const indent = "      "

// PathsGitHub prints the items of `paths:` of a workflow of GitHub Actions.
func PathsGitHub(w io.Writer, i paths.Image) error {
	for _, s := range i.GitHub() {
		if s.Title != "" {
			fmt.Fprintf(w, "%s# %s\n", indent, Plain(s.Title))
		}
		for _, p := range s.Patterns {
			quoted := new(strings.Builder)
			enc := json.NewEncoder(quoted) // what JSON quotes is a string of YAML
			enc.SetEscapeHTML(false)
			if err := enc.Encode(p); err != nil {
				return err
			}
			fmt.Fprintf(w, "%s- %s", indent, quoted)
		}
	}
	return nil
}

// PassedOver prints a line a member without an image, of very many the first.
func PassedOver(w io.Writer, style Style, skipped []generator.Skipped) {
	for i, s := range skipped {
		if i == most {
			fmt.Fprintf(w, "%s %d more\n", style.Faint("pass over"), len(skipped)-most)
			break
		}
		fmt.Fprintf(w, "%s %s: %s\n", style.Faint("pass over"), Plain(s.Member.Name), Plain(s.Reason))
	}
}
