package plan_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
)

// TestForeignPath: --locked makes uv read the manifests of every path dependency of the lock,
// those of other members included.
func TestForeignPath(t *testing.T) {
	w := shop(tree{name: "x", dir: "vendor/x", source: "directory", tables: packaged})
	w.trees[2].requires = []string{"c", "x"}
	p := must(t, w, generator.Options{Package: "api"})
	if !slices.Contains(mounted(p), "vendor/x/pyproject.toml") || slices.Contains(copied(p), "vendor/x") {
		t.Errorf("mounts %q, sources %q", mounted(p), copied(p))
	}
}

// TestForeignPathUnconfirmed: where a path dependency of another member cannot be read, nobody
// confirms the lock. Dynamic dependencies are said; what lies outside is refused but for --frozen.
func TestForeignPathUnconfirmed(t *testing.T) {
	for _, c := range []struct {
		name, dir, project string
		frozen             bool
		refused, warned    string
	}{
		{"outside the context", "../x", "", false, "outside-context", ""},
		{"outside the context, frozen", "../x", "", true, "", ""},
		{"dynamic", "vendor/x", "dynamic = [\"dependencies\"]", false, "", "dynamic-dependencies"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := shop(tree{name: "x", dir: c.dir, source: "directory", project: c.project, tables: packaged})
			w.trees[2].requires = []string{"c", "x"}
			p, findings := planned(t, w, generator.Options{Package: "api", Frozen: c.frozen})
			if errors := strings.Join(codes(findings, diag.Error), " "); errors != c.refused || (p == nil) != (c.refused != "") {
				t.Fatalf("%q, want %q: %v", errors, c.refused, findings)
			}
			if p == nil {
				return
			}
			if p.Lock.Verified || p.Lock.Export[0] != "--frozen" || slices.ContainsFunc(mounted(p), func(m string) bool { return strings.HasPrefix(m, c.dir) }) {
				t.Errorf("export %q, mounts %q", p.Lock.Export, mounted(p))
			}
			if got := slices.Contains(codes(findings, diag.Warning), "dynamic-dependencies"); got != (c.warned != "") {
				t.Errorf("%v", findings)
			}
		})
	}
}

// TestForeignArchive: the same for a wheel in the repository, which the dependency layer does not see.
func TestForeignArchive(t *testing.T) {
	w := shop()
	w.locked += "\n[[package]]\nname = \"x\"\nversion = \"1\"\nsource = { path = \"vendor/x-1-py3-none-any.whl\" }\nwheels = [{ filename = \"x-1-py3-none-any.whl\", hash = \"sha256:" + strings.Repeat("0", 64) + "\" }]\n"
	w.files = map[string]string{"vendor/x-1-py3-none-any.whl": ""}
	p := must(t, w, generator.Options{Package: "api"})
	if archive := "vendor/x-1-py3-none-any.whl"; !slices.Contains(mounted(p), archive) || strings.Contains(strings.Join(p.Dependencies.Mounts, " "), archive) {
		t.Errorf("lock %q, dependencies %q", mounted(p), p.Dependencies.Mounts)
	}
}

// TestOwnArchive: a wheel in the repository that the image installs is looked for where the lock says it lies.
func TestOwnArchive(t *testing.T) {
	const archive = "vendor/x-1-py3-none-any.whl"
	w := shop()
	w.trees[0].requires = append(w.trees[0].requires, "x")
	w.locked += "\n[[package]]\nname = \"x\"\nversion = \"1\"\nsource = { path = \"" + archive + "\" }\nwheels = [{ filename = \"x-1-py3-none-any.whl\", hash = \"sha256:" + strings.Repeat("0", 64) + "\" }]\n"
	_, findings := planned(t, w, generator.Options{Package: "api", Frozen: true})
	if !slices.Contains(codes(findings, diag.Error), "missing-source") {
		t.Errorf("without the file: %v", findings)
	}
	w.files = map[string]string{archive: ""}
	p := must(t, w, generator.Options{Package: "api", Frozen: true})
	if !strings.Contains(strings.Join(p.Dependencies.Mounts, " "), archive) {
		t.Errorf("dependencies %q", p.Dependencies.Mounts)
	}
}

// TestRefusedPlaces: a tree that the context does not hold, or that a Dockerfile cannot name.
func TestRefusedPlaces(t *testing.T) {
	outside := shop(tree{name: "x", dir: "../x", source: "directory", tables: packaged})
	outside.trees[0].requires = []string{"a", "x"}
	space, dollar := shop(), shop()
	space.trees[0].dir, dollar.trees[2].dir = "services/my api", "libs/$other"
	for _, c := range []struct {
		name, code string
		w          workspace
	}{
		{"outside", "outside-context", outside},
		{"a space in the member's directory", "unsupported-path", space},
		{"a dollar in another member's directory", "unsupported-path", dollar},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, findings := planned(t, c.w, generator.Options{Package: "api"})
			if p != nil || !slices.Contains(codes(findings, diag.Error), c.code) {
				t.Errorf("%v", findings)
			}
		})
	}
}

// TestMissingSource: what is installed, or read to confirm the lock, must be on disk.
func TestMissingSource(t *testing.T) {
	for _, c := range []struct {
		name    string
		needs   int // index of the tree that needs it
		frozen  bool
		refused bool
	}{
		{"installed", 0, false, true},
		{"installed, frozen", 0, true, true},
		{"of another member", 2, false, true},
		{"of another member, frozen", 2, true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := shop(tree{name: "x", dir: "vendor/x", source: "directory", tables: packaged})
			w.trees[c.needs].requires = append(w.trees[c.needs].requires, "x")
			files := w.fs()
			delete(files, "vendor/x/pyproject.toml")
			delete(files, "vendor/x/main.py")
			r, err := generator.Plan(t.Context(), files, ".", generator.Options{Package: "api", Cmd: "python main.py", Frozen: c.frozen})
			if err != nil {
				t.Fatal(err)
			}
			if got := slices.Contains(codes(r.Findings, diag.Error), "missing-source"); got != c.refused {
				t.Errorf("%v", r.Findings)
			}
		})
	}
}

// TestArchive: a wheel on disk is mounted where it is installed. The proof of the dependencies leaves
// it out: uv would find the same file of another stage newer.
func TestArchive(t *testing.T) {
	const archive = "wheels/x-1-py3-none-any.whl"
	w := shop()
	w.trees[0].requires = append(w.trees[0].requires, "x")
	w.locked += "\n[[package]]\nname = \"x\"\nversion = \"1\"\nsource = { path = \"" + archive + "\" }\nwheels = [{ filename = \"x-1-py3-none-any.whl\", hash = \"sha256:" + strings.Repeat("0", 64) + "\" }]\n"
	w.files = map[string]string{archive: ""}
	p := must(t, w, generator.Options{Package: "api"})
	if want := "type=bind,source=" + archive + ",target=" + archive; !slices.Contains(p.Dependencies.Mounts, want) {
		t.Errorf("dependencies %q", p.Dependencies.Mounts)
	}
	if got := strings.Join(p.Project.Check, " "); !strings.Contains(got, "--no-install-package x --inexact --check") {
		t.Errorf("check %q", got)
	}
}
