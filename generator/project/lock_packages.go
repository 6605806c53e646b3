package project

import (
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/uvdock/uvdock/generator/pep508"
)

// The sinks of [[package]].

// blockSize is how many packages are made at a time.
const blockSize = 32

type packagesSink []*Package

func (s *packagesSink) element(at int, d *lockDecoder) any {
	if len(d.block) == 0 {
		d.block = make([]Package, blockSize)
	}
	p := &d.block[0]
	d.block = d.block[1:]
	p.Line = d.lineAt(at)
	*s = append(*s, p)
	return (*packageSink)(p)
}

func (s *packagesSink) last() any {
	if len(*s) == 0 {
		return nil
	}
	return (*packageSink)((*s)[len(*s)-1])
}
func (s *packagesSink) more(n int) { *s = slices.Grow(*s, n) }

type packageSink Package

func (p *packageSink) child(key []byte, d *lockDecoder) any {
	switch string(key) {
	case "name":
		return (*nameSink)(&p.Name)
	case "version":
		return (*stringSink)(&p.Version)
	case "source":
		return (*sourceSink)(&p.Source)
	case "default-groups":
		return defaultGroupsSink{&p.DefaultGroups}
	case "group-requires-python":
		return (*stringMapSink)(&p.GroupRequiresPython)
	case "resolution-markers":
		return (*stringsSink)(&p.ResolutionMarkers)
	case "dependencies":
		return (*edgesSink)(&p.Dependencies)
	case "optional-dependencies":
		return (*edgeGroupsSink)(&p.OptionalDependencies)
	case "dev-dependencies", "dependency-groups":
		return (*edgeGroupsSink)(&p.DevDependencies)
	case "metadata":
		if p.Metadata == nil {
			p.Metadata = &Metadata{}
		}
		return (*metadataSink)(p.Metadata)
	case "sdist":
		if p.Sdist == nil {
			p.Sdist = &File{Size: -1, Line: d.lineOf(key)}
		}
		return (*fileSink)(p.Sdist)
	case "wheels":
		return (*filesSink)(&p.Wheels)
	}
	return nil
}

// edgesSink takes the edges of a package or of one of its extras and groups.
type edgesSink []Dependency

func (s *edgesSink) element(int, *lockDecoder) any {
	return (*edgeSink)(grow((*[]Dependency)(s)))
}

func (s *edgesSink) last() any {
	if len(*s) == 0 {
		return nil
	}
	return (*edgeSink)(tail(*s))
}
func (s *edgesSink) more(n int) { *s = slices.Grow(*s, n) }

type edgeSink Dependency

func (e *edgeSink) child(key []byte, _ *lockDecoder) any {
	switch string(key) {
	case "name":
		return (*nameSink)(&e.Name)
	case "version":
		return (*stringSink)(&e.Version)
	case "source":
		return (*sourceSink)(&e.Source)
	case "extra":
		return (*namesSink)(&e.Extras)
	case "marker":
		return (*stringSink)(&e.Marker)
	}
	return nil
}

// edgeGroupsSink takes a table of lists of edges.
type edgeGroupsSink []DependencyGroup

func (s *edgeGroupsSink) child(key []byte, _ *lockDecoder) any {
	name := string(key)
	if !isNormal(name) {
		name = pep508.Normalize(name)
	}
	group := named((*[]DependencyGroup)(s), name, func(g *DependencyGroup) *string { return &g.Name })
	return (*edgesSink)(&group.Edges)
}

type metadataSink Metadata

func (m *metadataSink) child(key []byte, _ *lockDecoder) any {
	switch string(key) {
	case "requires-dist":
		return (*requirementsSink)(&m.RequiresDist)
	case "provides-extras":
		return (*namesSink)(&m.ProvidesExtras)
	case "requires-dev", "dependency-groups":
		return (*requirementGroupsSink)(&m.RequiresDev)
	}
	return nil
}

type filesSink []File

func (s *filesSink) element(at int, d *lockDecoder) any {
	file := grow((*[]File)(s))
	file.Size, file.Line = -1, d.lineAt(at)
	return (*fileSink)(file)
}

func (s *filesSink) last() any {
	if len(*s) == 0 {
		return nil
	}
	return (*fileSink)(tail(*s))
}
func (s *filesSink) more(n int) { *s = slices.Grow(*s, n) }

// fileSink is a wheel or an sdist. When it was uploaded is not kept.
type fileSink File

func (f *fileSink) child(key []byte, d *lockDecoder) any {
	switch string(key) {
	case "url", "path", "filename":
		d.field = key
		return (*fileNameSink)(f)
	case "hash":
		return (*stringSink)(&f.Hash)
	case "size":
		return (*sizeSink)(&f.Size)
	}
	return nil
}

// fileNameSink is url, path or filename, and with it the name of the file.
type fileNameSink File

func (f *fileNameSink) scalar(v *unstable.Node, d *lockDecoder) {
	var text string
	(*stringSink)(&text).scalar(v, d)
	f.Name = fileName(text)
	switch string(d.field) {
	case "url":
		f.URL = text
	case "path":
		f.Path = text
	}
}

// fileName is the last segment of a URL or path, without query and fragment, decoded.
func fileName(text string) string {
	if strings.Contains(text, "://") {
		text, _, _ = strings.Cut(text, "#")
		text, _, _ = strings.Cut(text, "?")
	}
	return unescape(text[strings.LastIndexByte(text, '/')+1:])
}

type sizeSink int64

func (s *sizeSink) scalar(v *unstable.Node, d *lockDecoder) { *s = sizeSink(d.number(v)) }
