package choose_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator/choose"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/project"
)

// files is a project that depends on packages of the lock. A package is its name and the names of
// its files: "accel: cp312-cp312-manylinux_2_17_x86_64 sdist".
func files(requiresPython, pythonVersion string, packages ...string) fstest.MapFS {
	var names, edges []string
	var lock strings.Builder
	for i, p := range packages {
		name, list, _ := strings.Cut(p, ": ")
		names = append(names, fmt.Sprintf("%q", name))
		edges = append(edges, fmt.Sprintf("{ name = %q }", name))
		fmt.Fprintf(&lock, "\n[[package]]\nname = %q\nversion = \"1.0\"\nsource = { registry = \"https://index.example/simple\" }\n", name)
		var wheels []string
		for j, f := range strings.Fields(list) {
			hash := fmt.Sprintf("sha256:%064x", i*100+j)
			if f == "sdist" {
				fmt.Fprintf(&lock, "sdist = { url = \"https://files.index.example/%s-1.0.tar.gz\", hash = %q }\n", name, hash)
				continue
			}
			wheels = append(wheels, fmt.Sprintf("    { url = \"https://files.index.example/%s-1.0-%s.whl\", hash = %q },\n", name, f, hash))
		}
		if len(wheels) > 0 {
			lock.WriteString("wheels = [\n" + strings.Join(wheels, "") + "]\n")
		}
	}
	out := fstest.MapFS{
		"pyproject.toml": {Data: fmt.Appendf(nil, "[project]\nname = \"zz\"\nversion = \"1\"\nrequires-python = %q\ndependencies = [%s]\n", requiresPython, strings.Join(names, ", "))},
		"uv.lock": {Data: fmt.Appendf(nil, "version = 1\nrevision = 3\nrequires-python = %q\n%s\n[[package]]\nname = \"zz\"\nversion = \"1\"\nsource = { virtual = \".\" }\ndependencies = [%s]\n",
			requiresPython, lock.String(), strings.Join(edges, ", "))},
	}
	if pythonVersion != "" {
		out[".python-version"] = &fstest.MapFile{Data: []byte(pythonVersion + "\n")}
	}
	return out
}

func pick(t *testing.T, fsys fstest.MapFS, request choose.Request) (choose.Candidate, choose.Reason, diag.List) {
	t.Helper()
	tables, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	p, findings := project.Read(fsys, ".")
	if findings.HasErrors() {
		t.Fatal(findings.Err())
	}
	return choose.New(p, tables, request).Choose()
}

// both are wheels of one tag for both platforms of Debian, musl those of Alpine.
func both(tag string) string {
	return tag + "-manylinux_2_17_x86_64.manylinux2014_x86_64 " + tag + "-manylinux_2_17_aarch64.manylinux2014_aarch64"
}

func musl(tag string) string { return tag + "-musllinux_1_2_x86_64 " + tag + "-musllinux_1_2_aarch64" }

const pure = "pure: py3-none-any"

func TestPython(t *testing.T) {
	for _, c := range []struct {
		name, requires, file string
		packages             []string
		request              choose.Request
		want, source, why    string
	}{
		{name: "the newest", requires: ">=3.10", packages: []string{pure}, want: "3.14", source: "pyproject.toml:4:1", why: `the newest that requires-python ">=3.10" admits`},
		{name: "without packages", requires: ">=3.10", want: "3.14"},
		{name: "an upper bound", requires: ">=3.10,<3.13", packages: []string{pure}, want: "3.12"},
		{name: "a bound within a minor", requires: ">=3.11.4,<3.12.3", packages: []string{pure}, want: "3.12"},
		{name: "support has ended", requires: ">=3.10,<3.11", packages: []string{pure}, want: "3.10"},
		{name: "support of one has ended", requires: ">=3.10,<3.12", packages: []string{pure}, want: "3.11"},
		{
			name: "fewest compiles", requires: ">=3.11", want: "3.12", why: "3.14 compiles 2 and cannot install 0, 3.13 compiles 1",
			packages: []string{"a: sdist " + both("cp313-cp313") + " " + both("cp312-cp312"), "b: sdist " + both("cp312-cp312")},
		},
		{
			name: "the newest of equals", requires: ">=3.11", want: "3.14",
			packages: []string{"a: sdist"},
		},
		{
			name: "what cannot be installed counts first", requires: ">=3.11", want: "3.12", why: "3.14 compiles 0 and cannot install 1",
			packages: []string{"a: " + both("cp312-cp312"), "b: sdist " + both("cp314-cp314")},
		},
		{name: "abi3 serves all", requires: ">=3.11", packages: []string{"a: sdist " + both("cp311-abi3")}, want: "3.14"},
		{name: "version file", requires: ">=3.10", file: "3.12", packages: []string{pure}, want: "3.12", source: ".python-version:1:1"},
		{name: "version file with a patch", requires: ">=3.10", file: "3.12.4", packages: []string{pure}, want: "3.12", why: "the file says 3.12.4"},
		{name: "version file before compiles", requires: ">=3.10", file: "3.13", packages: []string{"a: sdist " + both("cp312-cp312")}, want: "3.13"},
		{name: "version file with a range", requires: ">=3.10", file: ">=3.11,<3.13", packages: []string{pure}, want: "3.12", why: `.python-version (">=3.11,<3.13")`},
		{name: "flag before version file", requires: ">=3.10", file: "3.12", request: choose.Request{Python: "3.11"}, want: "3.11", source: "--python"},
		{name: "full version", requires: ">=3.10", request: choose.Request{Python: "3.13.5"}, want: "3.13.5"},
		{name: "free-threaded", requires: ">=3.10", request: choose.Request{Python: "3.13t", Profile: "distroless"}, want: "3.13t"},
		{name: "free-threaded version file", requires: ">=3.10", file: "3.14t", request: choose.Request{Profile: "distroless"}, want: "3.14t"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, _, findings := pick(t, files(c.requires, c.file, c.packages...), c.request)
			if findings.HasErrors() {
				t.Fatal(findings.Err())
			}
			if got.Python != c.want || got.Because.Value != c.want {
				t.Errorf("%s (%+v), want %s", got.Python, got.Because, c.want)
			}
			if c.source != "" && got.Because.Source != c.source {
				t.Errorf("source %q, want %q", got.Because.Source, c.source)
			}
			if !strings.Contains(got.Because.Why, c.why) || got.Because.Why == "" {
				t.Errorf("why %q does not say %q", got.Because.Why, c.why)
			}
		})
	}
}

// TestSamePython: a project gets the same Python whichever profile it takes.
func TestSamePython(t *testing.T) {
	for _, profile := range []string{"slim-bookworm", "slim-trixie", "alpine", "distroless"} {
		got, _, findings := pick(t, files(">=3.10", "", pure), choose.Request{Profile: profile})
		if findings.HasErrors() || got.Python != "3.14" {
			t.Errorf("%s: %s, %v", profile, got.Python, findings.Err())
		}
	}
}

func TestProfile(t *testing.T) {
	glibc := "a: " + both("cp311-abi3")
	for _, c := range []struct {
		name     string
		packages []string
		file     string
		request  choose.Request
		want     string
		source   string
		why      string
	}{
		{name: "default", packages: []string{pure}, want: "slim-bookworm", source: "default"},
		{name: "auto", packages: []string{pure}, request: choose.Request{Profile: "auto"}, want: "slim-bookworm"},
		{name: "size", packages: []string{pure}, request: choose.Request{Prefer: "size"}, want: "alpine", source: "--prefer size"},
		{name: "size with musl wheels", packages: []string{glibc + " " + musl("cp311-abi3")}, request: choose.Request{Prefer: "size"}, want: "alpine"},
		{name: "size without musl wheels", packages: []string{glibc}, request: choose.Request{Prefer: "size"}, want: "distroless", why: "passed over: alpine (a 1.0: "},
		{name: "size with compiling on musl", packages: []string{glibc + " sdist"}, request: choose.Request{Prefer: "size"}, want: "distroless", why: "passed over: alpine (a 1.0 is built from source"},
		{name: "security", packages: []string{pure}, request: choose.Request{Prefer: "security"}, want: "distroless"},
		{name: "speed", packages: []string{pure}, request: choose.Request{Prefer: "speed"}, want: "slim-bookworm"},
		{name: "newer glibc", packages: []string{"a: cp311-abi3-manylinux_2_38_x86_64 cp311-abi3-manylinux_2_38_aarch64"}, want: "slim-trixie", why: "passed over: slim-bookworm (a 1.0: "},
		{name: "a Python that one has", packages: []string{pure}, request: choose.Request{Python: "3.15"}, want: "distroless", why: "slim-bookworm (it has no image of the Python)"},
		{name: "free-threaded", packages: []string{pure}, file: "3.13t", want: "distroless"},
		{name: "named", packages: []string{glibc + " sdist"}, request: choose.Request{Profile: "alpine"}, want: "alpine", source: "--profile"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, reason, findings := pick(t, files(">=3.11", c.file, c.packages...), c.request)
			if findings.HasErrors() {
				t.Fatal(findings.Err())
			}
			if got.Profile.Name != c.want || reason.Value != c.want || len(got.Obstacles) > 0 {
				t.Errorf("%s (%+v), obstacles %q, want %s", got.Profile.Name, reason, got.Obstacles, c.want)
			}
			if c.source != "" && reason.Source != c.source || !strings.Contains(reason.Why, c.why) {
				t.Errorf("%+v does not say %q, %q", reason, c.source, c.why)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	amd64 := "cp311-abi3-manylinux_2_17_x86_64"
	for _, c := range []struct {
		name     string
		requires string
		packages []string
		request  choose.Request
		code     string
		message  []string
		fix      string
	}{
		{"alpine", ">=3.11", []string{"a: " + both("cp311-abi3"), "b: " + both("cp311-abi3"), pure}, choose.Request{Profile: "alpine"}, "profile-unusable", []string{"alpine", "a 1.0: ", "b 1.0: "}, "--profile slim-bookworm"},
		{"alpine for a newer glibc", ">=3.11", []string{"a: cp311-abi3-manylinux_2_38_x86_64 cp311-abi3-manylinux_2_38_aarch64"}, choose.Request{Profile: "alpine"}, "profile-unusable", []string{"a 1.0"}, "--profile slim-trixie"},
		{"nowhere", ">=3.11", []string{"a: cp311-abi3-win_amd64"}, choose.Request{}, "profile-unusable", []string{"slim-bookworm", "a 1.0"}, "uvdock profiles"},
		{"one platform", ">=3.11", []string{"a: " + amd64}, choose.Request{Platforms: []string{"linux/amd64", "linux/arm64"}}, "profile-unusable", []string{"a 1.0"}, "uvdock profiles"},
		{"a platform without images", ">=3.11", []string{pure}, choose.Request{Platforms: []string{"linux/386"}}, "profile-unusable", []string{"not published for linux/386"}, ""},
		{"no such platform", ">=3.11", []string{pure}, choose.Request{Platforms: []string{"windows/amd64"}}, "usage", []string{"windows/amd64"}, "linux/amd64"},
		{"no such profile", ">=3.11", []string{pure}, choose.Request{Profile: "fedora"}, "usage", []string{`"fedora"`}, "auto, slim-bookworm"},
		{"no such goal", ">=3.11", []string{pure}, choose.Request{Prefer: "fame"}, "usage", []string{`"fame"`}, "size, security or speed"},
		{"no such libc", ">=3.11", []string{pure}, choose.Request{Libc: "uclibc-1"}, "usage", []string{"uclibc-1"}, "glibc-2.36"},
		{"no Python at all", ">=4", []string{pure}, choose.Request{}, "python-unavailable", []string{`">=4"`}, "requires-python"},
		{"a Python that none has", ">=3.11", []string{pure}, choose.Request{Python: "3.42"}, "python-unavailable", []string{"3.42"}, "--python"},
		{"a Python that the profile has not", ">=3.11", []string{pure}, choose.Request{Python: "3.15", Profile: "alpine"}, "python-unavailable", []string{"3.15", "alpine"}, "3.14"},
		{"free-threaded on slim", ">=3.11", []string{pure}, choose.Request{Python: "3.13t", Profile: "slim-trixie"}, "python-unavailable", []string{"free-threaded"}, "distroless"},
		{"no version", ">=3.11", []string{pure}, choose.Request{Python: "3"}, "usage", []string{`"3"`}, "3.13"},
		{"Python 2", ">=3.11", []string{pure}, choose.Request{Python: "2.7"}, "usage", []string{`"2.7"`}, "3.13"},
		{"a leading zero", ">=3.11", []string{pure}, choose.Request{Python: "3.013"}, "usage", nil, ""},
		{"a line break", ">=3.11", []string{pure}, choose.Request{Python: "3.13\n"}, "usage", nil, ""},
		{"another Python than is required", ">=3.12", []string{pure}, choose.Request{Python: "3.11"}, "python-mismatch", []string{"3.11"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, findings := pick(t, files(c.requires, "", c.packages...), c.request)
			errs := findings.Errors()
			if len(errs) == 0 {
				t.Fatalf("no error: %v", findings)
			}
			first := errs[0]
			if first.Code != c.code || first.Fix == "" || !strings.Contains(first.Fix, c.fix) {
				t.Errorf("%+v, want %s with the fix %q", first, c.code, c.fix)
			}
			for _, want := range c.message {
				if !strings.Contains(first.Message, want) {
					t.Errorf("%q does not say %q", first.Message, want)
				}
			}
		})
	}
}

// TestOnePlatform: without --platform an image for the one platform that the lock covers is better
// than none, and a warning says so.
func TestOnePlatform(t *testing.T) {
	got, _, findings := pick(t, files(">=3.11", "", "a: cp311-abi3-manylinux_2_17_aarch64"), choose.Request{})
	if findings.HasErrors() || len(got.Targets) != 1 || got.Targets[0].Target.Platform != "linux/arm64" {
		t.Fatalf("%d targets, %v", len(got.Targets), findings)
	}
	if len(findings) != 1 || findings[0].Code != "platform-left-out" || findings[0].Severity != diag.Warning || !strings.Contains(findings[0].Fix, "--platform") {
		t.Errorf("%+v", findings)
	}
}

// Without requires-python uv takes that of its interpreter, so a lock is current for one minor only.
func TestWithoutRequiresPython(t *testing.T) {
	for _, c := range []struct {
		lock, group, file string
		request           choose.Request
		want, finding     string
	}{
		{lock: ">=3.12", want: "3.12"},
		{lock: ">=3.12, <4", want: "3.14"}, // no range that uv makes up
		{lock: ">=3.12", group: "dev = { requires-python = \">=3.12\" }", want: "3.14"},
		{lock: ">=3.12", file: "3.12", want: "3.12"},
		{lock: ">=3.12", request: choose.Request{Python: "3.13", Frozen: true}, want: "3.13"},
		{lock: ">=3.12", request: choose.Request{Python: "3.13"}, finding: "current for Python 3.12 alone, with which it was made, and not for 3.13"},
		{lock: ">=3.12", file: "3.13", finding: ".python-version:1:1"},
	} {
		fsys := files(c.lock, c.file, pure)
		manifest := "[project]\nname = \"zz\"\nversion = \"1\"\ndependencies = [\"pure\"]\n"
		if c.group != "" {
			manifest += "[dependency-groups]\ndev = []\n[tool.uv.dependency-groups]\n" + c.group + "\n"
		}
		fsys["pyproject.toml"].Data = []byte(manifest)
		got, reason, findings := pick(t, fsys, c.request)
		if c.finding != "" {
			if text := fmt.Sprint(findings); !findings.HasErrors() || !strings.Contains(text, c.finding) || findings.Errors()[0].Code != "python-mismatch" {
				t.Errorf("%+v: %s", c, text)
			}
			continue
		}
		if findings.HasErrors() || got.Python != c.want {
			t.Errorf("%+v: Python %q (%+v), %v", c, got.Python, reason, findings)
		}
	}
}
