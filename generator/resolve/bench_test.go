package resolve

import (
	"fmt"
	"testing"

	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/wheel"
)

// wide is a project with n packages of 20 wheels each; a package depends on the next seven.
func wide(n int) *project.Project {
	lock := &project.Lock{File: "uv.lock", Version: 1, Revision: 3, RequiresPython: ">=3.10", ByName: map[string][]*project.Package{}}
	add := func(p *project.Package) {
		lock.Packages = append(lock.Packages, p)
		lock.ByName[p.Name] = append(lock.ByName[p.Name], p)
	}
	add(&project.Package{Name: "app", Version: "1", Source: project.Source{Kind: project.Editable, Location: "."}})
	for i := range n {
		p := &project.Package{Name: fmt.Sprintf("p%d", i), Version: "1", Source: project.Source{Kind: project.Registry, Location: "https://index.example/simple"}}
		for minor := 10; minor <= 14; minor++ {
			for _, platform := range []string{"manylinux_2_17_x86_64.manylinux2014_x86_64", "manylinux_2_28_aarch64", "musllinux_1_2_x86_64", "win_amd64"} {
				p.Wheels = append(p.Wheels, project.File{Name: fmt.Sprintf("p%d-1-cp3%d-cp3%d-%s.whl", i, minor, minor, platform)})
			}
		}
		add(p)
	}
	for i, p := range lock.Packages {
		for j := 1; j <= 7 && i+j < len(lock.Packages); j++ {
			to := lock.Packages[i+j]
			p.Dependencies = append(p.Dependencies, project.Dependency{Name: to.Name, To: to, Marker: []string{"", "sys_platform != 'win32'", "python_full_version < '3.15'"}[j%3]})
		}
	}
	pyproject := &project.Pyproject{File: "pyproject.toml", HasProject: true, Name: "app"}
	return &project.Project{Root: pyproject, Current: pyproject, Lock: lock, Members: []project.Member{{Name: "app", Dir: ".", Pyproject: pyproject}}}
}

func benchTarget() Target {
	return Target{
		Python: wheel.Python{Major: 3, Minor: 12}, Patch: -1, Platform: "linux/amd64",
		Wheel: wheel.Platform{Libc: wheel.Libc{Family: wheel.Glibc, Major: 2, Minor: 36}, Arch: "x86_64"},
	}
}

// BenchmarkFirstTarget is a project's first target, reading wheel names included.
func BenchmarkFirstTarget(b *testing.B) {
	p := wide(500)
	for b.Loop() {
		if r := Resolve(p, benchTarget(), Selection{}); len(r.Packages) != 501 {
			b.Fatal(len(r.Packages), r.Findings)
		}
	}
}

// BenchmarkNextTarget is a further target of the same resolver.
func BenchmarkNextTarget(b *testing.B) {
	r := New(wide(500))
	r.Resolve(benchTarget(), Selection{})
	for b.Loop() {
		if got := r.Resolve(benchTarget(), Selection{}); len(got.Packages) != 501 {
			b.Fatal(len(got.Packages), got.Findings)
		}
	}
}

// tree is a project with n packages of two wheels each, a package needing the two below it: as
// deep as locks are, and not as deep as they are long.
func tree(n int) *project.Project {
	p := wide(0)
	nodes := []*project.Package{p.Lock.Packages[0]}
	for i := range n {
		name := fmt.Sprintf("p%d", i)
		node := &project.Package{
			Name: name, Version: "1", Source: project.Source{Kind: project.Registry, Location: "https://index.example/simple"},
			Wheels: []project.File{{Name: name + "-1-cp312-cp312-win_amd64.whl"}, {Name: name + "-1-py3-none-any.whl"}},
		}
		above := nodes[i/2]
		above.Dependencies = append(above.Dependencies, project.Dependency{Name: name, To: node})
		nodes = append(nodes, node)
		p.Lock.ByName[name] = []*project.Package{node}
	}
	p.Lock.Packages = nodes
	return p
}

// BenchmarkGrowth is one target of locks of 1,000, 10,000 and 100,000 packages: time and bytes a
// package stay what they are.
func BenchmarkGrowth(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			p := tree(n)
			b.ReportAllocs()
			for b.Loop() {
				if r := Resolve(p, benchTarget(), Selection{}); len(r.Packages) != n+1 {
					b.Fatal(len(r.Packages), r.Findings)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/package")
		})
	}
}
