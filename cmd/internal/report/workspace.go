package report

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/output"
)

// All is a workspace's images beside what is on disk.
type All struct {
	Workspace *generator.Workspace
	// Changes holds those of each image, in the order of Workspace.Images; nil with an error.
	Changes [][]output.Change
	// Shared are those of the files about all images.
	Shared []output.Change
	// Gone are the files that belong to no image any more, those that a run removes and the others.
	Gone []output.Change
	// Removes says which of Gone the run removes.
	Removes func(output.Change) bool
	// Findings are what is to be said beside the findings of each image.
	Findings diag.List
}

// Written are the changes of all images, then those of the files about all of them.
func (a All) Written() []output.Change { return append(slices.Concat(a.Changes...), a.Shared...) }

// Files are the changes that are written, then the removals.
func (a All) Files() []output.Change {
	out := a.Written()
	for _, c := range a.Gone {
		if a.Removes(c) {
			out = append(out, c)
		}
	}
	return out
}

// Drift says whether a file is not what it should be, or is one too many.
func (a All) Drift() bool {
	return len(a.Gone) > 0 || slices.ContainsFunc(a.Files(), output.Change.Drift)
}

// ChangesAll prints a line a file that changes, a line a member that was passed over, and a summary.
func ChangesAll(w io.Writer, style Style, a All, prefix string) {
	var drift []output.Change
	kept, removed := 0, 0
	for _, c := range a.Files() {
		switch {
		case !c.Drift():
			kept++
			continue
		case c.Remove:
			removed++
		}
		drift = append(drift, c)
	}
	Changes(w, style, drift, prefix)
	PassedOver(w, style, a.Workspace.Skipped)
	parts := []string{counted(len(drift)-removed, "file") + " to write"}
	if prefix == "" {
		parts[0] = counted(len(drift)-removed, "file") + " written"
	}
	if kept > 0 {
		parts = append(parts, fmt.Sprintf("%d already true", kept))
	}
	if removed > 0 {
		parts = append(parts, strings.TrimSpace(fmt.Sprintf("%d %sremoved", removed, strings.Replace(prefix, "would ", "to be ", 1))))
	}
	fmt.Fprintf(w, "%s: %s\n", counted(len(a.Workspace.Images), "image"), strings.Join(parts, ", "))
}

// NextAll prints the command that proves the images, at the project's directory as the user writes it.
func NextAll(w io.Writer, style Style, dir string) {
	command := "uvdock verify --all"
	if dir != "." {
		command += " " + shellWord(dir)
	}
	fmt.Fprintf(w, "%s %s\n", style.Faint("next:"), command)
}

// DriftAll prints what check found out, and what to do; command writes all files anew.
func DriftAll(w io.Writer, style Style, a All, command string) {
	drift := differences(w, style, a.Written(), command)
	if len(a.Gone) > 0 {
		command += " --prune"
	} else if !drift {
		fmt.Fprintf(w, "%s the files of %s are what the project gives\n", style.Good("true:"), counted(len(a.Workspace.Images), "image"))
		return
	}
	fmt.Fprintf(w, "%s %s\n", style.Faint("next:"), command)
}

// GeneratedAll is the JSON of generate and check for all members.
type GeneratedAll struct {
	Schema   string            `json:"schema"`
	Members  []GeneratedMember `json:"members"`
	Files    []GeneratedFile   `json:"files"`
	Skipped  []SkippedMember   `json:"skipped"`
	Gone     []GoneFile        `json:"gone"`
	Findings diag.List         `json:"findings"`
}

// GeneratedMember is one image.
type GeneratedMember struct {
	Member string `json:"member"`
	GeneratedImage
}

// SkippedMember is a member without an image.
type SkippedMember struct {
	Member string `json:"member"`
	Reason string `json:"reason"`
}

// GoneFile is a file that belongs to no image any more.
type GoneFile struct {
	Path string `json:"path"`
	// State is gone, or edited for one that was edited since.
	State   output.State `json:"state"`
	Removed bool         `json:"removed"`
}

// NewGeneratedAll collects the JSON of a run; wrote says whether files were written.
func NewGeneratedAll(a All, wrote bool) GeneratedAll {
	g := GeneratedAll{
		Schema: "uvdock.workspace/1", Members: []GeneratedMember{}, Skipped: []SkippedMember{}, Gone: []GoneFile{},
		Findings: append(diag.List{}, a.Findings...),
	}
	for i, r := range a.Workspace.Images {
		var changes []output.Change
		if a.Changes != nil {
			changes = a.Changes[i]
		}
		g.Members = append(g.Members, GeneratedMember{r.Member.Name, newGeneratedImage(r, changes, wrote)})
	}
	g.Files = generatedFiles(a.Shared, wrote)
	for _, s := range a.Workspace.Skipped {
		g.Skipped = append(g.Skipped, SkippedMember{s.Member.Name, s.Reason})
	}
	for _, c := range a.Gone {
		g.Gone = append(g.Gone, GoneFile{filepath.ToSlash(c.Path), c.State, wrote && a.Removes(c)})
	}
	return g
}
