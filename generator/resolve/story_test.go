package resolve

import (
	"flag"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/wheel"
)

var update = flag.Bool("update", false, "rewrite the answers in testdata/*.txtar")

// TestStories reads testdata/*.txtar: what is tested in words, the files of a project, and in
// the file "answers" questions and answers. A question is a line "> " with Python, C library
// and platform, then arguments of `uv sync`; a directory to stand in may come first as dir=.
func TestStories(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no stories", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { tell(t, file) })
	}
}

func tell(t *testing.T, file string) {
	story, err := readArchive(file)
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for i, name := range story.names {
		fsys[name] = &fstest.MapFile{Data: []byte(story.data[i])}
	}
	last := len(story.names) - 1
	if last < 0 || story.names[last] != "answers" {
		t.Fatalf("%s does not end with answers", file)
	}
	resolvers := map[string]*Resolver{}
	var got strings.Builder
	questions := 0
	for line := range strings.SplitSeq(story.data[last], "\n") {
		if question, ok := strings.CutPrefix(line, "> "); ok {
			questions++
			fmt.Fprintf(&got, "> %s\n%s\n", question, answer(t, fsys, resolvers, strings.Fields(question)))
		}
	}
	if questions == 0 {
		t.Fatal("a story without a question")
	}
	if *update {
		story.data[last] = got.String()
		if err := story.write(file); err != nil {
			t.Fatal(err)
		}
	}
	if got.String() != story.data[last] {
		t.Errorf("go test -run TestStories -update rewrites the answers\n--- got\n%s--- want\n%s", got.String(), story.data[last])
	}
}

// answer asks one question.
func answer(t *testing.T, fsys fstest.MapFS, resolvers map[string]*Resolver, words []string) string {
	dir := "."
	if d, ok := strings.CutPrefix(words[0], "dir="); ok {
		dir, words = d, words[1:]
	}
	r := resolvers[dir]
	if r == nil {
		p, findings := project.Read(fsys, dir)
		if findings.HasErrors() {
			var b strings.Builder
			for _, f := range findings.Errors() {
				fmt.Fprintf(&b, "read: %s %s\n", f.Code, f)
			}
			return b.String()
		}
		r = New(p)
		resolvers[dir] = r
	}
	return describe(r.Resolve(parseTarget(t, words), parseArgs(t, words[3:])))
}

// describe is a result as text: packages, refused ones, findings.
func describe(r Result) string {
	var b strings.Builder
	for _, p := range r.Packages {
		fmt.Fprintf(&b, "%s %s %s (%s)\n", title(p.Name, p.Version), p.Artifact.Kind, p.Artifact.File, strings.Join(p.Chain, " -> "))
	}
	for _, p := range r.Refused {
		fmt.Fprintf(&b, "refused %s: %s\n", title(p.Name, p.Version), p.Reason)
	}
	if len(r.Groups) > 0 {
		fmt.Fprintf(&b, "groups %s\n", strings.Join(r.Groups, " "))
	}
	for _, f := range r.Findings {
		fmt.Fprintf(&b, "%s %s %s\n", f.Severity, f.Code, f)
	}
	return b.String()
}

func parseTarget(t *testing.T, words []string) Target {
	t.Helper()
	if len(words) < 3 {
		t.Fatalf("%v: expected python, libc and platform", words)
	}
	version, free := strings.CutSuffix(words[0], "t")
	parts := strings.Split(version, ".")
	target := Target{Patch: -1, Platform: words[2], Python: wheel.Python{Major: 3, FreeThreaded: free}}
	var err error
	if target.Python.Minor, err = strconv.Atoi(parts[1]); err != nil {
		t.Fatal(err)
	}
	if len(parts) > 2 {
		if target.Patch, err = strconv.Atoi(parts[2]); err != nil {
			t.Fatal(err)
		}
	}
	if target.Wheel.Libc, err = wheel.ParseLibc(words[1]); err != nil {
		t.Fatal(err)
	}
	if target.Wheel.Arch, err = wheel.ParsePlatform(words[2]); err != nil {
		t.Fatal(err)
	}
	return target
}

func parseArgs(t *testing.T, args []string) Selection {
	t.Helper()
	var s Selection
	lists := map[string]*[]string{
		"--extra": &s.Extras, "--no-extra": &s.NoExtras, "--group": &s.Groups, "--no-group": &s.NoGroups,
		"--only-group": &s.OnlyGroups, "--package": &s.Packages, "--no-install-package": &s.NoInstallPackages,
	}
	flags := map[string]*bool{
		"--all-packages": &s.AllPackages, "--all-extras": &s.AllExtras, "--all-groups": &s.AllGroups,
		"--no-default-groups": &s.NoDefaultGroups, "--dev": &s.Dev, "--no-dev": &s.NoDev, "--only-dev": &s.OnlyDev,
		"--no-install-project": &s.NoInstallProject, "--no-install-workspace": &s.NoInstallWorkspace,
		"--no-install-local": &s.NoInstallLocal,
	}
	for i := 0; i < len(args); i++ {
		switch {
		case flags[args[i]] != nil:
			*flags[args[i]] = true
		case lists[args[i]] != nil && i+1 < len(args):
			i++
			*lists[args[i-1]] = append(*lists[args[i-1]], args[i])
		default:
			t.Fatalf("argument %q is not known", args[i])
		}
	}
	return s
}
