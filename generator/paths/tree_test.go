package paths

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator/plan"
)

// linked is a repository with links and a submodule; its lock root is shop.
func linked() fstest.MapFS {
	link := func(to string) *fstest.MapFile { return &fstest.MapFile{Mode: fs.ModeSymlink, Data: []byte(to)} }
	return fstest.MapFS{
		"repo/.git/HEAD":                &fstest.MapFile{},
		"repo/real/core/pyproject.toml": &fstest.MapFile{},
		"repo/shop/libs/core":           link("../../real/core"),
		"repo/shop/libs/plain/x.py":     &fstest.MapFile{},
		"repo/shop/libs/twice":          link("core"),
		"repo/shop/loop":                link("pool"),
		"repo/shop/pool":                link("loop"),
		"repo/shop/away":                link("/elsewhere"),
		"repo/shop/gone":                link("nowhere"),
		"repo/shop/uv.toml":             link("../uv.toml"),
		"repo/shop/sub/.git":            &fstest.MapFile{Data: []byte("gitdir: ..")},
		"repo/shop/sub/lib/x.py":        &fstest.MapFile{},
		"repo/shop/sub/lib/in":          link("../../libs/plain"),
	}
}

func TestFollow(t *testing.T) {
	tree := NewTree(linked(), "repo/shop")
	for file, want := range map[string]string{
		".":                        ".",
		"..":                       "..",
		"../../..":                 "../../..",
		"libs/plain":               "libs/plain",
		"not/there":                "not/there",
		"libs/core/pyproject.toml": "libs/core/pyproject.toml ../real/core/pyproject.toml; libs/core",
		"libs/twice":               "libs/twice libs/core ../real/core; libs/twice libs/core",
		"uv.toml":                  "uv.toml ../uv.toml; uv.toml",
		"sub/lib":                  "sub/lib; sub",
		"sub/lib/in/x.py":          "sub/lib/in/x.py libs/plain/x.py; sub sub/lib/in",
		"away/x":                   "away/x; away",
		"gone/x":                   "gone/x nowhere/x; gone",
	} {
		places, links := tree.follow(file)
		got := strings.Join(places, " ")
		if len(links) > 0 {
			got += "; " + strings.Join(links, " ")
		}
		if got != want {
			t.Errorf("%s: %s, want %s", file, got, want)
		}
	}
	if places, _ := tree.follow("loop/x"); len(places) != mostLinks+1 {
		t.Errorf("%d places of a loop", len(places))
	}
}

// TestLinks: a workflow must start when a link changes, when what it leads to does, and when a submodule does.
func TestLinks(t *testing.T) {
	p := &plan.Plan{Output: "Dockerfile", Context: plan.Context{Dir: "..", Workdir: "/src/shop", Repository: "shop"}}
	p.Project.Dir = "."
	p.Reads = []plan.Read{
		{Stage: plan.StageLock, Path: "libs/core/pyproject.toml"},
		{Stage: plan.StageProject, Path: "libs/core", Directory: true},
		{Stage: plan.StageProject, Path: "sub/lib", Directory: true},
	}
	image, findings := NewTree(linked(), "repo/shop").Of(plan.Image{Plan: p}, ".dockerignore")
	if findings != nil {
		t.Error(findings)
	}
	want := "real/core/** shop/.dockerignore shop/Dockerfile shop/libs/core shop/libs/core/** shop/sub shop/sub/lib/**"
	if got := strings.Join(Lines(image), " "); got != want {
		t.Errorf("lines %s\nwant %s", got, want)
	}
	var patterns []string
	for _, s := range image.GitHub() {
		patterns = append(patterns, s.Patterns...)
	}
	want = "real/core/** shop/libs/core/** shop/sub/lib/** shop/libs/core shop/sub shop/Dockerfile shop/.dockerignore"
	if got := strings.Join(patterns, " "); got != want {
		t.Errorf("patterns %s\nwant %s", got, want)
	}
	if core := image.Links[0]; core.Path != "shop/libs/core" || strings.Join(core.Stages, " ") != "lock project" {
		t.Errorf("%+v", image.Links)
	}
}
