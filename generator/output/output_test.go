package output_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/output"
	"github.com/uvdock/uvdock/generator/render"
)

// stamped is a file as uvdock writes it.
func stamped(name, body string) render.File {
	return render.File{Path: name, Text: render.Stamp([]byte("# head\n# uvdock:sha256:\n" + body))}
}

func put(t *testing.T, dir, name, text string, mode fs.FileMode) {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(full, mode); err != nil {
		t.Fatal(err)
	}
}

// tree is every file below a directory with its text; directories end with a slash.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || name == dir {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			out[rel+"/"] = ""
			return nil
		}
		if d.Type()&fs.ModeSymlink != 0 {
			out[rel], err = os.Readlink(name)
			return err
		}
		text, err := os.ReadFile(name)
		out[rel] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func same(t *testing.T, got, want map[string]string) {
	t.Helper()
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s holds %q, want %q", name, got[name], text)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s was left behind", name)
		}
	}
}

func compare(t *testing.T, dir string, files ...render.File) []output.Change {
	t.Helper()
	changes, err := output.Compare(dir, files)
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

func TestStates(t *testing.T) {
	file := stamped("Dockerfile", "FROM scratch\n")
	older := stamped("Dockerfile", "FROM busybox\n")
	crlf := func(b []byte) string { return strings.ReplaceAll(string(b), "\n", "\r\n") }
	for _, c := range []struct {
		name, disk string
		absent     bool
		want       output.State
	}{
		{name: "nothing there", absent: true, want: output.Create},
		{name: "the same", disk: string(file.Text), want: output.Unchanged},
		{name: "the same with CRLF", disk: crlf(file.Text), want: output.Unchanged},
		{name: "as it was written earlier", disk: string(older.Text), want: output.Update},
		{name: "earlier, with CRLF", disk: crlf(older.Text), want: output.Update},
		{name: "edited", disk: strings.Replace(string(older.Text), "busybox", "alpine", 1), want: output.Edited},
		{name: "edited in its head", disk: strings.Replace(string(older.Text), "# head", "# mine", 1), want: output.Edited},
		{name: "edited back to the same", disk: string(file.Text) + "\n", want: output.Edited},
		{name: "checksum gone", disk: "FROM scratch\n", want: output.Foreign},
		{name: "checksum broken", disk: "# uvdock:sha256:00\nFROM scratch\n", want: output.Edited},
		{name: "empty", disk: "", want: output.Foreign},
		{name: "checksum not at the start of a line", disk: "RUN echo # uvdock:sha256:00\n", want: output.Foreign},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			if !c.absent {
				put(t, dir, "Dockerfile", c.disk, 0o644)
			}
			got := compare(t, dir, file)[0]
			if got.State != c.want || got.Drift() != (c.want != output.Unchanged) {
				t.Errorf("state %s (drift %t), want %s", got.State, got.Drift(), c.want)
			}
			if (got.Old == nil) != c.absent {
				t.Errorf("old is %q", got.Old)
			}
			diff := output.Diff([]output.Change{got})
			if (diff == "") != (c.want == output.Unchanged) {
				t.Errorf("diff %q", diff)
			}
			if c.absent && !strings.HasPrefix(diff, "--- /dev/null\n+++ b/Dockerfile\n") {
				t.Errorf("diff of a new file begins with %q", diff)
			}
		})
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	files := []render.File{stamped("docker/api/Dockerfile", "FROM a\n"), stamped("docker/api/Dockerfile.dockerignore", "x\n")}
	if err := output.Write(dir, compare(t, dir, files...), false); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"docker/": "", "docker/api/": "",
		files[0].Path: string(files[0].Text), files[1].Path: string(files[1].Text),
	}
	same(t, tree(t, dir), want)
	info, err := os.Stat(filepath.Join(dir, "docker", "api", "Dockerfile"))
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm()&0o600 != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	// A second time there is nothing to do: the file is not even replaced.
	again := compare(t, dir, files...)
	if err := output.Write(dir, again, false); err != nil {
		t.Fatal(err)
	}
	if after, _ := os.Stat(filepath.Join(dir, "docker", "api", "Dockerfile")); !os.SameFile(info, after) {
		t.Error("an unchanged file was written again")
	}
}

// TestWriteReplaces: a reader that has the old file open goes on reading the old one, whole.
func TestWriteReplaces(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("an open file is not replaced on Windows")
	}
	dir := t.TempDir()
	older, file := stamped("Dockerfile", "FROM a\n"), stamped("Dockerfile", "FROM b\n")
	put(t, dir, "Dockerfile", string(older.Text), 0o644)
	reader, err := os.Open(filepath.Join(dir, "Dockerfile"))
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	if err := output.Write(dir, compare(t, dir, file), false); err != nil {
		t.Fatal(err)
	}
	var old bytes.Buffer
	if _, err := old.ReadFrom(reader); err != nil || old.String() != string(older.Text) {
		t.Errorf("the open file reads %q, %v", old.String(), err)
	}
	same(t, tree(t, dir), map[string]string{"Dockerfile": string(file.Text)})
}

func TestModesAreKept(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no such modes on Windows")
	}
	for _, mode := range []fs.FileMode{0o600, 0o644, 0o664, 0o666, 0o755} {
		dir := t.TempDir()
		put(t, dir, "Dockerfile", string(stamped("", "FROM a\n").Text), mode)
		if err := output.Write(dir, compare(t, dir, stamped("Dockerfile", "FROM b\n")), false); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(filepath.Join(dir, "Dockerfile"))
		if err != nil || info.Mode().Perm() != mode {
			t.Errorf("mode %v, want %v (%v)", info.Mode(), mode, err)
		}
	}
}

func TestRefused(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, ".dockerignore", "mine\n", 0o644)
	edited := strings.Replace(string(stamped("", "FROM a\n").Text), "FROM a", "FROM mine", 1)
	put(t, dir, "Dockerfile", edited, 0o644)
	files := []render.File{stamped("new", "x\n"), stamped("Dockerfile", "FROM b\n"), stamped(".dockerignore", "x\n")}
	before := tree(t, dir)
	changes := compare(t, dir, files...)
	err := output.Write(dir, changes, false)
	var refused *output.Refused
	if !errors.As(err, &refused) {
		t.Fatalf("error %v", err)
	}
	var names []string
	for _, c := range refused.Changes {
		names = append(names, c.Path)
	}
	if !slices.Equal(names, []string{"Dockerfile", ".dockerignore"}) {
		t.Errorf("refused %q", names)
	}
	for _, want := range []string{"Dockerfile was edited", ".dockerignore exists", "--force", "--diff", "--output"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not say %q", err, want)
		}
	}
	same(t, tree(t, dir), before)
	if err := output.Write(dir, changes, true); err != nil {
		t.Fatal(err)
	}
	same(t, tree(t, dir), map[string]string{
		"new": string(files[0].Text), "Dockerfile": string(files[1].Text), ".dockerignore": string(files[2].Text),
	})
}
