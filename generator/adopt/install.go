package adopt

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/adopt/syntax"
	"github.com/uvdock/uvdock/generator/internal/lazy"
)

// virtuals are the packages that an apk del of the same RUN takes out again.
func (r part) virtuals(list []string) (out []string) {
	for _, text := range list {
		if flat := assignments().ReplaceAllString(oneLine(text), ""); apkDel().MatchString(flat) {
			out = append(out, syntax.Words(flat)[1:]...)
		}
	}
	return out
}

var (
	packageName    = lazy.Regexp(`^[a-z0-9][a-z0-9+.-]*$`)
	packageVersion = lazy.Regexp(`[=<>~@:].*$`)
)

// install reads an apt-get install or apk add, a package a part.
func (r part) install(text, flat string, virtual []string) {
	words := syntax.Words(flat)
	family, after := "debian", "install"
	if words[0] == "apk" {
		family, after = "alpine", "add"
	}
	r.family = family
	removed := false
	var names []string
	for n := slices.Index(words, after) + 1; n < len(words); n++ {
		switch w := words[n]; {
		case slices.Contains([]string{"-t", "--virtual", "--target-release", "-o", "--repository", "-X", "-c"}, w) && n+1 < len(words):
			n++
			removed = removed || slices.Contains(virtual, words[n])
		case strings.HasPrefix(w, "-"):
		case slices.Contains([]string{"|", ">", ">>", "2>", "<"}, w) || strings.HasPrefix(w, ">"):
			n = len(words)
		default:
			names = append(names, w)
		}
	}
	if r.repositories[r.stage] {
		r.keep(text, r.place(), "it may come from the source of packages that was added above")
		return
	}
	if len(names) == 0 {
		r.add(text, Dropped, "", "it names no package")
		return
	}
	for _, name := range names {
		r.system(name, family, removed || slices.Contains(virtual, name))
	}
}

// system decides about one system package, when the plan says what is there anyway.
func (r part) system(word, family string, removed bool) {
	name := packageVersion().ReplaceAllString(word, "")
	if !packageName().MatchString(name) {
		p := r.keep(word, r.place(), "its name is known when the image is built")
		if p.kept = "apt-get update && apt-get install -y --no-install-recommends " + word; family == "alpine" {
			p.kept = "apk add --no-cache " + word
		}
		return
	}
	row, known := r.table.PackageOf(name)
	role, stage, line := r.role(), r.stage, r.i.Start
	runs := role == final && !removed
	installs := "apt-get install "
	if family == "alpine" {
		installs = "apk add "
	}
	r.late(installs+word, func(st *settler, p *Part) {
		have := st.plan.Builder.Packages
		switch {
		case runs && slices.Contains(st.plan.Runtime.Packages, name):
			p.set(Covered, "runtime-packages", "the lock needs it when it runs")
		case runs && (!known || st.names(stage, name)):
			st.ask(p, flagOf(role, family), name, line, "no row of uvdock's tables asks for it")
		case slices.Contains(have, name):
			p.set(Covered, "build-packages", "the lock needs it to compile")
		case known && !runs && row.Use != "compile" && !st.names(stage, name), known && runs && row.Use != "compile":
			p.set(Dropped, "", row.Why)
		case !known && !st.compiles() && !st.keeps(stage) || known && !st.compiles() && !st.names(stage, name):
			p.set(Dropped, "", "nothing compiles here: every package of the lock has a wheel that fits")
		default:
			st.ask(p, flagOf(build, family), name, line, "what is compiled may need it, and no row of uvdock's tables says so")
		}
	})
}

// flagOf is the flag that asks for a system package.
func flagOf(r role, family string) string {
	flag := "apt"
	if family == "alpine" {
		flag = "apk"
	}
	if r == build {
		return "build-" + flag
	}
	return flag
}
