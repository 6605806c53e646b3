package plan_test

import (
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/plan"
)

func TestParseVolume(t *testing.T) {
	for _, c := range []struct {
		text string
		want plan.Volume
		err  string
	}{
		{text: "data:/data", want: plan.Volume{Name: "data", Dir: "/data"}},
		{text: "data:/app/data/:rw", want: plan.Volume{Name: "data", Dir: "/app/data"}},
		{text: "./models/:/app/models:ro", want: plan.Volume{Host: "models", Dir: "/app/models", ReadOnly: true}},
		{text: "/srv/x:/srv/x", want: plan.Volume{Host: "/srv/x", Dir: "/srv/x"}},
		{text: ".:/work", want: plan.Volume{Host: ".", Dir: "/work"}},
		{text: "data", err: "is not SOURCE:DIR"},
		{text: "data:/data:z", err: "is not SOURCE:DIR"},
		{text: "a:b:c:d", err: "is not SOURCE:DIR"},
		{text: "", err: "is not SOURCE:DIR"},
		{text: "x:/data", err: "is no name of a volume"},
		{text: ":/data", err: "is no name of a volume"},
		{text: "$(id):/data", err: "is no name of a volume"},
		{text: "../x:/data", err: "is no path below"},
		{text: "./a b:/data", err: "is no path below"},
		{text: "data:data", err: "is no absolute path"},
		{text: "data:/a\nUSER 0", err: "is no absolute path"},
		{text: "data:/", err: "would hide"},
		{text: "data:/app", err: "would hide"},
		{text: "data:/opt", err: "would hide"},
		{text: "data:/opt/venv/lib", err: "would hide"},
		{text: "data:/app/../usr", err: "would hide"},
	} {
		got, err := plan.ParseVolume(c.text)
		switch {
		case c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)):
			t.Errorf("%q: %v, want %s", c.text, err, c.err)
		case c.err == "" && (err != nil || got != c.want):
			t.Errorf("%q: %+v, %v", c.text, got, err)
		}
	}
}

// TestVolumes: a named volume is made by the image for its user; what comes from the host stays out
// of the build, unless the build reads it.
func TestVolumes(t *testing.T) {
	f := fixture{files: map[string]string{"weights/a.txt": "x", "plugins/a.py": "x = 1\n"}}
	p := must(t, f, generator.Options{Volumes: []string{"data:/data", "cache:/home/nonroot", "seen:/seen:ro", "./weights:/w:ro", "./plugins:/app/plugins", "/srv:/srv"}})
	if got := strings.Join(p.Runtime.Made, " "); got != "/data" {
		t.Errorf("made %s", got)
	}
	if len(p.Runtime.State) != 3 || !p.Runtime.State[2].ReadOnly || len(p.Runtime.Data) != 3 || p.Runtime.Data[0].Writable || !p.Runtime.Data[1].Writable {
		t.Errorf("%+v\n%+v", p.Runtime.State, p.Runtime.Data)
	}
	last := p.Ignore[len(p.Ignore)-1]
	if got := strings.Join(last.Patterns, " "); got != "weights" {
		t.Errorf("left out: %s", got)
	}
	if d := decision(p, "volumes"); d.Source != "--volume" || !strings.HasPrefix(d.Value, "data:/data, cache:/home/nonroot") {
		t.Errorf("%+v", d)
	}
	if _, findings := planned(t, f, generator.Options{Volumes: []string{"data:/data", "more:/data/", "x"}}); len(findings.Errors()) != 2 {
		t.Error(findings)
	}
}
