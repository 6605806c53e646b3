package plan

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect"
	"github.com/uvdock/uvdock/generator/diag"
)

// The layouts of the build context that can be asked for.
const (
	// ContextAuto is the directory of uv.lock, or the nearest directory above it that holds the
	// path sources outside too, as long as it is in the same repository.
	ContextAuto = "auto"
	// ContextCommon is ContextAuto, also where that directory lies outside the repository.
	ContextCommon = "common"
	// ContextNamed keeps the directory of uv.lock and gives each path source outside it as a
	// named context.
	ContextNamed = "named"
	// ContextMember is the member's own directory; the lock root comes as a named context.
	ContextMember = "member"
)

// Contexts are the layouts in the order in which they are shown.
var Contexts = []string{ContextAuto, ContextCommon, ContextNamed, ContextMember}

// rootContext is the name under which the lock root is given where it is not the context itself.
const rootContext = "project_root"

// Context is what `docker build` is given. All directories are relative to the lock root.
type Context struct {
	// Dir is the build context: ".", a directory above such as "..", or a member's.
	Dir string `json:"dir"`
	// Named are the contexts given by --build-context, sorted by name; nil for none.
	Named []NamedContext `json:"named"`
	// Workdir is where the lock root lies in the build stages: /src, or as far below it as paths
	// with ".." need to stay below /src.
	Workdir string `json:"workdir"`
	// Repository is the lock root as seen from the root of its repository: "." or the names of
	// directories; empty where no directory above holds a .git.
	Repository string `json:"repository"`
}

// NamedContext is one --build-context.
type NamedContext struct {
	Name string `json:"name"`
	Dir  string `json:"dir"`
}

// decideContext chooses the build context: everything that a stage mounts or copies must lie
// in it, or in a named one.
func (b *builder) decideContext() {
	c := &b.plan.Context
	*c = Context{Dir: ".", Workdir: "/src", Repository: b.inRepository()}
	b.refuseMissing()
	outside := b.outside()
	switch mode := b.in.Context; {
	case mode == ContextMember && b.in.dir() != ".":
		c.Dir = b.in.dir()
		c.Named = append(c.Named, NamedContext{rootContext, "."})
		b.nameContexts(outside)
	case mode == ContextMember:
		b.report(diag.Errorf("usage", diag.Place{}, "--context member needs a member in a directory of its own; the image is for the project at the root of the lock").
			WithFix("name a member with --package, or leave --context out"))
	case mode != "" && !slices.Contains(Contexts, mode):
		b.report(diag.Errorf("usage", diag.Place{}, "--context %q is unknown; use %s", mode, strings.Join(Contexts, ", ")))
	case len(outside) == 0:
	case mode == ContextNamed:
		b.nameContexts(outside)
	default:
		b.commonContext(outside, mode)
	}
	b.whyContext(outside)
}

// whyContext records the decision and the docker command that goes with it.
func (b *builder) whyContext(outside []string) {
	c := b.plan.Context
	build := []string{"docker", "build"}
	if b.plan.Output != "Dockerfile" || c.Dir != "." {
		build = append(build, "-f", b.plan.Output)
	}
	value, why := c.Dir, "uv.lock lies there, and everything that it names"
	for _, n := range c.Named {
		build = append(build, "--build-context", n.Name+"="+n.Dir)
		value += ", " + n.Name + " = " + n.Dir
	}
	b.plan.Build = slices.Concat(build, []string{c.Dir})
	source := own
	switch {
	case b.in.Context != "" && b.in.Context != ContextAuto:
		source, why = "--context "+b.in.Context, "asked for"
	case len(outside) > 0:
		source, why = "uv.lock", "the nearest directory that holds "+strings.Join(outside, ", ")+" too"
	}
	b.because("context", "Build context", value, source, why, "https://docs.docker.com/build/concepts/context/")
}

// outside are the directories and files beyond the lock root that a stage reads, sorted, unique,
// none below another.
func (b *builder) outside() []string {
	var out []string
	add := func(file string) {
		if file = path.Clean(file); leaves(file) {
			out = append(out, file)
		}
	}
	for _, t := range b.in.trees() {
		add(t.Artifact.File)
	}
	for _, a := range b.archives() {
		add(path.Dir(a))
	}
	for _, m := range b.in.Project.Members {
		add(m.Dir)
	}
	for _, file := range b.reached(nil) {
		add(path.Dir(file)) // a named context is a directory
	}
	if !b.in.Frozen && !b.dynamicDependencies() {
		for _, p := range b.others() {
			if p.Source.Tree() {
				add(p.Source.Location)
			} else {
				add(path.Dir(p.Source.Location))
			}
		}
	}
	slices.Sort(out)
	return outermost(slices.Compact(out))
}

// commonContext makes the nearest directory above that holds everything the context.
func (b *builder) commonContext(outside []string, mode string) {
	up := climbs(outside)
	if up < 0 {
		b.reportOutside(outside[0], "and has no relative path from the directory of uv.lock", "write its path in [tool.uv.sources] relative to the project")
		return
	}
	base := strings.Split(b.in.Project.Base, "/")
	if b.in.Project.Base == "." || up >= len(base) {
		b.reportOutside(outside[0], "and the nearest directory that holds both is the root of the file system", "give --context named, or move it nearer")
		return
	}
	if repository, known := b.repository(); known && mode != ContextCommon && up > repository {
		b.reportOutside(outside[0], "and outside this repository, so that no clone of it could be built",
			"give --context common or --context named if it is always there, or take it by git or from an index")
		return
	}
	b.plan.Context.Dir = strings.TrimSuffix(strings.Repeat("../", up), "/")
	b.plan.Context.Workdir = "/src/" + strings.Join(base[len(base)-up:], "/")
}

// reportOutside reports a path that no context can hold.
func (b *builder) reportOutside(file, why, fix string) {
	b.report(diag.Errorf("outside-context", diag.Place{File: "pyproject.toml"},
		"%s lies outside the directory of uv.lock, %s", file, why).WithFix("%s", fix))
}

// repository counts how many directories above the lock root the repository begins; false
// where there is none.
func (b *builder) repository() (up int, known bool) {
	for dir := ""; up <= strings.Count(b.in.Project.Base, "/")+1; up++ {
		if b.exists(path.Join(dir, ".git")) {
			return up, true
		}
		dir = path.Join(dir, "..")
	}
	return 0, false
}

// inRepository is the lock root as seen from the root of the repository.
func (b *builder) inRepository() string {
	up, known := b.repository()
	if !known {
		return ""
	}
	base := segments(b.in.Project.Base)
	return path.Join(append([]string{"."}, base[max(0, len(base)-up):]...)...)
}

// climbs is how many directories up the paths lead at most; -1 where one is absolute.
func climbs(paths []string) int {
	most := 0
	for _, p := range paths {
		if path.IsAbs(p) {
			return -1
		}
		most = max(most, strings.Count(p+"/", "../"))
	}
	return most
}

// nameContexts gives each path outside a context of its own, named after its directory.
func (b *builder) nameContexts(outside []string) {
	c := &b.plan.Context
	for _, dir := range outside {
		if path.IsAbs(dir) {
			b.reportOutside(dir, "and has no relative path from there", "write its path in [tool.uv.sources] relative to the project")
			return
		}
		c.Named = append(c.Named, NamedContext{b.contextName(dir, c.Named), dir})
	}
	slices.SortFunc(c.Named, func(x, y NamedContext) int { return strings.Compare(x.Name, y.Name) })
	if up := climbs(outside); up > 0 {
		// The names of the directories above say nothing here, but their number must be right.
		c.Workdir = "/src/" + strings.Repeat("above/", up-1) + "project"
	}
}

// contextName is the directory's name in the characters of a context's name, made unique. Names
// of stages would be found before those of contexts, hence the prefix where they meet.
func (b *builder) contextName(dir string, taken []NamedContext) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-', r == '_':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return '-'
	}, path.Base(dir))
	if name = strings.Trim(name, "-_"); name == "" || slices.Contains(stages, name) || b.isProcess(name) {
		name = strings.TrimSuffix("source-"+name, "-")
	}
	unique := name
	for i := 2; slices.ContainsFunc(taken, func(n NamedContext) bool { return n.Name == unique }); i++ {
		unique = fmt.Sprintf("%s-%d", name, i)
	}
	return unique
}

// isProcess says whether a stage of its own may be called so.
func (b *builder) isProcess(name string) bool {
	s := b.in.Service
	return s.Process == name || slices.ContainsFunc(s.Others, func(p detect.Process) bool { return p.Name == name })
}

// stages are the names that the Dockerfile uses itself.
var stages = []string{"uv", "python-base", "builder", "lock", "dependencies", "project", "interpreter", "native-libs", "runtime", "scratch", rootContext}
