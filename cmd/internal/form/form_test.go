package form

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/output"
)

// example copies a project of examples/ into memory, without the files that uvdock wrote.
func example(t *testing.T, name string) fstest.MapFS {
	t.Helper()
	dir := os.DirFS(filepath.Join("..", "..", "..", "examples", name))
	out := fstest.MapFS{}
	err := fs.WalkDir(dir, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(dir, path)
		out[path] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// replace edits a file.
func replace(t *testing.T, fsys fstest.MapFS, file, old, text string) {
	t.Helper()
	was := string(fsys[file].Data)
	if !strings.Contains(was, old) {
		t.Fatalf("%s does not hold %q", file, old)
	}
	fsys[file] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(was, old, text))}
}

// script is a project of which nobody knows what it starts.
func script(t *testing.T) fstest.MapFS {
	t.Helper()
	fsys := example(t, "script")
	delete(fsys, "main.py")
	return fsys
}

// looking looks at a project in memory; there is a file by hand at each of the paths in the way.
func looking(fsys fs.FS, inTheWay ...string) Look {
	known := map[string]Found{} // looks come one after the other
	return func(ctx context.Context, words []string) (Found, error) {
		key := strings.Join(words, "\n")
		if f, was := known[key]; was {
			return f, nil
		}
		o, findings := options(words)
		if findings != nil {
			return Found{Inspection: &generator.Inspection{}, Findings: findings}, nil
		}
		in, err := generator.Inspect(ctx, fsys, ".", o)
		if err != nil {
			return Found{}, err
		}
		r, err := generator.Generate(ctx, fsys, ".", o)
		if err != nil {
			return Found{}, err
		}
		kept := func(w string) bool {
			return w != "--force" && w != "--save" && w != "--adopt" && !strings.HasPrefix(w, "--package=")
		}
		found := Found{Inspection: in, Result: r, Findings: r.Findings, Savable: slices.ContainsFunc(words, kept)}
		for _, f := range r.Files {
			state := output.Create
			if slices.Contains(inTheWay, f.Path) {
				state = output.Foreign
			}
			found.Changes = append(found.Changes, output.Change{Path: f.Path, State: state, New: f.Text})
		}
		known[key] = found
		return found, nil
	}
}

// options read the flags that these tests give.
func options(words []string) (o generator.Options, wrong diag.List) {
	for _, w := range words {
		name, value, _ := strings.Cut(strings.TrimPrefix(w, "--"), "=")
		switch name {
		case "package":
			o.Package = value
		case "cmd":
			if o.Cmd = value; value == "" {
				o.Cmd = " "
			}
		case "port":
			port, err := strconv.Atoi(value)
			if err != nil {
				return o, diag.List{diag.Errorf("usage", diag.Place{}, "the flag says that %s is no number", value)}
			}
			o.Port = port
		case "health-path":
			o.HealthPath = value
		case "profile":
			o.Profile = value
		case "output":
			o.Output = value
		case "extra":
			o.Selection.Extras = append(o.Selection.Extras, value)
		case "group":
			o.Selection.Groups = append(o.Selection.Groups, value)
		case "no-group":
			o.Selection.NoGroups = append(o.Selection.NoGroups, value)
		case "compose":
			o.Compose = true
		case "ci":
			o.CI = value
		case "bake":
			o.Bake = true
		}
	}
	return o, nil
}

// found is the first look.
func found(t *testing.T, look Look, words ...string) Found {
	t.Helper()
	f, err := look(t.Context(), words)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// ids are the questions that are open at first.
func ids(questions []Question) string {
	var out []string
	for _, q := range questions {
		out = append(out, q.ID)
	}
	return strings.Join(out, " ")
}

// TestQuestions: what is asked follows from what was found, and what a flag says is not asked.
func TestQuestions(t *testing.T) {
	service := example(t, "fastapi-packaged")
	configured := example(t, "fastapi-packaged")
	replace(t, configured, "pyproject.toml", "[build-system]", "[tool.uvdock]\nprofile = \"alpine\"\n\n[build-system]")

	for _, c := range []struct {
		name  string
		fsys  fs.FS
		given string
		want  string
	}{
		{"all is known", service, "", "profile files write"},
		{"the profile was given", service, "--profile=alpine", "files save write"},
		{"so was a preference", service, "--prefer=size", "files save write"},
		{"all that is to be kept is", service, "--compose --save", "profile write"},
		{"a file was given", service, "--compose", "profile save write"},
		{"the profile is configured", configured, "", "files write"},
		{"an extra", withExtra(t), "", "selection profile files write"},
		{"the extra was given", withExtra(t), "--extra=postgres", "profile files save write"},
		{"a workspace", example(t, "workspace"), "", "member"},
		{"its member was given", example(t, "workspace"), "--package=api", "profile files write"},
		{"nothing to start", script(t), "", "command profile"},
		{"the command was given", script(t), "--cmd=python -m x", "port profile files save write"},
		{"and the port", script(t), "--cmd=python -m x --port=80", "health profile files save write"},
		{"and the path", script(t), "--cmd=python -m x --port=80 --health-path=/", "profile files save write"},
		{"a guess", example(t, "script"), "", "start port profile files write"},
	} {
		var words []string
		for w := range strings.SplitSeq(c.given, " --") {
			if w != "" {
				words = append(words, "--"+strings.TrimPrefix(w, "--"))
			}
		}
		f := found(t, looking(c.fsys), words...)
		if _, stop := Open(words, f); stop != nil {
			t.Errorf("%s: stopped by %v", c.name, stop)
		}
		if got := ids(Questions(words, f)); got != c.want {
			t.Errorf("%s: asks %q, want %q", c.name, got, c.want)
		}
	}
}

// TestOpenParts: an error that no question settles stops everything.
func TestOpenParts(t *testing.T) {
	stale := example(t, "fastapi-packaged")
	replace(t, stale, "pyproject.toml", "dependencies = [", "dependencies = [\n  \"attrs\",")
	for _, c := range []struct {
		name  string
		fsys  fs.FS
		words []string
		code  string
	}{
		{"a lock that is not current", stale, nil, "stale-lock"},
		{"no project", fstest.MapFS{}, nil, "no-pyproject"},
		{"a port that is none", example(t, "fastapi-packaged"), []string{"--port=70000"}, "bad-port"},
		{"a member that is none", example(t, "workspace"), []string{"--package=x"}, "missing-package"},
		{"a command that is none", script(t), []string{"--cmd="}, "bad-command"},
	} {
		open, stop := Open(c.words, found(t, looking(c.fsys), c.words...))
		if open != nil || len(stop) == 0 || stop[0].Code != c.code {
			t.Errorf("%s: open %v, stop %v, want %s", c.name, open, stop, c.code)
		}
	}
}

// TestExamples: what a terminal is missing for can be given as flags.
func TestExamples(t *testing.T) {
	questions := Questions(nil, found(t, looking(example(t, "workspace"))))
	if got := questions[0].Examples(); !slices.EqualFunc(got, [][]string{{"--package=api"}, {"--package=worker"}}, slices.Equal) {
		t.Errorf("member: %q", got)
	}
	questions = Questions(nil, found(t, looking(script(t))))
	if got := questions[0].Examples(); len(got) != 1 || got[0][0] != "--cmd=python -m package" {
		t.Errorf("command: %q", got)
	}
}
