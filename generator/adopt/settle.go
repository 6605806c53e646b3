package adopt

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/internal/lazy"
	"github.com/uvdock/uvdock/generator/plan"
)

// Input is what the options of the old file lead to.
type Input struct {
	Plan *plan.Plan
	// FS is the project, from its lock root.
	FS fs.FS
	// Locked are the names of the packages that the image installs.
	Locked []string
	// File is the name of the old file in findings.
	File string
}

// Settle decides the parts that Read left open, and returns the proposals that come of it: system packages.
func (o *Old) Settle(in Input) []Proposal {
	st := &settler{old: o, Input: in, plan: in.Plan, uses: map[string]map[string]bool{}}
	for n := range o.Parts {
		if p := &o.Parts[n]; p.open != nil && !p.late {
			p.open(st, p)
		}
	}
	st.look()
	st.lookIntoScript()
	for n := range o.Parts {
		if p := &o.Parts[n]; p.open != nil && p.late {
			p.open(st, p)
		}
	}
	return st.asked
}

// settler decides with the plan.
type settler struct {
	Input
	old  *Old
	plan *plan.Plan
	// uses are the words of the kept lines of each stage, variables with their $.
	uses map[string]map[string]bool
	// started are the words of the start command, and of the script that it runs.
	started map[string]bool
	asked   []Proposal
}

var usedWord = lazy.Regexp(`\$\{?\w+|[A-Za-z0-9_.+-]+`)

// look collects the words of what is kept.
func (st *settler) look() {
	for _, p := range st.old.Parts {
		if p.Class != Region {
			continue
		}
		stage := st.uses[p.Stage]
		if stage == nil {
			stage = map[string]bool{}
			st.uses[p.Stage] = stage
		}
		text := p.kept
		if doc := heredocText(st.old.File.Instructions[p.instruction]); doc != "" {
			text += " " + doc
		}
		for _, word := range usedWord().FindAllString(text, -1) {
			stage[strings.Replace(word, "${", "$", 1)] = true
		}
	}
}

// of are the words that are kept of a stage.
func (st *settler) of(stage int) map[string]bool { return st.uses[st.old.stages[stage].label()] }

// keeps says whether any line of the stage stays, usesVariable whether one uses a variable.
func (st *settler) keeps(stage int) bool { return len(st.of(stage)) > 0 }

func (st *settler) usesVariable(stage int, name string) bool { return st.of(stage)["$"+name] }

// names says whether a kept line of the stage runs a program of a package, which mostly has its name. The
// start command counts for the stage that runs.
func (st *settler) names(stage int, program string) bool {
	names := []string{program}
	if row, ok := st.old.table.PackageOf(program); ok && row.Programs[program] != "" {
		names = append(names, row.Programs[program])
	}
	starts := st.old.stages[stage].role == final
	return slices.ContainsFunc(names, func(name string) bool { return st.of(stage)[name] || starts && st.started[name] })
}

// mentions says whether a kept line of the stage names one of these files.
func (st *settler) mentions(stage int, files []string) bool {
	return slices.ContainsFunc(files, func(f string) bool { return st.of(stage)[path.Base(f)] })
}

// compiles says whether the build stages install anything to compile with.
func (st *settler) compiles() bool { return len(st.plan.Builder.Packages) > 0 }

func (st *settler) hasVariable(name, value string) bool {
	return slices.Contains(st.plan.Runtime.Env, plan.Env{Name: name, Value: value})
}

// missing are the requirements that the image does not install.
func (st *settler) missing(requirements []string) (out []string) {
	for _, r := range requirements {
		if !slices.Contains(st.Locked, normal(r)) {
			out = append(out, normal(r))
		}
	}
	return out
}

// ask proposes a system package, by its name in the distribution of the old file.
func (st *settler) ask(p *Part, flag, name string, line int, why string) {
	family := "debian"
	if strings.HasSuffix(flag, "apk") {
		family = "alpine"
	}
	if family != st.plan.Family {
		p.set(Dropped, "", "the name is one of "+family+", and the profile is "+st.plan.Profile+"; if it is needed, ask for it by its name there")
		p.Warn = true
		return
	}
	proposal := Proposal{flag, name, line}
	p.set(Option, "", why)
	p.flags = []Proposal{proposal}
	st.asked = append(st.asked, proposal)
}

// manifests are the files that uv and build back ends read; patterns of path.Match.
var manifests = strings.Fields("pyproject.toml uv.lock uv.toml .python-version .python-versions README* LICENSE* LICENCE* requirements*.txt setup.py setup.cfg MANIFEST.in *.lock")

// copies says whether the generated file copies what the old one did, and how. inImage says that it was copied
// into the image that runs, and not only for the build.
func (st *settler) copies(from []string, inImage bool) (covered bool, why string) {
	why = "the project is installed as a package, and its files outside of the package stay outside of the image"
	if st.plan.Project.InApp() {
		why = "the project's files are copied to /app"
	}
	for _, f := range from {
		f = strings.TrimPrefix(path.Clean("/"+f), "/")
		switch {
		case f == "" || f == st.plan.Project.Dir:
		case slices.ContainsFunc(manifests, func(m string) bool {
			ok, _ := path.Match(m, path.Base(f))
			return ok || strings.TrimSuffix(path.Base(f), "*") == m
		}):
		case !inImage && st.reads(f):
		case st.plan.Project.InApp() && st.exists(f):
		case !st.plan.Project.Script && st.isPackage(f):
		default:
			return false, ""
		}
	}
	return true, why
}

// reads says whether a stage reads the path, or something in it.
func (st *settler) reads(f string) bool {
	return slices.ContainsFunc(st.plan.Reads, func(r plan.Read) bool {
		return r.Path == "." || r.Path == f || strings.HasPrefix(r.Path, f+"/") || r.Directory && strings.HasPrefix(f, r.Path+"/")
	})
}

func (st *settler) exists(f string) bool {
	found, err := fs.Glob(st.FS, f)
	return err == nil && len(found) > 0
}

// isPackage says whether a directory holds the project's code: a package, a directory of packages, a member.
func (st *settler) isPackage(f string) bool {
	for _, pattern := range []string{f + "/__init__.py", f + "/*/__init__.py", f + "/pyproject.toml", f + "/*/pyproject.toml"} {
		if strings.ContainsAny(f, `*?[\`) {
			return false
		}
		if found, err := fs.Glob(st.FS, pattern); err == nil && len(found) > 0 {
			return true
		}
	}
	return false
}
