package detect_test

import (
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/BurntSushi/toml"

	"github.com/uvdock/uvdock/generator/detect"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/project"
)

var update = flag.Bool("update", false, "write the answers into testdata")

// TestTrees reads one source tree per file of testdata: a free paragraph, the input as
// key: value lines, the tree, and the expected answer in the file "want".
func TestTrees(t *testing.T) {
	tables, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	services, err := tables.Services()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/trees/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no trees", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			tree := parseArchive(string(text))
			in, want := readTree(t, tree)
			in.Services = services
			svc, findings := detect.Detect(t.Context(), in)
			var got strings.Builder
			writeService(&got, svc)
			for _, f := range findings {
				fmt.Fprintf(&got, "%s %s: %s\n", f.Severity, f.Code, f)
			}
			if *update {
				tree.files[len(tree.files)-1].data = got.String()
				if err := os.WriteFile(file, []byte(tree.String()), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got.String() != want {
				t.Errorf("got:\n%s\nwant:\n%s", got.String(), want)
			}
		})
	}
}

// readTree turns an archive into an input; the last file must be "want".
func readTree(t *testing.T, tree archive) (detect.Input, string) {
	t.Helper()
	fsys := fstest.MapFS{}
	last := len(tree.files) - 1
	if last < 0 || tree.files[last].name != "want" {
		t.Fatal(`the last file of a tree must be "want"`)
	}
	for _, f := range tree.files[:last] {
		fsys[f.name] = &fstest.MapFile{Data: []byte(f.data)}
	}
	in := detect.Input{FS: fsys, Dir: ".", Closure: map[string]string{}, Available: map[string]string{}, ForDevelopment: map[string]bool{}}
	for line := range strings.Lines(tree.comment) {
		if dir, ok := strings.CutPrefix(strings.TrimSpace(line), "dir: "); ok {
			in.Dir = dir // the project lies in a directory of the tree
		}
	}
	in.Pyproject = readPyproject(t, fsys, in.Dir)
	in.Packaged = in.Pyproject.BuildSystem != nil
	for line := range strings.Lines(tree.comment) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "installs":
			for item := range strings.SplitSeq(value, ", ") {
				name, version, _ := strings.Cut(item, " ")
				in.Closure[name] = version
			}
		case "available":
			name, flag, _ := strings.Cut(value, " ")
			in.Available[name] = flag
		case "for-development":
			in.ForDevelopment[value] = true
		case "port":
			in.Port, _ = strconv.Atoi(value)
		case "health-path":
			in.HealthPath = value
		case "no-healthcheck":
			in.NoHealthcheck = true
		case "cmd":
			in.Cmd = value
		case "build-env":
			name, v, _ := strings.Cut(value, "=")
			in.BuildEnv = append(in.BuildEnv, detect.EnvVar{Name: name, Value: v})
		case "volume":
			in.Volumes = append(in.Volumes, value)
		case "together":
			in.Together = true
		case "process", "job":
			name, text, _ := strings.Cut(value, " ")
			in.Asked = append(in.Asked, detect.Asked{Name: name, Cmd: text, Job: key == "job", At: diag.Place{File: "pyproject.toml", Line: len(in.Asked) + 1}})
		}
	}
	return in, tree.files[last].data
}

// readPyproject reads the few keys that detection looks at.
func readPyproject(t *testing.T, fsys fstest.MapFS, dir string) *project.Pyproject {
	t.Helper()
	out := &project.Pyproject{File: "pyproject.toml", Name: "demo", Tool: map[string]any{}}
	file, ok := fsys[path.Join(dir, "pyproject.toml")]
	if !ok {
		return out
	}
	var raw struct {
		Project struct {
			Name    string
			Readme  string
			Scripts map[string]string
		}
		BuildSystem *struct {
			Requires []string
			Backend  string `toml:"build-backend"`
		} `toml:"build-system"`
		Tool map[string]any
	}
	meta, err := toml.Decode(string(file.Data), &raw)
	if err != nil {
		t.Fatal(err)
	}
	if raw.Project.Name != "" {
		out.Name = raw.Project.Name
	}
	for _, key := range meta.Keys() {
		if len(key) == 3 && key[0] == "project" && key[1] == "scripts" {
			out.Scripts = append(out.Scripts, project.Script{Name: key[2], Target: raw.Project.Scripts[key[2]]})
		}
	}
	out.Readme = raw.Project.Readme
	if raw.BuildSystem != nil {
		out.BuildSystem = &project.BuildSystem{Backend: raw.BuildSystem.Backend, Requires: raw.BuildSystem.Requires}
	}
	if raw.Tool != nil {
		out.Tool = raw.Tool
	}
	return out
}

// writeService prints what differs from the zero value.
func writeService(b *strings.Builder, s detect.Service) {
	if s.Framework == "" {
		return
	}
	fmt.Fprintf(b, "framework %s, %s\n", s.Framework, s.Confidence)
	fmt.Fprintf(b, "command %q\n", s.Command.Words())
	if s.Inside != "" {
		fmt.Fprintf(b, "inside %s\n", s.Inside)
	}
	line := func(name, value string) {
		if value != "" && value != "." {
			fmt.Fprintf(b, "%s %s\n", name, value)
		}
	}
	line("module", s.Command.Module)
	line("server", s.Server)
	if s.Port != 0 {
		line("port", strconv.Itoa(s.Port))
	}
	line("health", s.HealthPath)
	line("check", s.Check)
	line("signal", s.StopSignal)
	line("root", s.Root)
	for _, e := range s.Env {
		line("env", e.Name+"="+e.Value)
	}
	line("settings", s.SettingsModule)
	line("manage", s.Manage)
	if s.CollectStatic {
		line("collectstatic", "yes")
	}
	for _, e := range s.BuildEnv {
		line("build env", e.Name+"="+e.Value)
	}
	for _, k := range s.State {
		line("state", k.Package+" ~/"+k.Dir)
	}
	if s.Files {
		line("files", "yes")
	}
	line("process", s.Process)
	for _, p := range s.Others {
		kind := "process"
		if p.Job {
			kind = "job"
		}
		fmt.Fprintf(b, "%s %s: %q", kind, p.Name, p.Service.Command.Words())
		if p.Service.Files {
			fmt.Fprint(b, " files")
		}
		if p.Service.Port != 0 {
			fmt.Fprintf(b, " port %d", p.Service.Port)
		}
		for _, more := range []string{p.Service.HealthPath, p.Service.Check, p.Service.StopSignal} {
			if more != "" {
				fmt.Fprint(b, " ", more)
			}
		}
		for _, e := range p.Service.Env {
			fmt.Fprintf(b, " %s=%s", e.Name, e.Value)
		}
		fmt.Fprintln(b)
	}
	for _, e := range s.Evidence {
		fmt.Fprintf(b, "because %s\n", strings.TrimPrefix(e.Place.String()+": "+e.Text, ": "))
	}
}
