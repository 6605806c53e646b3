package generator_test

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/render"
)

var someDigest = "@sha256:" + strings.Repeat("5", 64)

// committedProject is a project with the files that uvdock writes for it.
func committedProject(t *testing.T, fsys fstest.MapFS, o generator.Options) fstest.MapFS {
	t.Helper()
	out := maps.Clone(fsys)
	for _, f := range generated(t, fsys, o).Files {
		out[f.Path] = &fstest.MapFile{Data: f.Text}
	}
	return out
}

func generated(t *testing.T, fsys fstest.MapFS, o generator.Options) *generator.Result {
	t.Helper()
	r, err := generator.Generate(t.Context(), fsys, ".", o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func codes(list diag.List) (out []string) {
	for _, f := range list {
		out = append(out, f.Code)
	}
	return out
}

// TestUpdatesOfBots changes references of a Dockerfile as Renovate and Dependabot do. What the project admits is kept
// byte for byte, what it does not is planned anew, with a warning at the line.
func TestUpdatesOfBots(t *testing.T) {
	uv := generator.Options{UVVersion: "0.13.8"}
	bounded := shop()
	bounded["uv.toml"] = &fstest.MapFile{Data: []byte("required-version = \">=0.13.8,<0.14\"\n")}
	exact := generator.Options{Python: "3.13.5"}
	plain := generator.Options{}
	for name, c := range map[string]struct {
		fsys     fstest.MapFS
		o        generator.Options
		old, now string
		kept     bool
		code     string
	}{
		"a later uv within the range":     {bounded, plain, "uv:0.13.8 ", "uv:0.13.99 ", true, ""},
		"a later uv outside the range":    {bounded, plain, "uv:0.13.8 ", "uv:0.14.0 ", false, "image-update"},
		"a later minor of uv":             {shop(), plain, "uv:0.13.8 ", "uv:0.99.0 ", true, ""},
		"an older uv":                     {shop(), plain, "uv:0.13.8 ", "uv:0.9.0 ", false, ""},
		"another uv than the flag's":      {shop(), uv, "uv:0.13.8 ", "uv:0.13.9 ", false, "image-update"},
		"a digest for uv":                 {shop(), uv, "uv:0.13.8 ", "uv:0.13.8" + someDigest + " ", true, ""},
		"a later uv with a digest":        {shop(), plain, "uv:0.13.8 ", "uv:0.99.9" + someDigest + " ", true, ""},
		"a digest for Python":             {shop(), plain, "slim-bookworm ", "slim-bookworm" + someDigest + " ", true, ""},
		"a patch of Python":               {shop(), plain, "python:3.13-", "python:3.13.99-", true, ""},
		"a later Python":                  {shop(), plain, "python:3.13-", "python:3.14-", false, "image-update"},
		"an older Python":                 {shop(), plain, "python:3.13-", "python:3.12-", false, "image-update"},
		"another patch than asked for":    {shop(), exact, "python:3.13.5-", "python:3.13.6-", false, "image-update"},
		"a less precise Python":           {shop(), exact, "python:3.13.5-", "python:3.13-", false, "image-update"},
		"a digest for the syntax":         {shop(), plain, "dockerfile:1\n", "dockerfile:1" + someDigest + "\n", true, ""},
		"a more precise syntax":           {shop(), plain, "dockerfile:1\n", "dockerfile:1.7\n", true, ""},
		"another major of the syntax":     {shop(), plain, "dockerfile:1\n", "dockerfile:2\n", false, "image-update"},
		"an Alpine within the release":    {shop(), generator.Options{Profile: "alpine"}, "python:3.13-alpine", "python:3.13.9-alpine", true, ""},
		"another Alpine":                  {shop(), generator.Options{Profile: "alpine"}, "-alpine3.24 ", "-alpine3.99 ", false, "image-update"},
		"a digest for a distroless image": {shop(), generator.Options{Profile: "distroless"}, ":nonroot ", ":nonroot" + someDigest + " ", true, ""},
	} {
		t.Run(name, func(t *testing.T) {
			project := committedProject(t, c.fsys, c.o)
			before := project["Dockerfile"].Data
			after := bytes.Replace(before, []byte(c.old), []byte(c.now), 1)
			if bytes.Equal(before, after) {
				t.Fatalf("there is no %q in it", c.old)
			}
			if render.OriginOf(after) != render.Intact {
				t.Error("it counts as edited by hand")
			}
			project["Dockerfile"] = &fstest.MapFile{Data: after}
			r := generated(t, project, c.o)
			if r.Findings.HasErrors() {
				t.Fatal(r.Findings.Err())
			}
			want := before
			if c.kept {
				want = after
			}
			if got := r.Files[0].Text; !bytes.Equal(got, want) {
				t.Errorf("kept %t, and it writes:\n%s", c.kept, got)
			}
			if has := slices.Contains(codes(r.Findings), "image-update"); has != (c.code != "") {
				t.Errorf("findings %v", r.Findings)
			}
			for _, f := range r.Findings {
				if f.Code == "image-update" && (f.Severity != diag.Warning || f.Line == 0 || f.File != "Dockerfile") {
					t.Errorf("%+v", f)
				}
			}
		})
	}
}

// TestNoUpdateOfAnEdit holds that a file that is not uvdock's says nothing about images.
func TestNoUpdateOfAnEdit(t *testing.T) {
	project := shop()
	want := generated(t, project, generator.Options{}).Files[0].Text
	project["Dockerfile"] = &fstest.MapFile{Data: []byte("FROM ghcr.io/astral-sh/uv:0.99.0 AS uv\nFROM python:3.13.9-slim-bookworm AS python-base\n")}
	if got := generated(t, project, generator.Options{}).Files[0].Text; !bytes.Equal(got, want) {
		t.Errorf("it takes the versions of a foreign file:\n%s", got)
	}
}

// TestPin holds that --pin refuses what has no digest, keeps what has, and takes what it is told.
func TestPin(t *testing.T) {
	o := generator.Options{Pin: true}
	r := generated(t, shop(), o)
	if got := codes(r.Findings.Errors()); !slices.Equal(got, []string{"no-digest"}) || r.Files != nil {
		t.Fatalf("%v, %d files", r.Findings, len(r.Files))
	}
	planned, err := generator.Plan(t.Context(), shop(), ".", generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	o.Digests = map[string]string{}
	for _, ref := range planned.Plan.Images() {
		o.Digests[ref] = someDigest[1:]
	}
	if len(o.Digests) != 3 {
		t.Fatalf("the images are %v", o.Digests)
	}
	project := committedProject(t, shop(), o)
	text := string(project["Dockerfile"].Data)
	if n := strings.Count(text, someDigest); n != 3 {
		t.Fatalf("%d digests in:\n%s", n, text)
	}
	for _, again := range []generator.Options{{Pin: true}, {}} {
		if got := generated(t, project, again); string(got.Files[0].Text) != text {
			t.Errorf("written again, with --pin %t:\n%s", again.Pin, got.Files[0].Text)
		}
	}
	// The digest of another image is none of this one.
	if got := codes(generated(t, project, generator.Options{Pin: true, Profile: "alpine"}).Findings.Errors()); !slices.Equal(got, []string{"no-digest"}) {
		t.Errorf("another profile: %v", got)
	}
	for _, d := range generated(t, project, generator.Options{}).Plan.Decisions {
		if d.Key == "uv" && (!strings.Contains(d.Value, someDigest) || !strings.Contains(d.Why, "Dockerfile:")) {
			t.Errorf("explain does not say where the digest is from: %+v", d)
		}
	}
}
