package reference_test

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/reference"
)

// dependency is an image as one of the bots sees it.
type dependency struct{ name, value, digest string }

// The patterns of Renovate, for files whose instructions take a line each or are continued by a backslash.
// Source: renovatebot/renovate, lib/modules/manager/dockerfile/extract.ts at commit
// 0177621d019fddaf1036eacff8068866e66a9640, and index.ts of the same directory for the names; read 2026-11-21.
const between = `(?:\\[ \t]*\r?\n| |\t|#.*?\r?\n`

var (
	renovateFiles  = []*regexp.Regexp{regexp.MustCompile(`(^|/|\.)([Dd]ocker|[Cc]ontainer)file$`), regexp.MustCompile(`(^|/)([Dd]ocker|[Cc]ontainer)file[^/]*$`)}
	renovateSyntax = regexp.MustCompile(`(?im)^#[ \t]*syntax[ \t]*=[ \t]*(\S+)`)
	renovateFrom   = regexp.MustCompile(`(?im)^[ \t]*FROM` + between + `|--platform=\S+)+(\S+)(?:` + between + `)+as[ \t]+(\S+))?`)
	renovateCopy   = regexp.MustCompile(`(?im)^[ \t]*COPY` + between + `|--[a-z]+(?:=[a-zA-Z0-9_.:-]+?)?)+--from=(\S+)`)
	renovateMount  = regexp.MustCompile(`(?im)^[ \t]*RUN` + between + `|--[a-z]+(?:=[a-zA-Z0-9_.:-]+?)?)+--mount=(?:\S*=\S*,)*from=([^, ]+)`)
	continued      = regexp.MustCompile(`(?m)\\[ \t]*$|^[ \t]*#`)
)

// renovate lists the images of a Dockerfile as Renovate does.
func renovate(text string) (out []dependency) {
	var stages []string
	add := func(ref string) {
		if ref == "scratch" || slices.Contains(stages, ref) {
			return
		}
		out = append(out, renovateParts(ref))
	}
	lines := strings.Split(text, "\n")
	for n := 0; n < len(lines); n++ {
		instruction, first := lines[n], n == 0
		for ahead := instruction; !first && !strings.HasPrefix(strings.TrimSpace(instruction), "#") && continued.MatchString(ahead) && n+1 < len(lines); {
			n++
			ahead = lines[n]
			instruction += "\n" + ahead
		}
		if m := renovateSyntax.FindStringSubmatch(instruction); first && m != nil {
			add(m[1])
		}
		if m := renovateFrom.FindStringSubmatch(instruction); m != nil {
			ref := m[1]
			if m[2] != "" {
				stages = append(stages, m[2])
			}
			add(ref)
		}
		for _, form := range []*regexp.Regexp{renovateCopy, renovateMount} {
			if m := form.FindStringSubmatch(instruction); m != nil {
				add(m[1])
			}
		}
	}
	return out
}

// renovateParts is splitImageParts of the same source.
func renovateParts(ref string) dependency {
	name, digest, _ := strings.Cut(ref, "@")
	parts := strings.Split(name, ":")
	if len(parts) == 1 || strings.Contains(parts[len(parts)-1], "/") {
		return dependency{name, "", digest}
	}
	return dependency{strings.Join(parts[:len(parts)-1], ":"), parts[len(parts)-1], digest}
}

// The pattern of Dependabot, which reads each line for itself and takes no line without a tag or a digest.
// Source: dependabot/dependabot-core, docker/lib/dependabot/docker/file_parser.rb at commit
// d184bb25b5191227f70f707233cc19f794353cb7, and shared/shared_file_parser.rb at 461da19db7d10a14a75b7467906beee3aaf61f98;
// read 2026-11-21.
var dependabotFrom = regexp.MustCompile(`^(?i:FROM)\s+(?:--platform=\S+\s+)?` +
	`(?:((?:[[:alnum:]]|[[:alnum:]][[:alnum:]-]*[[:alnum:]])(?:\.(?:[[:alnum:]]|[[:alnum:]][[:alnum:]-]*[[:alnum:]]))+(?::\d+)?)/)?` +
	`((?:[a-z\d]+(?:(?:[._]|__|[-]*)[a-z\d]+)*)(?:/(?:[a-z\d]+(?:(?:[._]|__|[-]*)[a-z\d]+)*))*)` +
	`(?::([\w][\w.-]{0,127}))?(?:@([^\s]+))?(?:\s+AS\s+([\w-]+))?`)

func dependabot(text string) (out []dependency) {
	for line := range strings.Lines(text) {
		m := dependabotFrom.FindStringSubmatch(line)
		if m == nil || m[3] == "" && m[4] == "" {
			continue
		}
		name := m[2]
		if m[1] != "" && m[1] != "docker.io" {
			name = m[1] + "/" + name
		}
		out = append(out, dependency{name, m[3], m[4]})
	}
	return out
}

// TestBotsFindEachImageOnce holds that Renovate and Dependabot see each image that a Dockerfile takes from elsewhere,
// once and with name, version and digest apart, and nothing else; and that what each of them then writes is
// no edit. Dependabot leaves the syntax directive alone.
func TestBotsFindEachImageOnce(t *testing.T) {
	for file, data := range dockerfiles(t) {
		plain := string(data)
		if strings.HasSuffix(file, "ignore") {
			if got := slices.Concat(renovate(plain), dependabot(plain)); got != nil {
				t.Errorf("%s: it has %v", file, got)
			}
			continue
		}
		pinned := plain
		for _, i := range reference.Found(data) {
			pinned = strings.ReplaceAll(pinned, i.Tagged()+"\n", i.Tagged()+digest+"\n")
			pinned = strings.ReplaceAll(pinned, i.Tagged()+" ", i.Tagged()+digest+" ")
		}
		for _, text := range []string{plain, pinned} {
			var all, stages []dependency
			for name, i := range reference.Found([]byte(text)) {
				d := dependency{i.Name, i.Tag, i.Digest}
				all = append(all, d)
				if name != reference.Syntax {
					stages = append(stages, d)
				}
			}
			if len(stages) < 2 {
				t.Fatalf("%s takes %v", file, stages)
			}
			same(t, file+": Renovate", renovate(text), all)
			same(t, file+": Dependabot", dependabot(text), stages)
			for _, d := range all {
				updated := strings.ReplaceAll(text, d.name+":"+d.value, d.name+":"+bumped(d.value))
				if !bytes.Equal(reference.Canonical([]byte(updated)), reference.Canonical(data)) {
					t.Errorf("%s: an update of %s is an edit", file, d.name)
				}
			}
		}
	}
}

// bumped is a tag with another last number, as an update has it; a tag without a number stays.
func bumped(tag string) string {
	return regexp.MustCompile(`\d+(?:\D*)$`).ReplaceAllStringFunc(tag, func(s string) string { return "9" + s })
}

func same(t *testing.T, what string, got, want []dependency) {
	t.Helper()
	order := func(a, b dependency) int { return strings.Compare(a.name+a.value, b.name+b.value) }
	slices.SortFunc(got, order)
	slices.SortFunc(want, order)
	if !slices.Equal(got, want) {
		t.Errorf("%s sees %v, want %v", what, got, want)
	}
}

// dockerfiles are those that are committed, and one of each profile.
func dockerfiles(t *testing.T) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for _, file := range committed(t) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		out[file] = data
	}
	for _, profile := range []string{"slim-bookworm", "slim-trixie", "alpine", "distroless"} {
		r, err := generator.Generate(t.Context(), os.DirFS("../../examples"), "fastapi-packaged", generator.Options{Profile: profile, Output: "other/Dockerfile"})
		if err != nil || r.Findings.HasErrors() {
			t.Fatal(err, r.Findings)
		}
		out[profile] = r.Files[0].Text
	}
	return out
}

// committed are the files below examples that Renovate takes for a Dockerfile.
func committed(t *testing.T) (out []string) {
	t.Helper()
	const examples = "../../examples"
	err := fs.WalkDir(os.DirFS(examples), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && slices.ContainsFunc(renovateFiles, func(r *regexp.Regexp) bool { return r.MatchString(path.Clean(name)) }) {
			out = append(out, filepath.Join(examples, name))
		}
		return err
	})
	if err != nil || len(out) < 10 {
		t.Fatalf("%v, %q", err, out)
	}
	return out
}

// TestBotsAreReadRight holds the two readings above against what the projects' own tests and documentation say.
func TestBotsAreReadRight(t *testing.T) {
	const text = "# syntax=docker/dockerfile:1.1.7\nFROM --platform=linux/amd64 node:20.9.0 as node\nFROM registry.example:5000/a/b:1@sha256:55 AS x\n" +
		"FROM node\nCOPY --chown=1:1 --from=alpine:3.20 /a /b\nRUN --mount=type=bind,from=node,source=x \\\n    true\nFROM scratch\n"
	want := []dependency{
		{"docker/dockerfile", "1.1.7", ""},
		{"node", "20.9.0", ""},
		{"registry.example:5000/a/b", "1", "sha256:55"},
		{"alpine", "3.20", ""},
	}
	if got := renovate(text); !slices.Equal(got, want) {
		t.Errorf("Renovate: %v", got)
	}
	if got := dependabot(text); !slices.Equal(got, want[1:3]) {
		t.Errorf("Dependabot: %v", got)
	}
}
