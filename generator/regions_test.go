package generator_test

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/region"
	"github.com/uvdock/uvdock/generator/render"
)

// tree is an example in memory.
func tree(t *testing.T, example string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	from := os.DirFS(path.Join("../examples", example))
	err := fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(from, name)
		out[name] = &fstest.MapFile{Data: text, Mode: 0o644}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// written generates and puts the files into the tree.
func written(t *testing.T, fsys fstest.MapFS, o generator.Options) *generator.Result {
	t.Helper()
	r, err := generator.Generate(t.Context(), fsys, ".", o)
	if err != nil || r.Findings.HasErrors() {
		t.Fatalf("%v, %v", err, r.Findings)
	}
	for _, f := range r.Files {
		fsys[f.Path] = &fstest.MapFile{Data: f.Text, Mode: 0o644}
	}
	return r
}

// TestEveryPlace puts a region at every place of every profile: each is kept and stands in its stage,
// every line has its decision, and the checksum holds whatever the region says.
func TestEveryPlace(t *testing.T) {
	for _, example := range []string{"fastapi-packaged", "script", "native-psycopg"} {
		for _, profile := range []string{"slim-bookworm", "slim-trixie", "alpine", "distroless"} {
			t.Run(example+"/"+profile, func(t *testing.T) {
				fsys := tree(t, example)
				o := generator.Options{Profile: profile, Bake: true, Compose: true, CI: "github", Frozen: true}
				r, err := generator.Generate(t.Context(), fsys, ".", o)
				if err != nil || r.Findings.HasErrors() {
					t.Fatal(err, r.Findings) // every profile carries these examples
				}
				written(t, fsys, o)
				for _, place := range region.Places {
					if place.Kind == region.GitLab {
						continue // a run has one workflow
					}
					// The first line of the stage is as good as any other.
					var after string
					content := "# mine \t\n\nRUN true\n"
					switch {
					case place.Stages:
						content = "FROM busybox AS my-" + place.Name + "\n\n"
					case place.Kind == region.Compose:
						content = "  mine:\n    image: busybox\n"
					}
					name := map[region.Kind]string{region.Dockerfile: "Dockerfile", region.Ignore: ".dockerignore", region.Bake: "docker-bake.hcl", region.Compose: "compose.yaml", region.GitHub: ".github/workflows/uvdock.yml"}[place.Kind]
					text := string(fsys[name].Data)
					if place.Stage != "" {
						at := strings.Index(text, " AS "+place.Stage+"\n")
						after = text[at : at+len(" AS "+place.Stage+"\n")]
					} else {
						after = text[:strings.Index(text, "\n")+1]
					}
					text = strings.Replace(text, after, after+region.Begin(place.Name)+"\n"+content+region.End(place.Name)+"\n", 1)
					fsys[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
					if render.OriginOf(fsys[name].Data) != render.Intact {
						t.Errorf("%s: writing the region is an edit", place.Name)
					}
				}
				again := written(t, fsys, o)
				for _, f := range again.Files {
					if render.OriginOf(f.Text) != render.Intact {
						t.Errorf("%s is not stamped", f.Path)
					}
				}
				docker := again.Files[0]
				if got, want := len(docker.Lines), bytes.Count(docker.Text, []byte("\n")); got != want {
					t.Fatalf("decisions for %d lines of %d", got, want)
				}
				cut, findings := region.Cut("Dockerfile", docker.Text)
				if findings != nil || len(cut.Regions) != len(region.Of(region.Dockerfile)) {
					t.Fatalf("%v, %d regions", findings, len(cut.Regions))
				}
				for i, place := range region.Of(region.Dockerfile) {
					got := cut.Regions[i]
					if got.Name != place.Name || place.Stage != "" && got.Stage != place.Stage {
						t.Errorf("%s in stage %s is the region in the place of %s", got.Name, got.Stage, place.Name)
					}
					for _, line := range []int{got.Line, got.Line + 1} {
						if keys := docker.Lines[line-1]; !slices.Equal(keys, []string{"region-" + place.Name}) {
							t.Errorf("line %d is of %q", line, keys)
						}
					}
				}
				third := written(t, fsys, o)
				for i := range third.Files {
					if !bytes.Equal(third.Files[i].Text, again.Files[i].Text) {
						t.Errorf("%s: twice is not once", third.Files[i].Path)
					}
				}
			})
		}
	}
}

func TestRegionsRefused(t *testing.T) {
	for name, c := range map[string]struct{ file, old, text, want string }{
		"another stage":   {"Dockerfile", "USER 65532", "# uvdock:begin builder\nRUN x\n# uvdock:end builder\nUSER 65532", "region builder stands in stage runtime, and its place is in stage builder; move it into stage builder, or call it runtime or before-user or final"},
		"a stage without": {"Dockerfile", "RUN --mount=type=bind,source=pyproject.toml", "# uvdock:begin builder\n# uvdock:end builder\nRUN --mount=type=bind,source=pyproject.toml", "Dockerfile:31: region builder stands in stage lock, and its place is in stage builder; move it into stage builder"},
		"another file":    {".dockerignore", "**/.git\n", "# uvdock:begin final\n# uvdock:end final\n", ".dockerignore:5: region final belongs into Dockerfile; the regions of a .dockerignore are ignore"},
		"a taken stage":   {"Dockerfile", "\nCMD [", "\n# uvdock:begin late-stages\nFROM x AS project\n# uvdock:end late-stages\nCMD [", "stage project of region late-stages is there already"},
		"half":            {"Dockerfile", "USER 65532", "# uvdock:begin final\nUSER 65532", "region final begins here and does not end"},
	} {
		t.Run(name, func(t *testing.T) {
			fsys := tree(t, "fastapi-packaged")
			text := string(fsys[c.file].Data)
			if !strings.Contains(text, c.old) {
				t.Fatalf("no %q", c.old)
			}
			fsys[c.file].Data = []byte(strings.Replace(text, c.old, c.text, 1))
			r, err := generator.Generate(t.Context(), fsys, ".", generator.Options{})
			if err != nil || r.Files != nil {
				t.Fatalf("%v, %d files", err, len(r.Files))
			}
			if got := r.Findings.Err().Error(); !strings.Contains(got, c.want) {
				t.Errorf("%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestSnippets stand at the places of regions, and are uvdock's lines there.
func TestSnippets(t *testing.T) {
	fsys := tree(t, "fastapi-packaged")
	manifest := string(fsys["pyproject.toml"].Data)
	fsys["pyproject.toml"].Data = []byte(manifest + "\n[tool.uvdock.snippets]\nfinal = \"\"\"\nLABEL a=b\nLABEL c=d\n\n\"\"\"\nignore = '!docs'\n")
	r := written(t, fsys, generator.Options{Bake: true})
	text := string(r.Files[0].Text)
	if !strings.HasSuffix(text, "]\n# final, from [tool.uvdock.snippets] in pyproject.toml:\nLABEL a=b\nLABEL c=d\n") {
		t.Error(text[len(text)-300:])
	}
	if keys := r.Files[0].Lines[len(r.Files[0].Lines)-1]; !slices.Equal(keys, []string{"snippet-final"}) {
		t.Error(keys)
	}
	if !strings.HasSuffix(string(r.Files[1].Text), "\n# ignore, from [tool.uvdock.snippets] in pyproject.toml:\n!docs\n") {
		t.Error(string(r.Files[1].Text))
	}
	edited := bytes.Replace(r.Files[0].Text, []byte("a=b"), []byte("a=c"), 1)
	if render.OriginOf(edited) != render.Edited {
		t.Error("a snippet may be edited in the Dockerfile")
	}
	for snippets, want := range map[string]string{
		"final = \"FROM x\"":        "pyproject.toml:32:1: FROM begins a stage, and snippet final lies within one",
		"finale = \"\"":             "`tool.uvdock.snippets` has no key `finale`; did you mean final?",
		"final = 1":                 "`final` is a whole number, and must be text",
		"final = \"a\\u0000\"":      "snippet final holds a control character",
		"late-stages = \"RUN <<X\"": "the here-document of snippet late-stages does not end",
	} {
		fsys["pyproject.toml"].Data = []byte(manifest + "\n[tool.uvdock.snippets]\n" + snippets + "\n")
		r, err := generator.Generate(t.Context(), fsys, ".", generator.Options{})
		if err != nil || r.Files != nil || !strings.Contains(r.Findings.Err().Error(), want[strings.Index(want, ": ")+1:]) {
			t.Errorf("%s: %v, %v", snippets, err, r.Findings)
		}
	}
	fsys["pyproject.toml"].Data = []byte(manifest + "\n[tool.uvdock.snippets]\nfinal = 'LABEL a=b'\n")
	fsys["Dockerfile"].Data = append(fsys["Dockerfile"].Data, "# uvdock:begin final\nLABEL c=d\n# uvdock:end final\n"...)
	r, err := generator.Generate(t.Context(), fsys, ".", generator.Options{})
	if err != nil || !strings.Contains(r.Findings.Err().Error(), "there is a region final here, and a snippet of that name in pyproject.toml:") {
		t.Errorf("%v, %v", err, r.Findings)
	}
}

// TestRegionsMove: a file that is written where none was begins with the regions of the usual one.
func TestRegionsMove(t *testing.T) {
	fsys := tree(t, "fastapi-packaged")
	const mine = "# uvdock:begin final\r\nLABEL a=b \r\n# uvdock:end final\r\n"
	crlf := strings.ReplaceAll(string(fsys["Dockerfile"].Data), "\n", "\r\n") + mine
	fsys["Dockerfile"].Data = []byte(crlf)
	r := written(t, fsys, generator.Options{})
	if string(r.Files[0].Text) != crlf {
		t.Errorf("the line ends of Windows are not kept: %q", r.Files[0].Text)
	}
	r = written(t, fsys, generator.Options{Output: "docker/Dockerfile", Profile: "alpine"})
	if f := r.Files[0]; f.Path != "docker/Dockerfile" || !strings.HasSuffix(string(f.Text), mine) {
		t.Errorf("%s %q", f.Path, f.Text)
	}
	if !slices.ContainsFunc(r.Findings, func(f diag.Finding) bool { return f.Code == "regions-moved" && f.File == "Dockerfile" }) {
		t.Error(r.Findings)
	}
	fsys["docker/Dockerfile"].Data = bytes.Replace(fsys["docker/Dockerfile"].Data, []byte(mine), nil, 1)
	r = written(t, fsys, generator.Options{Output: "docker/Dockerfile", Profile: "alpine"})
	if strings.Contains(string(r.Files[0].Text), "uvdock:begin") {
		t.Error("a region that was removed comes back")
	}
}
