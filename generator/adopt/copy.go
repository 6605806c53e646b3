package adopt

import (
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/adopt/syntax"
	"github.com/uvdock/uvdock/generator/internal/lazy"
)

// copy reads COPY and ADD.
func (r part) copy() {
	text := r.text()
	words := syntax.Words(r.i.Args)
	if exec, ok := r.i.Exec(); ok {
		words = exec
	}
	if ref, ok := r.i.Flag("from"); ok && r.i.Is("COPY") {
		r.copyFrom(text, expand(ref, r.values[r.stage]), words)
		return
	}
	if len(words) < 2 {
		r.keep(text, r.place(), "it copies what no option names")
		return
	}
	if strings.Contains(r.i.Args, "astral.sh/uv") || strings.Contains(r.i.Args, "astral-sh/uv/releases") {
		r.add(text, Covered, "uv", "uv is copied from its own image")
		return
	}
	from := words[:len(words)-1]
	if len(r.i.Heredocs) > 0 || slices.ContainsFunc(from, func(w string) bool { return strings.Contains(w, "://") || strings.HasPrefix(w, "git@") }) {
		r.keep(text, r.place(), "it writes a file that is not in the project")
		return
	}
	for n, w := range from {
		from[n] = expand(w, r.values[r.stage])
	}
	role, stage, region := r.role(), r.stage, r.place()
	if role == build {
		region = sources
	}
	r.later(text, func(st *settler, p *Part) {
		switch covered, why := st.copies(from, role == final); {
		case covered:
			p.set(Covered, "project", why)
		case role == build && !st.keeps(stage) && !st.mentions(stage, from):
			p.set(Dropped, "", "no stage of the generated file reads it")
		default:
			p.set(Region, region, "the image holds it, and it is no part of what is installed")
		}
	})
}

// installed are paths that hold what uv installed, or uv's Python.
var installed = lazy.Regexp(`venv|site-packages|/usr/local/(lib|bin|share)|\.local|/python\b|/opt/python|uv/python|/usr/lib/python`)

// copyFrom reads a copy out of another stage or image.
func (r part) copyFrom(text, ref string, words []string) {
	n := r.stageOf(ref)
	if n < 0 || n == r.stage {
		name, tag := splitRef(ref)
		if row, _, _, ok := r.table.ImageOf(name, tag); ok && row.UVOnly || strings.Contains(name, "astral-sh/uv") {
			r.uvFrom(text, ref)
			return
		}
		r.keep(text, r.place(), "it comes from an image that uvdock knows nothing of")
		return
	}
	switch s := r.stages[n]; {
	case s.image.UVOnly:
		r.add(text, Covered, "uv", "uv is copied into the build stages, and is not in the image that runs")
	case s.role == foreign:
		region := r.place()
		if r.role() == build {
			region = sources
		}
		r.keep(text, region, "it comes from a stage of your own")
	default:
		r.copyBuilt(text, n, words)
	}
}

// copyBuilt reads a copy out of a stage in which Python was installed.
func (r part) copyBuilt(text string, n int, words []string) {
	workdir := path.Clean("/" + r.workdirs[n])
	var below []string
	for _, w := range words[:max(0, len(words)-1)] {
		w = path.Clean(expand(w, r.values[r.stage]))
		if !path.IsAbs(w) {
			w = path.Join("/", w)
		}
		rest, inside := strings.CutPrefix(w+"/", strings.TrimSuffix(workdir, "/")+"/")
		switch {
		case installed().MatchString(w) || w == workdir || w == "/":
		case inside:
			below = append(below, path.Clean(rest))
		default:
			r.keep(text, r.place(), "it is made in a build stage, by a line that is kept")
			return
		}
	}
	const layers = "the environment and the first-party code are copied as layers of their own"
	if len(below) == 0 {
		r.add(text, Covered, "layers", layers)
		return
	}
	region := r.place()
	r.later(text, func(st *settler, p *Part) {
		if covered, why := st.copies(below, true); covered {
			p.set(Covered, "layers", why)
			return
		}
		p.set(Region, region, "it lies beside what is installed")
	})
}
