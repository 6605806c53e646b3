package plan

import (
	"io/fs"
	"path"
	"slices"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/resolve"
)

// others are the local packages of the lock that this image does not install and that are no
// members: path dependencies of another member, of an extra or of a group. `uv export --locked`
// reads their metadata all the same, and fails where they are absent ("Distribution not found").
func (b *builder) others() []*project.Package {
	if len(b.in.Ground.others) == 0 {
		return nil
	}
	var out []*project.Package
	for _, p := range b.in.Ground.others {
		if !slices.ContainsFunc(b.in.packages(), func(q resolve.Package) bool {
			return q.Name == p.Name && q.Source == p.Source
		}) {
			out = append(out, p)
		}
	}
	return out
}

// otherArchives are the local wheels and sdists among the others; none where nothing reads them.
func (b *builder) otherArchives(verified bool) []string {
	var out []string
	for _, p := range b.others() {
		if verified && p.Source.Kind == project.Path {
			out = append(out, path.Clean(p.Source.Location))
		}
	}
	return out
}

// refuseMissing reports local sources of the lock that are not on disk: those that are installed,
// and those that uv reads to confirm the lock. Under --frozen nobody reads the latter.
func (b *builder) refuseMissing() {
	report := func(name, location, why string) {
		b.report(diag.Errorf("missing-source", diag.Place{File: b.in.Project.Lock.File},
			"%s comes from %s, which is not there; %s", name, location, why).
			WithFix("check it out at that place, or change its entry in [tool.uv.sources] and run `uv lock`"))
	}
	for _, p := range b.in.packages() {
		local := p.Source.Tree() || p.Source.Kind == project.Path
		at := path.Clean(p.Source.Location) // of a wheel or sdist the artifact is only the file's name
		if local && !b.exists(at) && fs.ValidPath(path.Join(b.in.Project.Base, at)) {
			report(p.Name, p.Source.Location, "the image installs it")
		}
	}
	if b.in.Frozen {
		return
	}
	for _, p := range b.others() {
		at := path.Clean(p.Source.Location)
		if !b.exists(at) && fs.ValidPath(path.Join(b.in.Project.Base, at)) {
			report(p.Name, p.Source.Location, "the image does not install it, but uv reads it to confirm uv.lock")
		}
	}
}
