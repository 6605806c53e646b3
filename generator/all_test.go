package generator_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/render"
	"github.com/uvdock/uvdock/generator/resolve"
)

func all(t *testing.T, fsys fstest.MapFS, dir string, o generator.Options) *generator.Workspace {
	t.Helper()
	w, err := generator.GenerateAll(t.Context(), fsys, dir, o)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// outline is a workspace in words: the images' files, who was passed over, what is gone, and errors.
func outline(w *generator.Workspace) string {
	var out []string
	for _, r := range w.Images {
		for _, f := range r.Files {
			out = append(out, f.Path)
		}
	}
	for _, s := range w.Skipped {
		out = append(out, "-"+s.Member.Name)
	}
	for _, g := range w.Gone {
		out = append(out, "gone "+g.Path)
	}
	for _, f := range w.Told().Errors() {
		out = append(out, f.Code+": "+f.Message)
	}
	return strings.Join(out, "\n")
}

// TestAllIsEachByName: every image is byte for byte the one that its name gives, from wherever it
// is asked for and whatever flags are given.
func TestAllIsEachByName(t *testing.T) {
	fsys := members{names: []string{"admin", "api", "worker"}, starts: []string{"api", "root", "worker"}, rooted: true}.fs()
	for _, words := range []string{"", "--frozen", "--profile alpine", "--frozen --profile alpine"} {
		for _, dir := range []string{".", "admin", "worker"} {
			o := generator.Options{Command: append([]string{"uvdock", "generate"}, strings.Fields(words)...)}
			w := all(t, fsys, dir, o)
			want := "Dockerfile\n.dockerignore\napi/Dockerfile\napi/Dockerfile.dockerignore\nworker/Dockerfile\nworker/Dockerfile.dockerignore\n-admin"
			if got := outline(w); got != want {
				t.Fatalf("%s: got\n%s\nwant\n%s", dir, got, want)
			}
			for _, image := range w.Images {
				name := image.Member.Name
				one, err := generator.Generate(t.Context(), fsys, ".", generator.Options{Package: name, Command: byName(words, name)})
				if err != nil {
					t.Fatal(err)
				}
				for i, f := range one.Files {
					if got := image.Files[i]; got.Path != f.Path || !bytes.Equal(got.Text, f.Text) {
						t.Errorf("%s of %s, from %s with %q, differs from that of --package:\n%s\n%s", f.Path, name, dir, words, got.Text, f.Text)
					}
				}
				if header := strings.Join(byName(words, name), " "); !strings.Contains(string(one.Files[0].Text), "#   "+header+"\n") {
					t.Errorf("the header is not %q:\n%.200s", header, one.Files[0].Text)
				}
			}
		}
	}
}

// TestVersionFileOfMember: the version file nearest to a member counts, from wherever its image is
// asked for.
func TestVersionFileOfMember(t *testing.T) {
	fsys := members{names: []string{"api", "worker"}, starts: []string{"api", "worker"}}.fs()
	fsys[".python-version"] = &fstest.MapFile{Data: []byte("3.13\n")}
	fsys["api/.python-version"] = &fstest.MapFile{Data: []byte("3.12\n")}
	for _, dir := range []string{".", "api", "worker"} {
		w := all(t, fsys, dir, generator.Options{})
		for i, want := range []string{"3.12", "3.13"} {
			name := w.Images[i].Member.Name
			one, err := generator.Plan(t.Context(), fsys, dir, generator.Options{Package: name})
			if err != nil || one.Plan == nil {
				t.Fatal(err, told(one))
			}
			if w.Images[i].Plan.Python != want || one.Plan.Python != want {
				t.Errorf("%s from %s has Python %s, by name %s, want %s", name, dir, w.Images[i].Plan.Python, one.Plan.Python, want)
			}
		}
	}
	fsys["worker/.python-version"] = &fstest.MapFile{Data: []byte("pypy3.10\n")}
	var told []string
	for _, f := range all(t, fsys, ".", generator.Options{}).Told() {
		told = append(told, f.String())
	}
	if got := strings.Join(told, "\n"); !strings.Contains(got, "worker/.python-version:1:1: worker: ") || strings.Contains(got, "api: ") {
		t.Error(got)
	}
}

// byName is the command of one member as the command line writes it: flags by the alphabet.
func byName(words, name string) []string {
	out := []string{"uvdock", "generate"}
	before, after, found := strings.Cut(words, "--profile")
	out = append(append(out, strings.Fields(before)...), "--package", name)
	if found {
		out = append(append(out, "--profile"), strings.Fields(after)...)
	}
	return out
}

func TestAllOfOne(t *testing.T) {
	lone := fstest.MapFS{
		"pyproject.toml": {Data: []byte("[project]\nname = \"app\"\nversion = \"1\"\nrequires-python = \">=3.12\"\n")},
		"uv.lock":        {Data: []byte("version = 1\nrevision = 3\nrequires-python = \">=3.12\"\n\n[[package]]\nname = \"app\"\nversion = \"1\"\nsource = { virtual = \".\" }\n")},
		"main.py":        {Data: []byte(forever)},
	}
	w := all(t, lone, ".", generator.Options{})
	if got := outline(w); got != "Dockerfile\n.dockerignore" {
		t.Fatal(got)
	}
	one, err := generator.Generate(t.Context(), lone, ".", generator.Options{})
	if err != nil || !bytes.Equal(one.Files[0].Text, w.Images[0].Files[0].Text) {
		t.Errorf("differs from generate: %v", err)
	}
	delete(lone, "main.py")
	if got := outline(all(t, lone, ".", generator.Options{})); !strings.Contains(got, "no-start-command: nothing was found that the container could start") {
		t.Error(got)
	}
}

func TestAllRefuses(t *testing.T) {
	three := members{names: []string{"admin", "api", "worker"}, starts: []string{"api", "worker"}}
	stale := three.fs()
	stale["api/pyproject.toml"].Data = append(stale["api/pyproject.toml"].Data, "dependencies = [\"b\"]\n"...)
	for _, c := range []struct {
		name string
		fsys fstest.MapFS
		o    generator.Options
		want string
	}{
		{"flags of one image", three.fs(), generator.Options{Package: "api", Cmd: "x", Port: 1, HealthPath: "/", Output: "x"}, "usage: --cmd, --health-path, --output, --package, --port: for one image"},
		{"nothing starts", members{names: []string{"a", "b"}}.fs(), generator.Options{}, "no-start-command: for none of the 2 members a start command was found"},
		{"a stale lock", stale, generator.Options{}, "stale-lock: "},
		{"a profile that is none", three.fs(), generator.Options{Profile: "x"}, "usage: api, worker: there is no profile \"x\""},
		{"an extra of nobody", three.fs(), generator.Options{Selection: resolve.Selection{Extras: []string{"x"}}}, "missing-extra: api: extra \"x\" is not defined"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := all(t, c.fsys, ".", c.o)
			if got := outline(w); !strings.Contains(got, c.want) {
				t.Errorf("got\n%s\nwant %s", got, c.want)
			}
		})
	}
}

// TestAllNamesEveryFault: two members have a package without a fitting file, a third that cannot
// be started has one too, and a fourth is fine.
func TestAllNamesEveryFault(t *testing.T) {
	broken := "dependencies = [\"%s\"]\n"
	m := members{names: []string{"api", "fine", "lib", "worker"}, starts: []string{"api", "fine", "worker"}, more: map[string]string{}, groups: map[string]string{}}
	for _, name := range []string{"api", "lib", "worker"} {
		m.more[name] = strings.ReplaceAll(broken, "%s", "win-"+name)
		m.groups[name] = "dependencies = [{ name = \"win-" + name + "\" }]\n\n[package.metadata]\nrequires-dist = [{ name = \"win-" + name + "\" }]\n"
	}
	fsys := m.fs()
	for _, name := range []string{"api", "lib", "worker"} {
		fsys["uv.lock"].Data = append(fsys["uv.lock"].Data, "\n[[package]]\nname = \"win-"+name+"\"\nversion = \"1\"\nsource = { registry = \"https://index.example/simple\" }\nwheels = [{ url = \"https://files.index.example/win_"+name+"-1-py3-none-win_amd64.whl\", hash = \"sha256:"+strings.Repeat("0", 64)+"\" }]\n"...)
	}
	w := all(t, fsys, ".", generator.Options{})
	got := outline(w)
	for _, want := range []string{"profile-unusable: api: ", "profile-unusable: worker: ", "win-api", "win-worker", "-lib"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	if strings.Contains(got, "win-lib") || strings.Contains(got, "fine: ") {
		t.Error(got)
	}
}

func TestAllInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := generator.GenerateAll(ctx, members{names: []string{"a"}, starts: []string{"a"}}.fs(), ".", generator.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestGone: what uvdock wrote for a member that is gone is found, and nothing else is.
func TestGone(t *testing.T) {
	fsys := members{names: []string{"admin", "api", "old"}, starts: []string{"admin", "api", "old"}}.fs()
	write := func(from, to string, o generator.Options) {
		o.Package = from
		o.Command = []string{"uvdock", "generate"}
		if o.Cmd != "" {
			o.Command = append(o.Command, "--cmd", o.Cmd)
		}
		if o.Output != "" {
			o.Command = append(o.Command, "--output", o.Output)
		}
		r, err := generator.Generate(t.Context(), fsys, ".", o)
		if err != nil || r.Plan == nil {
			t.Fatal(err, told(r))
		}
		dockerfile := to + "/Dockerfile"
		fsys[dockerfile] = &fstest.MapFile{Data: r.Files[0].Text}
		fsys[dockerfile+".dockerignore"] = &fstest.MapFile{Data: r.Files[1].Text}
	}
	write("admin", "admin", generator.Options{Cmd: "python main.py"})
	write("api", "api", generator.Options{})
	write("old", "old", generator.Options{})
	for _, dir := range []string{"gone/deep", "node_modules/x", ".hidden", "venv", "other"} {
		write("old", dir, generator.Options{})
	}
	write("old", "with-cmd", generator.Options{Cmd: "python main.py"})
	write("api", "docker", generator.Options{Output: "docker/Dockerfile"})
	fsys["venv/pyvenv.cfg"] = &fstest.MapFile{}
	fsys["other/uv.lock"] = &fstest.MapFile{}
	fsys["foreign/Dockerfile"] = &fstest.MapFile{Data: []byte("FROM scratch\n")}
	fsys["foreign/Dockerfile.dockerignore"] = fsys["old/Dockerfile.dockerignore"] // somebody uses it
	delete(fsys, "old/main.py")
	delete(fsys, "admin/main.py")
	fsys["old/Dockerfile"].Data = append(fsys["old/Dockerfile"].Data, "# mine\n"...)

	w := all(t, fsys, ".", generator.Options{})
	var got []string
	for _, g := range w.Gone {
		got = append(got, g.Path)
		if g.Finding().Message == "" || g.Why == "" {
			t.Errorf("%+v", g)
		}
	}
	want := []string{
		"gone/deep/Dockerfile", "gone/deep/Dockerfile.dockerignore",
		"old/Dockerfile", "old/Dockerfile.dockerignore", "with-cmd/Dockerfile", "with-cmd/Dockerfile.dockerignore",
	}
	if !slices.Equal(got, want) {
		t.Errorf("gone are %q, want %q", got, want)
	}
	if render.OriginOf(fsys["old/Dockerfile"].Data) != render.Edited {
		t.Error("the edit is not seen")
	}
}

// TestUndecided: the files of a member that two commands could start are not gone.
func TestUndecided(t *testing.T) {
	fsys := members{names: []string{"api", "two"}, starts: []string{"api", "two"}}.fs()
	r, err := generator.Generate(t.Context(), fsys, ".", generator.Options{Package: "two"})
	if err != nil || r.Plan == nil {
		t.Fatal(err, told(r))
	}
	fsys["two/Dockerfile"] = &fstest.MapFile{Data: r.Files[0].Text}
	fsys["two/app.py"] = fsys["two/main.py"]
	w := all(t, fsys, ".", generator.Options{})
	if len(w.Skipped) != 1 || w.Skipped[0].Code != "several-start-commands" || len(w.Gone) > 0 {
		t.Errorf("skipped %+v, gone %+v", w.Skipped, w.Gone)
	}
}
