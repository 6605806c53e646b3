package size_test

import (
	"math"
	"slices"
	"testing"

	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/resolve"
	"github.com/uvdock/uvdock/generator/size"
	"github.com/uvdock/uvdock/generator/system"
)

// sizes are round numbers: a pure wheel of 1 becomes 4, a platform wheel 3, a compiled sdist 6, the wheel of "data" 1.
var sizes = knowledge.Sizes{
	Environment: 1, StdlibBytecode: 10,
	Bases: []knowledge.BaseSize{
		{Profile: "slim", Python: "3.13", Image: 1000},
		{Profile: "slim", Python: "3.11", Image: 1100},
		{Profile: "distroless", Python: "3.13", Image: 200, Interpreter: 300, Pruned: 50},
	},
	Wheels: map[string]knowledge.Expansion{"data": {Files: 1}},
	Sdists: map[string]knowledge.Expansion{"data": {Files: 9}},
	Kinds: map[knowledge.FileKind]knowledge.Expansion{
		knowledge.PureWheel: {Files: 2, Bytecode: 2}, knowledge.PlatformWheel: {Files: 2, Bytecode: 1}, knowledge.CompiledSdist: {Files: 6}, knowledge.CUDAWheel: {Files: 1.5},
	},
}

var debian = knowledge.DebianSizes{
	Kilobytes: map[string]int64{"liba": 2, "libb": 3, "libc6": 100, "tool": 7},
	Needs:     map[string][]string{"liba": {"libb", "libc6", "tool"}, "libb": {"liba"}},
}

var slim = knowledge.Profile{Name: "slim", Family: "debian", Release: "trixie", Stdlib: "/usr/local/lib/python{python}"}

func wheel(name, file string, bytes int64) resolve.Package {
	return resolve.Package{Name: name, Version: "1", Artifact: resolve.Artifact{Kind: resolve.Wheel, File: file, URL: "https://files.example/" + file, Size: bytes}}
}

func pure(name string, bytes int64) resolve.Package {
	return wheel(name, name+"-1-py3-none-any.whl", bytes)
}

func input(packages ...resolve.Package) size.Input {
	return size.Input{
		Sizes: sizes, Debian: debian, Profile: slim, Python: "3.13",
		Target: resolve.Result{Target: resolve.Target{Platform: "linux/amd64"}, Packages: packages},
	}
}

func TestDependencies(t *testing.T) {
	source := func(name string, kind resolve.ArtifactKind, bytes int64) resolve.Package {
		return resolve.Package{Name: name, Artifact: resolve.Artifact{Kind: kind, File: "built-1.tar.gz", Size: bytes}}
	}
	told := map[string]int64{"https://files.example/told-1-py3-none-any.whl": 10, "https://files.example/absurd-1-py3-none-any.whl": 1e18, "": 5}
	for _, c := range []struct {
		name         string
		pkg          resolve.Package
		want, margin int64
		unknown      bool
	}{
		{"pure", pure("a", 10), 40, 0, false},
		{"platform", wheel("a", "a-1-cp313-cp313-manylinux_2_28_x86_64.whl", 10), 30, 0, false},
		{"a name that is none", wheel("a", "a.whl", 10), 30, 0, false},
		{"NVIDIA's", wheel("nvidia-x", "nvidia_x-1-py3-none-manylinux_2_28_x86_64.whl", 10), 15, 0, false},
		{"NVIDIA's, pure", pure("nvidia-y", 10), 40, 0, false},
		{"measured by name", pure("data", 10), 10, 0, false},
		{"told by the index", pure("told", -1), 40, 0, false},
		{"the lock before the index", pure("told", 1), 4, 0, false},
		{"unknown", pure("a", -1), 0, 0, true},
		{"negative", pure("a", -7), 0, 0, true},
		{"empty", pure("a", 0), 0, 0, true},
		{"absurd", pure("a", 1e18), 0, 0, true},
		{"the largest number", pure("a", math.MaxInt64), 0, 0, true},
		{"absurd, told", pure("absurd", -1), 0, 0, true},
		{"an sdist", source("built", resolve.Sdist, 10), 60, 60, false},
		{"an sdist measured by name", source("data", resolve.Sdist, 10), 90, 90, false},
		{"an sdist that needs no compiler", source("plain", resolve.Sdist, 10), 40, 40, false},
		{"an sdist of unknown size", source("built", resolve.Sdist, -1), 0, 0, true},
		{"a git tree", source("built", resolve.Git, -1), 0, 0, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := input(c.pkg)
			in.Files, in.Needs.Compiled = told, []system.Compiled{{PyPI: "built"}, {PyPI: "data"}}
			p := size.Predict(in)
			if p.Part(size.Dependencies) != c.want || p.Margin != c.margin || p.Total != 1001+c.want || (len(p.Unknown) > 0) != c.unknown {
				t.Errorf("%+v", p)
			}
		})
	}
}

// TestOverflow: as many of the largest believed sizes as a lock may have packages of stay a positive sum.
func TestOverflow(t *testing.T) {
	var packages []resolve.Package
	for range 100_000 {
		packages = append(packages, pure("a", 1<<40))
	}
	if p := size.Predict(input(packages...)); p.Total < 1<<56 || len(p.Unknown) > 0 {
		t.Errorf("total %d", p.Total)
	}
}

func TestOrder(t *testing.T) {
	p := size.Predict(input(pure("small", 1), pure("unknown", -1), pure("large", 100), pure("middle", 10)))
	var names []string
	for _, pkg := range p.Packages {
		names = append(names, pkg.Name)
	}
	if !slices.Equal(names, []string{"large", "middle", "small", "unknown"}) || !slices.Equal(p.Unknown, []string{"unknown"}) || p.Part(size.Dependencies) != 444 {
		t.Errorf("%+v", p)
	}
}

func TestBaseAndInterpreter(t *testing.T) {
	distroless := knowledge.Profile{Name: "distroless", Family: "debian", Release: "trixie", Distroless: true}
	for _, c := range []struct {
		name   string
		change func(in *size.Input)
		want   int64
	}{
		{"as it is", func(*size.Input) {}, 1001},
		{"the nearest Python below", func(in *size.Input) { in.Python = "3.10" }, 1101},
		{"the newer of two as near", func(in *size.Input) { in.Python = "3.12.4" }, 1001},
		{"a free-threaded build", func(in *size.Input) { in.Python = "3.14t" }, 1001},
		{"own code", func(in *size.Input) { in.Own = 5 }, 1006},
		{"a compiled standard library", func(in *size.Input) { in.CompileStdlib = true }, 1011},
		{"distroless", func(in *size.Input) { in.Profile = distroless }, 501},
		{"distroless, compiled already", func(in *size.Input) { in.Profile, in.CompileStdlib = distroless, true }, 501},
		{"distroless, whole", func(in *size.Input) { in.Profile, in.KeepStdlib = distroless, true }, 551},
	} {
		in := input()
		if c.change(&in); size.Predict(in).Total != c.want {
			t.Errorf("%s: %+v, want %d", c.name, size.Predict(in), c.want)
		}
	}
}

func TestSystemPackages(t *testing.T) {
	need := func(platform string, names ...string) (needs system.Needs) {
		for _, name := range names {
			needs.Runtime = append(needs.Runtime, system.Need{Package: name, Reasons: []system.Reason{{Platforms: []string{platform}}}})
		}
		return needs
	}
	alpine := knowledge.Profile{Name: "slim", Family: "alpine", Release: "3.24"}
	distroless := slim
	distroless.Distroless, distroless.Provides = true, []string{"libc6"}
	for _, c := range []struct {
		name    string
		profile knowledge.Profile
		needs   system.Needs
		want    int64
		unknown []string
	}{
		{"with what it needs, each once, also in a circle", slim, need("linux/amd64", "liba", "libb"), 112 * 1024, nil},
		{"of another platform", slim, need("linux/arm64", "liba"), 0, nil},
		{"not in the table", slim, need("linux/amd64", "libz", "libb", "liby"), 112 * 1024, []string{"liby", "libz"}},
		{"Alpine", alpine, need("linux/amd64", "liba"), 0, []string{"liba"}},
		{"distroless: libraries that it lacks", distroless, need("linux/amd64", "liba"), 5 * 1024, nil},
	} {
		in := input()
		in.Profile, in.Needs = c.profile, c.needs
		p := size.Predict(in)
		if p.Part(size.System) != c.want || !slices.Equal(p.UnknownSystem, c.unknown) {
			t.Errorf("%s: %d of %v, want %d of %v", c.name, p.Part(size.System), p.UnknownSystem, c.want, c.unknown)
		}
	}
}

func TestMissing(t *testing.T) {
	at := func(url string, bytes int64) resolve.Package {
		return resolve.Package{Name: "a", Artifact: resolve.Artifact{Kind: resolve.Wheel, URL: url, Size: bytes}}
	}
	git := at("https://git.example/a", -1)
	git.Artifact.Kind = resolve.Git
	one := resolve.Result{Packages: []resolve.Package{
		at("https://files.example/b", -1), at("https://files.example/known", 5), at("file:///a", -1), at("", -1),
		at("http://files.example/a", 0), at("https://files.example/absurd", 1e18), git,
	}}
	var urls []string
	for _, a := range size.Missing([]resolve.Result{one, one}) {
		urls = append(urls, a.URL)
	}
	if want := []string{"https://files.example/b", "http://files.example/a", "https://files.example/absurd"}; !slices.Equal(urls, want) {
		t.Errorf("%q, want %q", urls, want)
	}
}
