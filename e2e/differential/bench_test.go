package differential

import (
	"io/fs"
	"path"
	"testing"

	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/resolve"
	"github.com/uvdock/uvdock/generator/wheel"
)

// BenchmarkLargest reads and resolves the largest lock of the corpus, with all extras.
func BenchmarkLargest(b *testing.B) {
	corpus, err := OpenCorpus(corpusDir())
	if err != nil {
		b.Skip(err)
	}
	tree, dir := largest(b, corpus)
	p, findings := project.Read(tree, dir)
	if findings.HasErrors() {
		b.Fatal(findings.Err())
	}
	target := resolve.Target{
		Python: wheel.Python{Major: 3, Minor: 12}, Patch: -1, Platform: "linux/amd64",
		Wheel: wheel.Platform{Libc: wheel.Libc{Family: wheel.Glibc, Major: 2, Minor: 36}, Arch: "x86_64"},
	}
	selection := resolve.Selection{AllPackages: true, NoDev: true}
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			project.Read(tree, dir)
		}
	})
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			resolve.Resolve(p, target, selection)
		}
	})
	r := resolve.New(p)
	b.Run("next", func(b *testing.B) {
		for b.Loop() {
			r.Resolve(target, selection)
		}
	})
	b.Logf("%s: %d packages in the lock, %d installed", dir, len(p.Lock.Packages), len(r.Resolve(target, selection).Packages))
}

func largest(b *testing.B, corpus *Corpus) (tree fs.FS, dir string) {
	b.Helper()
	size := int64(-1)
	for _, name := range corpus.Names {
		record := corpus.Records[name]
		sub, err := fs.Sub(corpus.Tree, record.Repository())
		if err != nil {
			b.Fatal(err)
		}
		info, err := fs.Stat(sub, path.Join(record.Root, "uv.lock"))
		if err != nil {
			b.Fatal(err)
		}
		if info.Size() > size {
			size, tree, dir = info.Size(), sub, record.Root
		}
	}
	return tree, dir
}
