package project

import "testing"

func TestMatchGlob(t *testing.T) {
	tests := []struct {
		glob, name       string
		members, exclude bool
	}{
		{"packages/*", "packages/a", true, true},
		{"packages/*", "packages/a/b", false, true},
		{"packages/*", "packages", false, false},
		{"./packages/*/", "packages/a", true, true},
		{"**", "a/b/c", true, true},
		{"a/**", "a", true, true},
		{"a/**/c", "a/c", true, true},
		{"a/**/c", "a/b/b/c", true, true},
		{"a/**/c", "a/b", false, false},
		{"a?c", "abc", true, true},
		{"a?c", "ac", false, false},
		{"a[bc]d", "acd", true, true},
		{"a[!bc]d", "acd", false, false},
		{"a[a-f]d", "aed", true, true},
		{"a[]]d", "a]d", true, true},
		{"a[[]d", "a[d", true, true},
		{"*-*-x", "a-b-c-x", true, true},
		{"é?", "éü", true, true},
		{"{a,b}", "a", false, false},
		{"*", ".hidden", true, true},
		{".", ".", true, true},
	}
	for _, test := range tests {
		glob := cleanGlob(test.glob)
		if got := matchGlob(glob, test.name, literal); got != test.members {
			t.Errorf("members: %q matches %q: %v", test.glob, test.name, got)
		}
		if got := matchGlob(glob, test.name, crossing); got != test.exclude {
			t.Errorf("exclude: %q matches %q: %v", test.glob, test.name, got)
		}
	}
}

func TestGlobProblem(t *testing.T) {
	for glob, good := range map[string]bool{
		"a/*": true, "**/a": true, "[a]": true, "[]]": true, "a**": false, "***": false, "[a": false, "[]": false, "[!]": false,
	} {
		if problem := globProblem(glob); (problem == "") != good {
			t.Errorf("%s: %q", glob, problem)
		}
	}
}

func TestRelative(t *testing.T) {
	for _, test := range [][3]string{
		{".", "a", "a"}, {"a", ".", ".."}, {"a", "a", "."}, {"a/b", "a/c", "../c"}, {"a", "a/b", "b"}, {"a/b", "c", "../../c"},
	} {
		if got := relative(test[0], test[1]); got != test[2] {
			t.Errorf("%s from %s is %s, not %s", test[1], test[0], got, test[2])
		}
	}
}
