package wheel

import (
	"strings"
	"testing"
)

func TestParseName(t *testing.T) {
	n, err := ParseName("torch-2.8.0%2Bcpu-1a-cp312-cp312-manylinux_2_28_x86_64.manylinux2014_x86_64.whl")
	if err != nil {
		t.Fatal(err)
	}
	if n.Distribution != "torch" || n.Version != "2.8.0+cpu" || n.Build != (Build{"1", "a"}) ||
		n.Python != "cp312" || n.ABI != "cp312" || n.Platform != "manylinux_2_28_x86_64.manylinux2014_x86_64" || n.Variant != "" {
		t.Errorf("%+v", n)
	}
	for in, want := range map[string]struct{ variant, build string }{
		"x-1-py3-none-any.whl":       {"", ""},
		"x-1-2-py3-none-any.whl":     {"", "2"},
		"x-1-py3-none-any-cpu.whl":   {"cpu", ""},
		"x-1-2-py3-none-any-cpu.whl": {"cpu", "2"},
		"x-1-00-py3-none-any.whl":    {"", "0"},
	} {
		n, err := ParseName(in)
		if err != nil || n.Variant != want.variant || n.Build.Number != want.build {
			t.Errorf("ParseName(%q) = %+v, %v", in, n, err)
		}
	}
}

func TestParseNameErrors(t *testing.T) {
	for in, want := range map[string]string{
		"x-1.tar.gz":                                     "does not end in .whl",
		"x-1-py3-none.whl":                               "has 4 parts",
		"x-1-2-py3-none-any-a-b.whl":                     "has 8 parts",
		"x-1-b2-py3-none-any-cpu.whl":                    "does not begin with a digit",
		"x--py3-none-any.whl":                            "empty part",
		strings.Repeat("x", 600) + "-1-py3-none-any.whl": "more than any file system",
		"../x-1-py3-none-any.whl":                        "slash",
		"x-1-py3-none-any\n.whl":                         "white space",
		"":                                               "does not end in .whl",
	} {
		_, err := ParseName(in)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ParseName(%q) = %v, want an error with %q", in, err, want)
		}
	}
}

func TestBuildCompare(t *testing.T) {
	order := []Build{{}, {"0", ""}, {"1", ""}, {"1", "a"}, {"2", ""}, {"10", ""}, {"99999999999999999999", ""}}
	for i, a := range order {
		for j, b := range order {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if got := a.Compare(b); got != want {
				t.Errorf("%v compare %v = %d, want %d", a, b, got, want)
			}
		}
	}
}

func FuzzParseName(f *testing.F) {
	for _, s := range []string{
		"torch-2.8.0%2Bcpu-1a-cp312-cp312-manylinux_2_28_x86_64.manylinux2014_x86_64.whl",
		"x-1-py3-none-any-cpu.whl", "x-1-007-py2.py3-none-any.whl", "a-1-py3-none-linux_x86_64.whl",
	} {
		f.Add(s)
	}
	tags := NewTags(Python{Major: 3, Minor: 12}, Platform{Libc{Glibc, 2, 36}, "x86_64"})
	f.Fuzz(func(t *testing.T, file string) {
		n, err := ParseName(file)
		if err != nil {
			return
		}
		again, err := ParseName(n.String())
		if strings.Contains(n.String(), "%") {
			return // what was decoded may look encoded again
		}
		if err != nil || again.String() != n.String() {
			t.Fatalf("%q printed as %q, then as %q (%v)", file, n, again, err)
		}
		a, _ := tags.Priority(&n)
		b, _ := tags.Priority(&again)
		if a != b {
			t.Fatalf("%q has priority %d, its print %d", file, a, b)
		}
	})
}
