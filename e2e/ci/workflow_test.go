package ci

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// uvdock builds the program of this checkout into a directory and returns that.
func uvdock(t *testing.T) (bin string) {
	t.Helper()
	bin = t.TempDir()
	command{dir: checkout(t)}.must(t, "go", "build", "-o", bin, "./cmd/uvdock")
	return bin
}

// project is a copy of an example as a repository of its own, with the files of a run of generate.
func project(t *testing.T, bin, example string, flags ...string) command {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(checkout(t), "examples", example))); err != nil {
		t.Fatal(err)
	}
	c := command{dir: dir, env: []string{"PATH=" + bin + string(os.PathListSeparator) + os.Getenv("PATH")}}
	c.must(t, "git", "init", "--quiet", "--initial-branch=main") // the root of a repository is where its .git is
	c.must(t, filepath.Join(bin, "uvdock"), append([]string{"generate", "--force"}, flags...)...)
	return c
}

// projects are runs of generate for workflows, with flags and names that are meant to break them.
var projects = []struct {
	name, example string
	flags         []string
}{
	{"one project", "script", nil},
	{"a workspace", "workspace", []string{"--all"}},
	{"a member", "workspace", []string{"--package", "api", "--bake", "--compose"}},
	{"the context of a member", "workspace", []string{"--package", "api", "--context", "member"}},
	{"an expression", "script", []string{"--cmd", `["python", "main.py", "${{ secrets.GITHUB_TOKEN }} $(touch pwned) 'x'"]`}},
	{"a place", "script", []string{"--output", "a ${{ github.token }} '$(touch pwned)' ä/Dockerfile"}},
}

// TestWorkflows lints every workflow and holds it against the schemas of GitHub and GitLab.
func TestWorkflows(t *testing.T) {
	tool(t, checkJSONSchema)
	bin := uvdock(t)
	for _, p := range projects {
		t.Run(p.name, func(t *testing.T) {
			c := project(t, bin, p.example, append(slices.Clone(p.flags), "--ci", "github")...)
			lint(t, filepath.Join(c.dir, ".github", "workflows", "uvdock.yml"))
			c.must(t, "uv", "tool", "run", "--quiet", checkJSONSchema, "--builtin-schema", "vendor.github-workflows", ".github/workflows/uvdock.yml")
			c.must(t, filepath.Join(bin, "uvdock"), append([]string{"generate", "--ci", "gitlab"}, p.flags...)...)
			c.must(t, "uv", "tool", "run", "--quiet", checkJSONSchema, "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", ".gitlab/uvdock.gitlab-ci.yml")
		})
	}
}

// workflow is what is read of a workflow of GitHub.
type workflow struct {
	Jobs map[string]struct {
		Permissions map[string]string
		Steps       []struct {
			ID, Uses, Run string
			Env           map[string]string
		}
	}
}

// TestChangedOnGitHub runs the script that says which images depend on what changed.
func TestChangedOnGitHub(t *testing.T) {
	bin := uvdock(t)
	c := project(t, bin, "workspace", "--all", "--ci", "github")
	first := commit(t, c.dir)
	data, err := os.ReadFile(filepath.Join(c.dir, ".github", "workflows", "uvdock.yml"))
	if err != nil {
		t.Fatal(err)
	}
	var w workflow
	if err := yaml.Unmarshal(data, &w); err != nil {
		t.Fatal(err)
	}
	if len(w.Jobs["build"].Permissions) != 0 || w.Jobs["publish"].Permissions["packages"] != "write" {
		t.Errorf("permissions %v and %v", w.Jobs["build"].Permissions, w.Jobs["publish"].Permissions)
	}
	var script, images string
	for _, s := range w.Jobs["changed"].Steps {
		if s.ID == "changed" {
			script, images = s.Run, s.Env["IMAGES"]
		}
	}
	changed := func(base string) string {
		t.Helper()
		temp := t.TempDir()
		file, output := filepath.Join(temp, "step.sh"), filepath.Join(temp, "output")
		if err := os.WriteFile(file, []byte(script), 0o644); err != nil {
			t.Fatal(err)
		}
		step := command{dir: c.dir, env: append(slices.Clone(c.env), "BASE="+base, "IMAGES="+images, "RUNNER_TEMP="+temp, "GITHUB_OUTPUT="+output)}
		step.must(t, "bash", "--noprofile", "--norc", "-eo", "pipefail", file)
		text, err := os.ReadFile(output)
		if err != nil {
			t.Fatal(err)
		}
		value, ok := strings.CutPrefix(strings.TrimSuffix(string(text), "\n"), "images=")
		var list []map[string]string
		if err := json.Unmarshal([]byte(value), &list); !ok || err != nil {
			t.Fatalf("%v: %q", err, text)
		}
		var names []string
		for _, i := range list {
			names = append(names, i["name"])
			if i["file"] != "services/"+i["name"]+"/Dockerfile" || i["context"] != "." || i["platforms"] != "linux/amd64,linux/arm64" {
				t.Errorf("%v", i)
			}
		}
		return strings.Join(names, " ")
	}
	expectChanges(t, c, first, changed)
}

// expectChanges changes one thing after the other, and asks what is to be built.
func expectChanges(t *testing.T, c command, first string, changed func(base string) string) {
	t.Helper()
	for base, want := range map[string]string{first: "", "": "api worker", strings.Repeat("0", 40): "api worker"} {
		if got := changed(base); got != want {
			t.Errorf("since %q: %q, want %q", base, got, want)
		}
	}
	before := first
	for _, step := range []struct{ file, want string }{
		{"services/worker/pyproject.toml", "api worker"}, // the lock stage of api reads it, too
		{"README.md", ""},
		{"tools/admin/count_parcels.py", ""},
		{"libs/core/pyproject.toml", "api worker"},
		{"services/api/Dockerfile", "api"},
		{"uv.lock", "api worker"},
	} {
		file := filepath.Join(c.dir, step.file)
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, append(data, "# a comment\n"...), 0o644); err != nil {
			t.Fatal(err)
		}
		after := commit(t, c.dir)
		if got := changed(before); got != step.want {
			t.Errorf("after a change of %s: %q, want %q", step.file, got, step.want)
		}
		before = after
	}
}

// TestChangedOnGitLab runs the script of the pipeline, as a runner joins its lines.
func TestChangedOnGitLab(t *testing.T) {
	bin := uvdock(t)
	c := project(t, bin, "workspace", "--all", "--ci", "gitlab")
	first := commit(t, c.dir)
	data, err := os.ReadFile(filepath.Join(c.dir, ".gitlab", "uvdock.gitlab-ci.yml"))
	if err != nil {
		t.Fatal(err)
	}
	var pipeline map[string]struct{ Script []string }
	if err := yaml.Unmarshal(data, &pipeline); err != nil {
		t.Fatal(err)
	}
	script := strings.Join(pipeline["uvdock changed"].Script, "\n")
	expectChanges(t, c, first, func(base string) string {
		t.Helper()
		out := filepath.Join(c.dir, "uvdock-changed")
		defer os.RemoveAll(out)
		step := command{dir: c.dir, env: append(slices.Clone(c.env), "CI_COMMIT_BEFORE_SHA="+base)}
		step.must(t, "sh", "-e", "-c", script)
		found, err := filepath.Glob(filepath.Join(out, "*.image"))
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, f := range found {
			names = append(names, strings.TrimSuffix(filepath.Base(f), ".image"))
		}
		return strings.Join(names, " ")
	})
}

// TestHostileWorkflow runs the check of a workflow whose flags look like expressions and scripts.
func TestHostileWorkflow(t *testing.T) {
	bin := uvdock(t)
	for _, p := range projects[4:] {
		c := project(t, bin, p.example, append(slices.Clone(p.flags), "--ci", "github")...)
		data, err := os.ReadFile(filepath.Join(c.dir, ".github", "workflows", "uvdock.yml"))
		if err != nil {
			t.Fatal(err)
		}
		var w workflow
		if err := yaml.Unmarshal(data, &w); err != nil {
			t.Fatal(err)
		}
		steps := w.Jobs["check"].Steps
		run := strings.ReplaceAll(steps[len(steps)-1].Run, "${{ '${{' }}", "${{") // what GitHub makes of it
		if output, code := c.run(t, "bash", "-e", "-c", run); code != 0 || strings.Contains(output, "::error") {
			t.Errorf("%s: exit code %d\n%s", p.name, code, output)
		}
		if strings.Count(steps[len(steps)-1].Run, "${{") != 2*strings.Count(strings.Join(p.flags, ""), "${{") {
			t.Errorf("%s: an expression of its own in %s", p.name, steps[len(steps)-1].Run)
		}
		if _, err := os.Stat(filepath.Join(c.dir, "pwned")); err == nil {
			t.Errorf("%s was run", p.name)
		}
	}
}
