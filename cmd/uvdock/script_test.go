package main_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/uvdock/uvdock/cmd/internal/cli"
)

// TestMain lets the stories run uvdock as a process of its own.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"uvdock": func() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// TestStoriesOfUse runs testdata/script: a story a file, whose first lines say what it shows.
// Beside the commands of testscript a story has
//
//	exits CODE PROGRAM ARGUMENT...  run a program, which must end with that code
//	holds DIRECTORY NAME...         the directory holds these entries and no other
//	edit FILE OLD NEW               replace each OLD in a file, which must hold one
//	head FILE BYTES                 cut a file off after some bytes
//	example NAME                    copy examples/NAME to NAME
func TestStoriesOfUse(t *testing.T) {
	examples, err := filepath.Abs(filepath.Join(repository, "examples"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: false,
		RequireUniqueNames:  true,
		Setup:               setup,
		Condition:           condition,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "holds": holds, "edit": edit, "head": head,
			"example": func(ts *testscript.TestScript, _ bool, args []string) {
				ts.Check(os.CopyFS(ts.MkAbs(args[0]), os.DirFS(filepath.Join(examples, args[0]))))
			},
		},
	})
}

// setup opens the directories of a story to other users: one story runs uvdock without the
// rights of root.
func setup(env *testscript.Env) error {
	env.Setenv("NO_COLOR", "1")
	env.Setenv("LF", "\n")
	env.Setenv("CR", "\r")
	env.Setenv("BOM", "\xef\xbb\xbf")
	env.Setenv("UTF16", "\xff\xfe")
	open := []string{env.WorkDir, filepath.Dir(env.WorkDir)}
	if bin, err := exec.LookPath("uvdock"); err == nil {
		open = append(open, filepath.Dir(bin), filepath.Dir(filepath.Dir(bin)))
	}
	for _, dir := range open {
		if err := os.Chmod(dir, 0o755); err != nil {
			return err
		}
	}
	return nil
}

// condition knows [root]: nothing is forbidden to this process.
func condition(name string) (bool, error) {
	if name == "root" {
		return os.Geteuid() == 0, nil
	}
	return false, errors.New("there is no condition " + name)
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM ARGUMENT...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("%s ended with code %d, want %d", args[1], got, want)
	}
}

func holds(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: holds DIRECTORY NAME...")
	}
	entries, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	want := slices.Sorted(slices.Values(args[1:]))
	if !slices.Equal(got, want) {
		ts.Fatalf("%s holds %s, want %s", args[0], strings.Join(got, " "), strings.Join(want, " "))
	}
}

func edit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: edit FILE OLD NEW")
	}
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.ReplaceAll(text, args[1], args[2])), 0o644))
}

func head(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: head FILE BYTES")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), int64(n)))
}
