package differential

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/resolve"
)

// TestWorkspaces locks made-up workspaces by a real uv and compares selections of every kind.
// UVDOCK_SEEDS=100-200 runs others than the usual ones.
func TestWorkspaces(t *testing.T) {
	uv, err := FindUV(t.Context(), t.TempDir())
	if err != nil {
		t.Skip(err)
	}
	from, to := 1, 12
	if seeds := os.Getenv("UVDOCK_SEEDS"); seeds != "" {
		if _, err := fmt.Sscanf(seeds, "%d-%d", &from, &to); err != nil {
			t.Fatal(err)
		}
	}
	wheels := t.TempDir()
	for i := range Leaves {
		if err := WriteWheel(wheels, "d"+strconv.Itoa(i)); err != nil {
			t.Fatal(err)
		}
	}
	cases := 0
	for seed := from; seed <= to; seed++ {
		cases += tryWorkspace(t, uv, NewWorkspace(uint64(seed), wheels), seed)
	}
	if cases == 0 {
		t.Error("no workspace could be locked")
	}
	t.Logf("%d selections compared", cases)
}

func tryWorkspace(t *testing.T, uv *UV, w *Workspace, seed int) (cases int) {
	dir := t.TempDir()
	for name, text := range w.Files {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, dir, name, text)
	}
	if _, err := uv.Run(t.Context(), dir, "lock"); err != nil {
		return 0 // made up without a thought for whether it can be resolved
	}
	fsys := os.DirFS(dir)
	for range 6 {
		sub, args := w.Arguments()
		want := uvAnswer(t.Context(), uv, dir, sub, args)
		got := ourAnswer(t, fsys, uv, sub, args)
		if diff := difference(got, want); diff != "" {
			t.Errorf("seed %d in %q: uv sync %s\n\t%s", seed, sub, strings.Join(args, " "), diff)
		}
		cases++
	}
	return cases
}

func ourAnswer(t *testing.T, fsys fs.FS, uv *UV, sub string, args []string) Answer {
	t.Helper()
	p, findings := project.Read(fsys, path.Join(".", sub))
	if errs := findings.Errors(); len(errs) > 0 {
		return Answer{Class: errs[0].Code}
	}
	at, err := target(&Case{Python: uv.Version, Platform: "x86_64-manylinux_2_36"})
	if err != nil {
		t.Fatal(err)
	}
	sel, err := selection(args)
	if err != nil {
		t.Fatal(err)
	}
	return said(".", resolve.Resolve(p, at, sel))
}

// installed is a line of uv: " + name==version" or " + name @ file:///path".
var installed = regexp.MustCompile(`(?m)^ \+ (\S+?)(?:==(\S+)| @ file://(\S+))$`)

func uvAnswer(ctx context.Context, uv *UV, dir, sub string, args []string) Answer {
	args = append([]string{"sync", "--frozen", "--dry-run", "--python-platform", "x86_64-manylinux_2_36"}, args...)
	out, err := uv.Run(ctx, filepath.Join(dir, sub), args...)
	if err != nil {
		return Answer{Class: class(out)}
	}
	var a Answer
	for _, m := range installed.FindAllStringSubmatch(out, -1) {
		if m[3] == "" {
			a.Packages = append(a.Packages, line(m[1], m[2], "wheel", m[1]+"-"+m[2]+"-py3-none-any.whl"))
			continue
		}
		// uv prints the path with its links resolved, as the temporary directory may have some.
		root, err := filepath.EvalSymlinks(dir)
		if err != nil {
			root = dir
		}
		where, err := filepath.Rel(root, m[3])
		if err == nil {
			a.Packages = append(a.Packages, line(m[1], "", "local", filepath.ToSlash(where)))
		}
	}
	return a.sorted()
}

// class tells the kinds of errors apart by uv's text.
func class(text string) string {
	for _, c := range [][2]string{
		{"conflict", `incompatible with the |[Cc]onflicting extras`},
		{"missing-extra", `Extra.* (is|are) not defined`},
		{"missing-group", `[Gg]roup.* (is|are) not defined`},
		{"invalid-lock", "Failed to parse `uv.lock`"},
		{"missing-package", `does not have a member|not found in workspace|Could not find root package`},
	} {
		if regexp.MustCompile(c[1]).MatchString(text) && !strings.Contains(text, "Python requirement") {
			return c[0]
		}
	}
	if strings.Contains(text, "Python requirement") {
		return "python-mismatch"
	}
	return "other: " + text
}
