package wheel

import (
	"slices"
	"testing"
)

func target(minor int, libc, arch string) *Tags {
	l, err := ParseLibc(libc)
	if err != nil {
		panic(err)
	}
	return NewTags(Python{Major: 3, Minor: minor}, Platform{l, arch})
}

// TestList holds spec/uvlock.md sections 4.2 and 8(b), which were checked against uv.
func TestList(t *testing.T) {
	list := target(12, "glibc-2.36", "x86_64").List()
	if len(list) != 987 {
		t.Errorf("%d tags, want 987", len(list))
	}
	if got, want := list[0], (Tag{"cp312", "cp312", "manylinux_2_36_x86_64"}); got != want {
		t.Errorf("first is %v, want %v", got, want)
	}
	if got, want := list[len(list)-1], (Tag{"py30", "none", "any"}); got != want {
		t.Errorf("last is %v, want %v", got, want)
	}
	sorted := slices.Clone(list)
	slices.SortFunc(sorted, func(a, b Tag) int {
		return slices.Compare([]string{a.Python, a.ABI, a.Platform}, []string{b.Python, b.ABI, b.Platform})
	})
	if len(slices.Compact(sorted)) != len(list) {
		t.Error("a tag is there twice")
	}
	tags := target(12, "glibc-2.36", "x86_64")
	for i, tag := range list {
		p, _ := tags.Priority(&Name{Python: tag.Python, ABI: tag.ABI, Platform: tag.Platform})
		if p != len(list)-i {
			t.Fatalf("priority of %v is %d, want %d", tag, p, len(list)-i)
		}
	}
}

func TestPlatformTags(t *testing.T) {
	for _, tt := range []struct {
		libc, arch  string
		n           int
		first, last string
	}{
		{"glibc-2.36", "x86_64", 36, "manylinux_2_36_x86_64", "linux_x86_64"},
		{"glibc-2.36", "i686", 36, "manylinux_2_36_i686", "linux_i686"},
		{"glibc-2.36", "aarch64", 22, "manylinux_2_36_aarch64", "linux_aarch64"},
		{"glibc-2.36", "riscv64", 7, "manylinux_2_36_riscv64", "linux_riscv64"},
		{"glibc-2.12", "aarch64", 1, "linux_aarch64", "linux_aarch64"},
		{"glibc-2.36", "armv6l", 1, "linux_armv6l", "linux_armv6l"},
		{"musl-1.2", "x86_64", 4, "musllinux_1_2_x86_64", "linux_x86_64"},
	} {
		l, err := ParseLibc(tt.libc)
		if err != nil {
			t.Fatal(err)
		}
		got := platformTags(Platform{l, tt.arch})
		if len(got) != tt.n || got[0] != tt.first || got[len(got)-1] != tt.last {
			t.Errorf("%s %s: %d tags %v", tt.libc, tt.arch, len(got), got)
		}
	}
}

func TestBest(t *testing.T) {
	glibc, musl := target(12, "glibc-2.36", "x86_64"), target(12, "musl-1.2", "x86_64")
	free := NewTags(Python{3, 13, true}, Platform{Libc{Glibc, 2, 36}, "x86_64"})
	for _, tt := range []struct {
		name  string
		tags  *Tags
		files []string
		want  int
	}{
		{"newer manylinux", glibc, []string{"x-1-cp312-cp312-manylinux2014_x86_64.whl", "x-1-cp312-cp312-manylinux_2_28_x86_64.whl"}, 1},
		{"too new", glibc, []string{"x-1-cp312-cp312-manylinux_2_39_x86_64.whl", "x-1-cp312-cp312-manylinux1_x86_64.whl"}, 1},
		{"exact beats abi3", glibc, []string{"x-1-cp39-abi3-manylinux_2_36_x86_64.whl", "x-1-cp312-cp312-linux_x86_64.whl"}, 1},
		{"abi3 beats py3 beats any", glibc, []string{"x-1-py3-none-any.whl", "x-1-py3-none-manylinux_2_36_x86_64.whl", "x-1-cp32-abi3-linux_x86_64.whl"}, 2},
		{"py312 any over py3 any", glibc, []string{"x-1-py311-none-any.whl", "x-1-py3-none-any.whl", "x-1-py312-none-any.whl"}, 2},
		{"py3 any over py311 any", glibc, []string{"x-1-py311-none-any.whl", "x-1-py2.py3-none-any.whl"}, 1},
		{"no fit", glibc, []string{"x-1-cp311-none-any.whl", "x-1-cp3-none-any.whl", "x-1-cp311-abi3-any.whl", "x-1-py2-none-any.whl", "x-1-cp312-cp312-win_amd64.whl", "x-1-cp312-cp312-manylinux_2_28_aarch64.whl"}, -1},
		{"musl", musl, []string{"x-1-cp312-cp312-manylinux_2_28_x86_64.whl", "x-1-cp312-cp312-musllinux_1_1_x86_64.whl"}, 1},
		{"linux on musl", musl, []string{"x-1-cp312-cp312-linux_x86_64.whl"}, 0},
		{"build number", glibc, []string{"x-1-py3-none-any.whl", "x-1-2-py3-none-any.whl", "x-1-10-py3-none-any.whl"}, 2},
		{"tags before build", glibc, []string{"x-1-9-py3-none-any.whl", "x-1-py312-none-any.whl"}, 1},
		{"first of equals", glibc, []string{"x-1-py3-none-any.whl", "X-1-py3-none-any.whl"}, 0},
		{"variant", glibc, []string{"x-1-py3-none-any-cpu.whl"}, -1},
		{"compound", glibc, []string{"x-1-cp312-cp312-foo_9.manylinux_2_17_x86_64.manylinux2014_x86_64.whl"}, 0},
		{"free-threaded", free, []string{"x-1-cp39-abi3-manylinux_2_17_x86_64.whl", "x-1-cp313-cp313-manylinux_2_17_x86_64.whl"}, -1},
		{"free-threaded fits", free, []string{"x-1-cp313-none-manylinux_2_17_x86_64.whl", "x-1-cp312-abi3t-manylinux_2_17_x86_64.whl", "x-1-cp313-cp313t-manylinux_2_17_x86_64.whl"}, 2},
		{"case", glibc, []string{"x-1-CP312-cp312-manylinux_2_17_x86_64.whl"}, -1},
		{"nothing", glibc, nil, -1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var names []Name
			for _, f := range tt.files {
				n, err := ParseName(f)
				if err != nil {
					t.Fatal(err)
				}
				names = append(names, n)
			}
			if got := tt.tags.Best(names); got != tt.want {
				t.Errorf("Best is %d, want %d", got, tt.want)
			}
		})
	}
}

func BenchmarkPriority(b *testing.B) {
	tags := target(12, "glibc-2.36", "x86_64")
	n, err := ParseName("numpy-2.1.0-cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64.whl")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		tags.Priority(&n)
	}
}

func BenchmarkParseName(b *testing.B) {
	for b.Loop() {
		if _, err := ParseName("numpy-2.1.0-cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"); err != nil {
			b.Fatal(err)
		}
	}
}
