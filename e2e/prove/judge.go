package main

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/knowledge"
)

// contents is what scripts/contents.py prints.
type contents struct {
	Version string
	// ELF are the paths of the compiled files, Modules those of them that Python imports.
	ELF     []string `json:"elf"`
	Modules []string
	// Needed are the Debian packages of the libraries that the files name, by the libraries' names.
	Needed map[string]string
}

// same says whether two builds gave the same: the same files, linked against the same libraries.
func (c contents) same(other contents) bool {
	return slices.Equal(c.ELF, other.ELF) && maps.Equal(c.Needed, other.Needed)
}

// step is one thing that was tried; nil where there was no need to.
type step struct {
	code int
	log  string
	// made is the result of a compile that worked.
	made contents
}

func (s *step) works() bool { return s != nil && s.code == 0 }

// timedOut is the exit code of timeout(1).
const timedOut = 124

// observations are what a proof saw: the compile without and with the row's build packages, the
// result loaded in the bare image and with linked and runtime.
type observations struct {
	without, with, bare, runtime *step
}

// judge says what the observations come to. linked are the packages that the row says the files are
// linked against. What is there for programs, or for libraries that are loaded late, is not judged:
// loading the modules cannot show it.
func judge(o observations, linked []string) (outcome knowledge.Outcome, reason string) {
	loaded := o.bare
	if o.runtime != nil {
		loaded = o.runtime
	}
	switch {
	case o.with.code == timedOut || o.without != nil && o.without.code == timedOut && !o.with.works():
		return knowledge.Timeout, "the compile did not end in time"
	case !o.with.works():
		return knowledge.Failed, "compile: " + lastError(o.with.log)
	case len(o.with.made.ELF) == 0:
		return knowledge.Failed, "compile: the result has no compiled file"
	case !loaded.works():
		return knowledge.Failed, "import: " + lastError(loaded.log)
	case o.without.works() && o.without.made.same(o.with.made):
		return knowledge.NeedlessBuild, "compiles to the same without the build packages"
	case len(linked) > 0 && o.bare.works() && len(unneeded(linked, o.with.made)) == len(linked):
		// Where the files do need them, they are right: this base image happens to have them.
		return knowledge.NeedlessRuntime, "loads without the linked packages"
	}
	return knowledge.Proven, ""
}

var (
	colors = regexp.MustCompile("\x1b\\[[0-9;]*[A-Za-z]")
	// telling are the lines that say what went wrong, the most telling first.
	telling = []*regexp.Regexp{
		regexp.MustCompile(`fatal error: |cannot open shared object file|undefined symbol|command not found`),
		regexp.MustCompile(`^(\w+\.)*\w*(Error|Exception|NotFound|Exit)\b`),
		regexp.MustCompile(`(?i)\berror( |:|\[)|not found|No such file|can't find|cannot find|unsatisfiable|because `),
	}
	// idle are lines that every failed build has.
	idle = regexp.MustCompile("Failed to build `|^hint: |The build backend returned an error|Call to `.*` failed")
)

// lastError is the line of a log that says most about a failure, shortened to fit a row.
func lastError(log string) string {
	var lines []string
	for line := range strings.Lines(colors.ReplaceAllString(log, "")) {
		if line = strings.TrimSpace(line); line != "" && !idle.MatchString(line) {
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 {
		return "no output"
	}
	chosen := lines[len(lines)-1]
	for _, pattern := range telling {
		if i := slices.IndexFunc(lines, pattern.MatchString); i >= 0 {
			chosen = lines[i]
			break
		}
	}
	return shorten(chosen)
}

// longest is the length of a reason.
const longest = 140

var (
	spaces = regexp.MustCompile(`\s+`)
	paths  = regexp.MustCompile(`(?:/[\w.+@~-]+){3,}/`)
	boxes  = regexp.MustCompile(`^[^\w'"/(.]+`)
)

func shorten(line string) string {
	line = boxes.ReplaceAllString(spaces.ReplaceAllString(line, " "), "")
	line = paths.ReplaceAllString(line, ".../")
	if text := []rune(line); len(text) > longest {
		return strings.TrimSpace(string(text[:longest])) + "..."
	}
	return line
}

// failedVersion finds which version uv tried to build, in the log of a compile that failed.
func failedVersion(log, name string) string {
	text := regexp.MustCompile(`(?m)\b` + strings.ReplaceAll(regexp.QuoteMeta(name), "-", "[-_.]") + `==([0-9][\w.!+]*)`)
	if m := text.FindStringSubmatch(log); m != nil {
		return strings.TrimRight(m[1], ".")
	}
	return ""
}

// unneeded are the packages that no compiled file names a library of.
func unneeded(linked []string, made contents) []string {
	owners := slices.Collect(maps.Values(made.Needed))
	return slices.DeleteFunc(slices.Clone(linked), func(name string) bool { return slices.Contains(owners, name) })
}

// providers are the packages that the compiled files' libraries come from, for the log.
func (c contents) providers() string {
	var out []string
	for _, library := range slices.Sorted(maps.Keys(c.Needed)) {
		if owner := c.Needed[library]; owner != "libc6" && owner != "" {
			out = append(out, fmt.Sprintf("%s (%s)", owner, library))
		}
	}
	return strings.Join(out, ", ")
}
