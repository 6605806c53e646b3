package generator

import (
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/audit"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/dockerfile"
	"github.com/uvdock/uvdock/generator/plan"
	"github.com/uvdock/uvdock/generator/region"
)

// ownIgnores is the title of a person's lines in a .dockerignore.
const ownIgnores = "Your own lines."

// line is where a person wrote an instruction.
type line struct {
	name string
	at   diag.Place
	// snippet says that at is the place of the whole text.
	snippet bool
	text    []byte
}

// place is that of a line of the text, from 1.
func (l line) place(n int) diag.Place {
	if l.snippet {
		return l.at
	}
	return diag.Place{File: l.at.File, Line: l.at.Line + n - 1}
}

// readLines adds what the lines of people say to the plan: what their instructions read of the
// contexts, and what they hide from the build or let in. What is read and hidden is a warning.
func (r *Result) readLines(lines []line) {
	for _, l := range lines {
		if l.name == "ignore" {
			r.Plan.Ignore = append(slices.Clip(r.Plan.Ignore), plan.Group{Title: ownIgnores, Patterns: patterns(l.text)})
		}
	}
	for _, l := range lines {
		place, _ := region.Find(l.name)
		if place.Kind != region.Dockerfile {
			continue
		}
		stage := place.Stage
		if stage == "" {
			stage = place.Name
		}
		list, _ := dockerfile.ReadPart(l.text)
		for _, i := range list {
			for _, s := range i.Sources() {
				if read, ok := r.reads(stage, s); ok {
					r.addRead(read, l.place(i.Line))
				}
			}
		}
	}
}

// patterns are the lines of a .dockerignore as BuildKit reads them.
// Source: https://github.com/moby/patternmatcher/blob/main/ignorefile/ignorefile.go
func patterns(text []byte) (out []string) {
	for raw := range strings.Lines(string(text)) {
		pattern := strings.TrimSpace(raw)
		if pattern == "" || strings.HasPrefix(raw, "#") {
			continue
		}
		pattern, back := strings.CutPrefix(pattern, "!")
		if pattern = strings.TrimPrefix(path.Clean(strings.TrimSpace(pattern)), "/"); pattern == "" || pattern == "." {
			continue
		}
		if back {
			pattern = "!" + pattern
		}
		out = append(out, pattern)
	}
	return out
}

// reads is a source as a read of the plan; false for one of a stage or an image. Of a path with
// wildcards or variables it is the directory above them.
func (r *Result) reads(stage string, s dockerfile.Source) (plan.Read, bool) {
	dir := r.Plan.Context.Dir
	if s.From != "" {
		i := slices.IndexFunc(r.Plan.Context.Named, func(n plan.NamedContext) bool { return n.Name == s.From })
		if i < 0 {
			return plan.Read{}, false
		}
		dir = r.Plan.Context.Named[i].Dir
	}
	file, whole := strings.TrimPrefix(path.Clean("/"+s.Path), "/"), true
	if at := strings.IndexAny(file, `*?[$\`); at >= 0 {
		file, whole = path.Dir(file[:at]+"x"), false
	}
	read := plan.Read{Stage: stage, Path: path.Join(dir, file), From: s.From, Directory: true}
	if whole {
		read.Directory = file == "" || r.isDir(read.Path)
	}
	return read, true
}

// isDir says whether a path of the lock root is a directory.
func (r *Result) isDir(file string) bool {
	info, err := statBelow(r.Project, file)
	return err == nil && info.IsDir()
}

// addRead adds a read to the plan, and warns where the .dockerignore hides it.
func (r *Result) addRead(read plan.Read, at diag.Place) {
	if !slices.Contains(r.Plan.Reads, read) {
		r.Plan.Reads = append(slices.Clip(r.Plan.Reads), read)
	}
	if read.From != "" {
		return // which has a .dockerignore of its own
	}
	name, inside := below(r.Plan.Context.Dir, read.Path)
	if pattern := audit.HiddenBy(r.Plan.Ignore, name); inside && pattern != "" {
		r.add(diag.List{diag.Warningf("hidden-input", at, "%s is copied here, and %q in the .dockerignore hides it: the build fails", name, pattern).
			WithFix("let it in with a line !%s in region ignore of the .dockerignore", name)})
	}
}

// below is a path of the lock root as seen from a directory of it, or above it.
func below(dir, file string) (string, bool) {
	if dir == "." {
		return file, true
	}
	return strings.CutPrefix(file, dir+"/")
}
