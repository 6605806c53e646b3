package project

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	gotoml "github.com/pelletier/go-toml/v2"
)

// generatedLock is a lock of n packages, each with three edges, an sdist and eight wheels, which
// is what locks look like on average: about 2 kB a package.
func generatedLock(n int) string {
	var b strings.Builder
	b.WriteString("version = 1\nrevision = 3\nrequires-python = \">=3.12\"\n")
	hash := strings.Repeat("0123456789abcdef", 4)
	const host = "https://files.index.example/packages/ab/cd/0123456789abcdef0123456789abcdef0123456789abcdef0123456789ab"
	for i := range n {
		fmt.Fprintf(&b, "\n[[package]]\nname = \"package-%06d\"\nversion = \"1.%d.0\"\nsource = { registry = \"https://index.example/simple\" }\ndependencies = [\n", i, i)
		for j := 1; j <= 3; j++ {
			fmt.Fprintf(&b, "    { name = \"package-%06d\", marker = \"python_full_version < '3.%d'\" },\n", (i*7+j)%n, 12+j)
		}
		fmt.Fprintf(&b, "]\nsdist = { url = \"%s/package_%06d-1.%d.0.tar.gz\", hash = \"sha256:%s\", size = 1000, upload-time = \"2025-01-01T00:00:00Z\" }\nwheels = [\n", host, i, i, hash)
		for j := range 8 {
			fmt.Fprintf(&b, "    { url = \"%s/package_%06d-1.%d.0-cp3%d-cp3%d-manylinux_2_17_x86_64.whl\", hash = \"sha256:%s\", size = 2000, upload-time = \"2025-01-01T00:00:00Z\" },\n", host, i, i, 7+j, 7+j, hash)
		}
		b.WriteString("]\n")
	}
	return b.String()
}

// BenchmarkParseLock reports time, allocation and the memory that stays, for each package.
func BenchmarkParseLock(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) { benchmarkParse(b, n) })
	}
}

// BenchmarkParseLockHuge is a lock of 100,000 packages; its 180 MB are above what readLock admits.
func BenchmarkParseLockHuge(b *testing.B) { benchmarkParse(b, 100_000) }

func benchmarkParse(b *testing.B, n int) {
	b.Helper()
	data := generatedLock(n)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var lock *Lock
	for b.Loop() {
		var finding any
		if lock, finding = ParseLock(data); lock == nil {
			b.Fatal(finding)
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	per := float64(b.N * n)
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/per, "ns/package")
	b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/per, "B/package")
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(n), "kept-B/package")
	runtime.KeepAlive(lock)
}

// BenchmarkOtherReaders decodes the same lock, as far as an install needs it, by the two
// libraries' own means. Neither links edges nor keeps lines.
func BenchmarkOtherReaders(b *testing.B) {
	type file struct {
		URL  string `toml:"url"`
		Hash string `toml:"hash"`
		Size int64  `toml:"size"`
	}
	type document struct {
		Version        int    `toml:"version"`
		RequiresPython string `toml:"requires-python"`
		Package        []struct {
			Name         string            `toml:"name"`
			Version      string            `toml:"version"`
			Source       map[string]string `toml:"source"`
			Dependencies []struct {
				Name   string `toml:"name"`
				Marker string `toml:"marker"`
			} `toml:"dependencies"`
			Sdist  *file  `toml:"sdist"`
			Wheels []file `toml:"wheels"`
		} `toml:"package"`
	}
	data := []byte(generatedLock(1_000))
	for name, decode := range map[string]func([]byte, any) error{"go-toml": gotoml.Unmarshal, "BurntSushi": toml.Unmarshal} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if err := decode(data, &document{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
