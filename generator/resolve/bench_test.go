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
