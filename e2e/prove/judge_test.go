package main

import (
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/knowledge"
)

func TestJudge(t *testing.T) {
	made := contents{Version: "1.0", ELF: []string{"a.so"}, Needed: map[string]string{"liba.so.1": "liba1"}}
	fewer := contents{Version: "1.0", ELF: []string{"a.so"}}
	works, fails := func(c contents) *step { return &step{made: c} }, &step{code: 1, log: "a.c:1:10: fatal error: a.h: No such file or directory\n"}
	ok, bad := &step{}, &step{code: 1, log: "ImportError: liba.so.1: cannot open shared object file: No such file or directory\n"}
	for _, c := range []struct {
		name    string
		o       observations
		linked  []string
		outcome knowledge.Outcome
		reason  string
	}{
		{"proven", observations{fails, works(made), bad, ok}, []string{"liba1"}, knowledge.Proven, ""},
		{"no packages", observations{nil, works(fewer), ok, nil}, nil, knowledge.Proven, ""},
		{"optional extension", observations{works(fewer), works(made), bad, ok}, []string{"liba1"}, knowledge.Proven, ""},
		{"program at run time", observations{fails, works(made), ok, ok}, nil, knowledge.Proven, ""},
		{"needless build", observations{works(made), works(made), bad, ok}, []string{"liba1"}, knowledge.NeedlessBuild, "same"},
		{"the base image has it", observations{fails, works(made), ok, ok}, []string{"liba1", "libc1"}, knowledge.Proven, ""},
		{"needless runtime", observations{fails, works(made), ok, ok}, []string{"libb1"}, knowledge.NeedlessRuntime, "without the linked"},
		{"does not compile", observations{fails, fails, nil, nil}, []string{"liba1"}, knowledge.Failed, "compile: a.c:1:10: fatal error: a.h: No such file or directory"},
		{"does not load", observations{fails, works(made), bad, bad}, []string{"liba1"}, knowledge.Failed, "import: ImportError: liba.so.1"},
		{"does not load, and needs nothing", observations{nil, works(made), bad, nil}, nil, knowledge.Failed, "import: ImportError: liba.so.1"},
		{"pure", observations{nil, works(contents{Version: "1.0"}), nil, nil}, nil, knowledge.Failed, "no compiled file"},
		{"too slow", observations{nil, &step{code: timedOut}, nil, nil}, nil, knowledge.Timeout, "did not end"},
		{"too slow without, broken with", observations{&step{code: timedOut}, fails, nil, nil}, nil, knowledge.Timeout, "did not end"},
	} {
		outcome, reason := judge(c.o, c.linked)
		if outcome != c.outcome || !strings.Contains(reason, c.reason) || (reason == "") != (outcome == knowledge.Proven) {
			t.Errorf("%s: %s, %q; want %s, %q", c.name, outcome, reason, c.outcome, c.reason)
		}
	}
}

func TestLastError(t *testing.T) {
	for _, c := range []struct{ log, want string }{
		{"", "no output"},
		{"Resolved 1 package\nsomething odd\n", "something odd"},
		{
			"  × Failed to build `a==1.0`\n  ├─▶ The build backend returned an error\n      \x1b[31merror\x1b[39m: command 'gcc' failed\n      src/a.c:3:10: fatal error: foo/bar.h: No such file or directory\n  hint: This error likely indicates a library\n",
			"src/a.c:3:10: fatal error: foo/bar.h: No such file or directory",
		},
		{"Traceback (most recent call last):\n  File \"x.py\", line 1\nModuleNotFoundError: No module named 'distutils'\n", "ModuleNotFoundError: No module named 'distutils'"},
		{"  ╰─▶ Because a has no source distribution, it cannot be used.\n", "Because a has no source distribution, it cannot be used."},
		{"error: Failed to build `a==1.0`\n  cause: The build backend returned an error\n./build.sh: line 51: patch: command not found\n", "./build.sh: line 51: patch: command not found"},
		{"error: Failed to build `a==1.0`\nhint: see above\n", "no output"},
		{"error: cannot open /root/.cache/uv/sdists-v9/.tmpAb12/src/a.h\n", "error: cannot open .../a.h"},
		{strings.Repeat("e", 500), strings.Repeat("e", longest) + "..."},
	} {
		if got := lastError(c.log); got != c.want {
			t.Errorf("lastError(%q) = %q, want %q", c.log, got, c.want)
		}
	}
}

func TestFailedVersion(t *testing.T) {
	for _, c := range []struct{ log, name, want string }{
		{"× Failed to build `psycopg-c==3.3.8`\n", "psycopg-c", "3.3.8"},
		{"Building python_ldap==3.4.4.\n", "python-ldap", "3.4.4"},
		{"Failed to build `other==1.0`\n", "python-ldap", ""},
		{"No solution found\n", "a", ""},
	} {
		if got := failedVersion(c.log, c.name); got != c.want {
			t.Errorf("failedVersion(%q, %q) = %q, want %q", c.log, c.name, got, c.want)
		}
	}
}
