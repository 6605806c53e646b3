package generator

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/choose"
	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/resolve"
	"github.com/uvdock/uvdock/generator/size"
)

// Predict says how large the image of a candidate becomes, a prediction a platform. files are sizes in bytes of files
// by their URL, for those that the lock does not state: size.Missing lists them. Without a project that could be
// read there is none. An error is one of uvdock's own tables.
func (r *Result) Predict(c choose.Candidate, files map[string]int64) ([]size.Prediction, error) {
	if r.tables == nil || r.Project == nil || r.Project.Lock == nil {
		return nil, nil
	}
	sizes, err := r.tables.Sizes()
	if err != nil {
		return nil, err
	}
	var debian knowledge.DebianSizes
	if len(c.Needs.Runtime) > 0 && c.Profile.Family == "debian" {
		if debian, err = r.tables.DebianSizes(c.Profile.Release); err != nil {
			return nil, err
		}
	}
	var out []size.Prediction
	for _, target := range c.Targets {
		out = append(out, size.Predict(size.Input{
			Sizes: sizes, Debian: debian, Profile: c.Profile, Python: c.Python, Target: target, Needs: c.Needs, Files: files,
			Own: r.ownBytes(target), CompileStdlib: r.Options.Prefer == "speed", KeepStdlib: r.Options.KeepStdlib,
		}))
	}
	return out, nil
}

// ownBytes is what first-party code and path dependencies take: the files of their import packages, or of the whole
// project where it runs from its files, and as much again for the bytecode of what is Python.
func (r *Result) ownBytes(target resolve.Result) int64 {
	var sum int64
	packaged := false
	for _, p := range target.Packages {
		if p.Artifact.Kind == resolve.Tree {
			packaged = packaged || p.Name == r.Member.Name
			sum += weigh(r.Project.FS, path.Join(r.Project.Base, p.Artifact.File), true)
		}
	}
	if !packaged {
		sum += weigh(r.Project.FS, path.Join(r.Project.Base, r.Member.Dir), false)
	}
	return sum
}

// aside are directories that lie in a project and are no part of what is installed or copied.
var aside = []string{"node_modules", "__pycache__", "build", "dist", "venv", "env"}

// maxWeighed bounds how many files are weighed.
const maxWeighed = 100_000

// weigh sums the files of a tree and their bytecode. Of a package only src and the directories with an __init__.py
// count, and modules at the top. What cannot be read is not counted: it is a prediction.
func weigh(fsys fs.FS, dir string, packaged bool) int64 {
	var sum int64
	seen := 0
	_ = fs.WalkDir(fsys, dir, func(name string, d fs.DirEntry, err error) error {
		seen++
		switch {
		case err != nil:
			return fs.SkipDir
		case seen > maxWeighed:
			return fs.SkipAll
		case d.IsDir():
			if name != dir && (strings.HasPrefix(d.Name(), ".") || slices.Contains(aside, d.Name()) || packaged && path.Dir(name) == dir && !importable(fsys, name)) {
				return fs.SkipDir
			}
			return nil
		case !d.Type().IsRegular(), packaged && path.Dir(name) == dir && path.Ext(name) != ".py":
			return nil
		}
		if info, err := d.Info(); err == nil {
			sum += info.Size()
			if path.Ext(name) == ".py" {
				sum += info.Size()
			}
		}
		return nil
	})
	return sum
}

func importable(fsys fs.FS, dir string) bool {
	_, err := fs.Stat(fsys, path.Join(dir, "__init__.py"))
	return err == nil || path.Base(dir) == "src"
}
