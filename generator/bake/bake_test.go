package bake_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/bake"
	"github.com/uvdock/uvdock/generator/internal/fixture"
	"github.com/uvdock/uvdock/generator/plan"
	"github.com/uvdock/uvdock/generator/render"
)

var update = flag.Bool("update", false, "write testdata anew")

func TestRender(t *testing.T) {
	for _, c := range []struct {
		file   string
		images []plan.Image
	}{
		{"two.hcl", fixture.Images()},
		{"one.hcl", fixture.Images()[1:]},
	} {
		f, findings, err := bake.Render([]string{"uvdock", "generate", "--all", "--bake"}, c.images)
		if err != nil || findings != nil {
			t.Fatal(findings, err)
		}
		if f.Path != "docker-bake.hcl" || render.OriginOf(f.Text) != render.Intact {
			t.Errorf("%s, origin %v", f.Path, render.OriginOf(f.Text))
		}
		golden(t, c.file, f.Text)
	}
}

// TestHostile: what stands in a plan is text, wherever it is put.
func TestHostile(t *testing.T) {
	odd := "a\" ${b} %{c} \\ # {{d}} '"
	p := &plan.Plan{Output: odd + "/Dockerfile", Platforms: []string{odd}}
	p.Context = plan.Context{Dir: ".", Named: []plan.NamedContext{{Name: odd, Dir: odd}}}
	f, findings, err := bake.Render([]string{"uvdock", "generate", odd}, []plan.Image{{Name: odd, Plan: p}})
	if err != nil || findings != nil {
		t.Fatal(findings, err)
	}
	quoted := `"a\" $${b} %%{c} \\ # {{d}} '`
	for _, want := range []string{
		"dockerfile = " + quoted + `/Dockerfile"`, quoted + `" = ` + quoted + `"`, "? [" + quoted + `"]`, `image.title" = ` + quoted + `"`, `target "a-b-c-d" {`,
	} {
		if !strings.Contains(string(f.Text), want) {
			t.Errorf("%s is not in\n%s", want, f.Text)
		}
	}
	p.Context.Dir = "a\nb"
	if _, _, err := bake.Render(nil, []plan.Image{{Name: "x", Plan: p}}); err == nil {
		t.Error("a line break in a directory is no error")
	}
}

func TestNames(t *testing.T) {
	two := fixture.Images()
	for _, c := range []struct{ first, second, want string }{
		{"a.b", "a_b", `services/worker/pyproject.toml: "a.b" and "a_b" would both be the service a-b; rename one of them`},
		{"Default", "api", `services/api/pyproject.toml: "Default" would be the target default, and that is the name of the group`},
	} {
		two[0].Name, two[1].Name = c.first, c.second
		f, findings, err := bake.Render(nil, two)
		if err != nil || findings.Err() == nil || !strings.Contains(findings.Err().Error(), c.want) {
			t.Errorf("%v %v, want %s", findings, err, c.want)
		}
		if f.Text != nil {
			t.Errorf("a file in spite of an error:\n%s", f.Text)
		}
	}
}

// TestBuildCommand: the header allows bake what it must read outside, and no more.
func TestBuildCommand(t *testing.T) {
	for _, c := range []struct {
		contexts []string
		want     string
	}{
		{[]string{"."}, "docker buildx bake --file"},
		{[]string{"services/api", "."}, "docker buildx bake --file"},
		{[]string{"../b", "../a", "../b"}, "docker buildx bake --allow=fs.read=../a --allow=fs.read=../b --file"},
		{[]string{"../a/b", "..", "../c"}, "docker buildx bake --allow=fs.read=.. --file"},
		{[]string{"..", "../..", "../../a"}, "docker buildx bake --allow=fs.read=../.. --file"},
		{[]string{"../a", "../ab"}, "docker buildx bake --allow=fs.read=../a --allow=fs.read=../ab --file"},
		{[]string{"../a b"}, "docker buildx bake '--allow=fs.read=../a b' --file"},
	} {
		p := &plan.Plan{Context: plan.Context{Dir: c.contexts[0], Workdir: "/src/x"}}
		for _, dir := range c.contexts[1:] {
			p.Context.Named = append(p.Context.Named, plan.NamedContext{Name: "x", Dir: dir})
		}
		f, findings, err := bake.Render(nil, []plan.Image{{Plan: p}})
		if err != nil || findings != nil || !strings.Contains(string(f.Text), "#   "+c.want+" docker-bake.hcl\n") {
			t.Errorf("%q: %v %v, want %s in\n%.500s", c.contexts, findings, err, c.want, f.Text)
		}
	}
}

// golden compares with a file of testdata, or writes it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(filepath.Join("testdata", name), got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	fixture.Same(t, os.DirFS("testdata"), name, got, "go test ./generator/bake -update")
}
