package resolve

import (
	"fmt"
	"net/url"
	"path"
	"strings"

	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/wheel"
)

// noArtifact says why a package cannot be installed, and what would help; fix is empty where
// another target may.
type noArtifact struct{ reason, fix string }

// pick chooses the file that uv installs a package from, or says why there is none.
// (spec/uvlock.md section 4.3) platform is the tag of a wheel that decided.
func (r *Resolver) pick(n int, tags *wheel.Tags, policy *buildPolicy) (a Artifact, platform string, none *noArtifact) {
	p := r.graph.nodes[n].pkg
	s := p.Source
	mayBuild := policy.build(p.Name, s.Tree())
	allow := fmt.Sprintf("allow it by `no-binary-package = [%q]` (an exception to `no-build`), or take it out of `no-build-package`", p.Name)
	if s.Tree() {
		if !mayBuild {
			return Artifact{}, "", &noArtifact{"it is a directory to build, which no-build forbids", allow}
		}
		return Artifact{Kind: Tree, File: s.Location, Size: -1}, "", nil
	}
	mayWheel := policy.binary(p.Name)
	if mayWheel {
		list := r.wheels(n)
		if i := tags.Best(list); i >= 0 {
			_, platform := tags.Priority(&list[i])
			return fileArtifact(Wheel, p, &p.Wheels[i]), platform, nil
		}
	}
	source, ok := sourceArtifact(p)
	switch {
	case !ok && !mayWheel && len(p.Wheels) > 0:
		return Artifact{}, "", &noArtifact{"no-binary forbids its wheels, and the lock has no sdist", "take it out of `no-binary` or `no-binary-package`"}
	case !ok:
		return Artifact{}, "", &noArtifact{reason: missingReason(p)}
	case !mayBuild:
		return Artifact{}, "", &noArtifact{"no wheel fits, and no-build forbids to build it", allow}
	case !unpackable(source.File) && source.Kind == Sdist:
		return Artifact{}, "", &noArtifact{reason: fmt.Sprintf("no wheel fits, and uv cannot unpack its sdist %s", source.File)}
	}
	return source, "", nil
}

// missingReason is that of a package without a fitting wheel and without an sdist.
func missingReason(p *project.Package) string {
	switch len(p.Wheels) {
	case 0:
		return "the lock has neither a wheel nor an sdist of it"
	case 1:
		return fmt.Sprintf("its only file %s does not fit", p.Wheels[0].Name)
	}
	return fmt.Sprintf("none of its %d wheels fits, and the lock has no sdist", len(p.Wheels))
}

// sourceArtifact is the source that a package can be built from.
func sourceArtifact(p *project.Package) (Artifact, bool) {
	s := p.Source
	switch s.Kind {
	case project.Git:
		if strings.HasSuffix(s.GitPath, ".whl") {
			return Artifact{}, false
		}
		return Artifact{Kind: Git, File: s.Commit, URL: s.Repository(), Size: -1}, true
	case project.Registry:
		if p.Sdist == nil {
			return Artifact{}, false
		}
		return fileArtifact(Sdist, p, p.Sdist), true
	}
	if strings.HasSuffix(lastSegment(s.Location), ".whl") {
		return Artifact{}, false
	}
	sdist := p.Sdist
	if sdist == nil {
		sdist = &project.File{Size: -1}
	}
	return fileArtifact(Sdist, p, sdist), true
}

// fileArtifact describes a wheel or an sdist. The file of a url or path source is the source.
func fileArtifact(kind ArtifactKind, p *project.Package, f *project.File) Artifact {
	a := Artifact{Kind: kind, File: f.Name, URL: f.URL, Size: f.Size}
	a.SHA256, _ = strings.CutPrefix(f.Hash, "sha256:")
	if a.SHA256 == f.Hash {
		a.SHA256 = ""
	}
	if p.Source.Kind == project.URL {
		a.URL = p.Source.Location
	}
	if a.File == "" {
		a.File = lastSegment(p.Source.Location)
	}
	return a
}

// lastSegment is the decoded file name at the end of a URL or path.
func lastSegment(location string) string {
	location, _, _ = strings.Cut(location, "#")
	location, _, _ = strings.Cut(location, "?")
	name := path.Base(location)
	if decoded, err := url.PathUnescape(name); err == nil {
		return decoded
	}
	return name
}

// unpackable: uv reads .tar.gz and .zip; of the older kinds it locks, but cannot unpack, those
// with bzip2 or xz.
func unpackable(file string) bool {
	for _, suffix := range []string{".tar.bz2", ".tbz", ".tar.xz", ".txz", ".tar.lzma", ".tar.lz", ".tlz"} {
		if strings.HasSuffix(file, suffix) {
			return false
		}
	}
	return true
}
