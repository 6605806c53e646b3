package generator_test

import (
	"slices"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator"
)

func inspect(t *testing.T, fsys fstest.MapFS, dir string, o generator.Options) *generator.Inspection {
	t.Helper()
	in, err := generator.Inspect(t.Context(), fsys, dir, o)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// open are the codes of what is open.
func open(in *generator.Inspection) (codes []string) {
	for _, f := range in.Open {
		codes = append(codes, f.Code)
	}
	return codes
}

func TestInspectAsksForTheMember(t *testing.T) {
	m := members{names: []string{"api", "lib", "worker"}, starts: []string{"api", "worker"}}
	in := inspect(t, m.fs(), ".", generator.Options{})
	if got := open(in); !slices.Equal(got, []string{"which-member"}) || in.Image != nil {
		t.Fatalf("open %q, image %v", got, in.Image)
	}
	var started []string
	for _, m := range in.Members {
		if len(m.Survey.Starts) == 1 && m.Survey.Starts[0].Chosen && m.Open == nil {
			started = append(started, m.Name)
		}
	}
	if !slices.Equal(started, []string{"api", "worker"}) || len(in.Members) != 3 {
		t.Errorf("%q of %d members can be started", started, len(in.Members))
	}
	if lib := in.Members[1]; lib.Name != "lib" || len(lib.Open) != 1 || lib.Open[0].Code != "no-start-command" {
		t.Errorf("lib is %+v", lib.Open)
	}
}

func TestInspectOfTheMemberThatIsNamed(t *testing.T) {
	m := members{names: []string{"api", "worker"}, starts: []string{"api", "worker"}}
	for _, c := range []struct {
		dir string
		o   generator.Options
	}{{".", generator.Options{Package: "worker"}}, {"worker", generator.Options{}}} {
		in := inspect(t, m.fs(), c.dir, c.o)
		if in.Open != nil || in.Image == nil || in.Image.Name != "worker" {
			t.Fatalf("%s %q: open %v, image %+v", c.dir, c.o.Package, in.Open, in.Image)
		}
		if in.Image.Choice.Value == "" || len(in.Image.Profiles) < 4 {
			t.Errorf("choice %+v of %d profiles", in.Image.Choice, len(in.Image.Profiles))
		}
		for _, p := range in.Image.Profiles {
			if len(p.Obstacles) == 0 && (len(p.Sizes) != 2 || p.Sizes[0].Total == 0) {
				t.Errorf("%s has the sizes %v", p.Profile.Name, p.Sizes)
			}
		}
	}
}

// TestInspectTellsWhatPlanStopsAt holds that what is open is what Plan would say, and that an
// answer closes it.
func TestInspectTellsWhatPlanStopsAt(t *testing.T) {
	two := shop()
	two["first.py"], two["second.py"] = two["main.py"], two["main.py"]
	delete(two, "main.py")
	none := shop()
	delete(none, "main.py")
	for name, c := range map[string]struct {
		fsys         fstest.MapFS
		asked, after generator.Options
	}{
		"several commands": {two, generator.Options{}, generator.Options{Cmd: "uvicorn second:app --host 0.0.0.0"}},
		"no command":       {none, generator.Options{}, generator.Options{Cmd: "python -m http.server"}},
		"no such profile":  {shop(), generator.Options{Profile: "slim-bookwurm"}, generator.Options{Profile: "slim-bookworm"}},
		"no such member":   {shop(), generator.Options{Package: "shopp"}, generator.Options{Package: "shop"}},
		"no such port":     {shop(), generator.Options{Port: 70000}, generator.Options{Port: 7000}},
	} {
		in := inspect(t, c.fsys, ".", c.asked)
		planned, err := generator.Plan(t.Context(), c.fsys, ".", c.asked)
		if err != nil {
			t.Fatal(err)
		}
		if !planned.Findings.HasErrors() {
			t.Fatalf("%s: Plan stops at nothing", name)
		}
		want := planned.Findings.Errors()[0]
		if len(in.Open) == 0 || in.Open[0] != want {
			t.Errorf("%s: open %v, Plan says %v", name, in.Open, want)
		}
		if in = inspect(t, c.fsys, ".", c.after); in.Open != nil {
			t.Errorf("%s: open after the answer: %v", name, in.Open)
		}
	}
}

func TestInspectOfWhatCannotBeUsed(t *testing.T) {
	broken := shop()
	broken["uv.lock"] = &fstest.MapFile{Data: []byte("version = ")}
	in := inspect(t, broken, ".", generator.Options{})
	if !in.Findings.HasErrors() || in.Image != nil || in.Members != nil || in.Open != nil {
		t.Errorf("%+v", in)
	}
	if in = inspect(t, fstest.MapFS{}, ".", generator.Options{}); in.Project != nil || !in.Findings.HasErrors() {
		t.Errorf("%+v", in)
	}
}

// TestInspectStaleLock holds that a lock that is not current does not keep anyone from asking.
func TestInspectStaleLock(t *testing.T) {
	stale := shop()
	stale["pyproject.toml"] = &fstest.MapFile{Data: []byte("[project]\nname = \"shop\"\nversion = \"1.0\"\nrequires-python = \">=3.12\"\ndependencies = [\"fastapi\"]\n")}
	in := inspect(t, stale, ".", generator.Options{})
	if in.Findings.HasErrors() || len(in.Findings) == 0 || in.Image == nil {
		t.Errorf("findings %v", in.Findings)
	}
}
