package generator_test

import (
	"go/ast"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/uvdock/uvdock/"

// layer is one package and what it may import. The standard library is free but for offLimits.
type layer struct {
	dir string
	// ours are packages of this module, theirs are other modules.
	ours, theirs []string
	// note is why, and what to do about an import that is missing here.
	note string
}

// The packages that read and judge import only what stands above them in this table.
var layers = []layer{
	{"templates", nil, nil, "templates are text: what decides goes to generator/plan, what lays out to generator/render"},
	{"profiles", nil, nil, "profiles are data: what reads them goes to generator/knowledge"},

	{"generator/internal/lazy", nil, nil, "what is made on first use knows nothing of what it is for"},
	{"generator/diag", nil, nil, "a finding is a plain value that every stage can return"},
	{"generator/origin", list("diag"), nil, "where a value comes from is a plain value, too; who reads configuration and environment is config's and cmd's matter"},
	{"generator/pep508", nil, list("pep440"), "the grammar of the PEPs knows nothing of uv"},
	{"generator/wheel", nil, nil, "names and tags of wheels know nothing of uv"},
	{"generator/gitindex", nil, nil, "what git tracks is read from one file; what it means is said elsewhere"},
	{"generator/dockerfile", list("internal/lazy"), nil, "a reader of Dockerfiles splits instructions; what one means for a project is said elsewhere"},
	{"generator/region", list("internal/lazy", "diag", "dockerfile"), nil, "regions are cut out of text and checked; where they go is between generator/render and templates"},
	{"generator/reference", list("internal/lazy"), nil, "references to images and actions are read from lines; which one a project admits is said in plan"},
	{"generator/detect/python", list("internal/lazy"), nil, "a reader of Python sources knows nothing of frameworks; that goes to generator/detect"},

	{"generator/knowledge", list("internal/lazy", "profiles", "diag", "pep508"), list("toml", "go-toml", "pep440"), "knowledge is the tables, typed; what a project makes of them goes to system, choose, detect or plan"},
	{"generator/project", list("internal/lazy", "diag", "pep508"), list("toml", "go-toml", "pep440"), "reading a project decides nothing: it must not know profiles or targets"},
	{"generator/stale", list("internal/lazy", "diag", "pep508", "project"), nil, "whether a lock is current is between pyproject.toml and uv.lock, for every target alike"},
	{"generator/resolve", list("diag", "pep508", "wheel", "project"), nil, "what uv would install follows from the lock and a target alone"},
	{"generator/detect", list("detect/python", "diag", "pep508", "knowledge", "project"), list("toml"), "what starts is found in the sources; the target takes no part"},
	{"generator/system", list("diag", "pep508", "knowledge", "project", "resolve"), list("pep440"), "system packages follow from the closure and the table"},
	{"generator/config", list("internal/lazy", "diag", "region", "pep508", "knowledge", "project"), list("toml"), "what the user configures is read here and applied elsewhere"},
	{"generator/choose", list("internal/lazy", "diag", "pep508", "wheel", "knowledge", "project", "resolve", "system"), nil, "a profile is chosen by what the lock proves, not by what starts"},
	{"generator/size", list("wheel", "knowledge", "resolve", "system"), nil, "a size is predicted from the closure and the tables; who asks an index for sizes is the caller's matter"},
	{"generator/plan", list("internal/lazy", "reference", "gitindex", "diag", "pep508", "knowledge", "project", "resolve", "system", "detect"), list("pep440"), "the plan is given its profile; it renders nothing"},
	{"generator/internal/fixture", list("plan"), nil, "what tests share is values; it reads and writes nothing by itself"},
	{"generator/adopt/syntax", list("internal/lazy", "dockerfile"), nil, "a reader of Dockerfiles by hand splits instructions; what one means is said in generator/adopt"},
	{"generator/adopt", list("internal/lazy", "adopt/syntax", "diag", "pep508", "knowledge", "plan"), nil, "an old file is judged by the plan that it leads to; who makes that plan is generator"},
	{"generator/render", list("internal/lazy", "reference", "templates", "region", "plan"), list("sprig"), "rendering sees the plan alone; add what is missing to plan.Plan"},
	{"generator/bake", list("diag", "plan", "render"), nil, "a file about several images sees their plans alone; text comes from templates"},
	{"generator/compose", list("diag", "plan", "render"), nil, "a file about several images sees their plans alone; text comes from templates"},
	{"generator/ci", list("internal/lazy", "diag", "knowledge", "reference", "plan", "render"), nil, "a file about several images sees their plans alone; text comes from templates"},
	{"generator/paths", list("diag", "plan"), nil, "what an image depends on follows from its plan and the links of its tree; who matches changed files with it is the caller's matter"},
	{"generator/audit", list("internal/lazy", "diag", "dockerfile", "pep508", "knowledge", "project", "plan"), list("pep440", "patternmatcher"), "what lies on disk is judged beside a plan; it is compared in output, and written there"},
	{"generator/output", list("diag", "dockerfile", "region", "render"), list("udiff", "windows"), "writing knows files, not projects"},
	{"generator", list("gitindex", "adopt", "diag", "origin", "dockerfile", "region", "pep508", "wheel", "knowledge", "project", "config", "stale", "resolve", "detect", "system", "choose", "size", "plan", "render", "bake", "compose", "ci", "audit"), nil, "the library returns files; who writes them is the caller's matter, so not output"},

	{"cmd/internal/verify", nil, list("toml"), "verify proves an image by running it; were it to read the plan, it would believe it"},
	{"cmd/internal/online", nil, nil, "asking for sizes knows URLs and bytes, not packages"},
	{"cmd/internal/registry", nil, nil, "asking for digests knows references, not plans"},
	{"cmd/internal/report", list("generator", "adopt", "diag", "resolve", "choose", "size", "plan", "render", "paths", "output", "detect", "system", "cmd/internal/verify"), nil, "a report prints results; it computes none"},
	{"cmd/internal/form", list("generator", "diag", "detect", "render", "output", "cmd/internal/report"), list("huh", "bubbletea", "bubbles", "lipgloss"), "the form asks, and answers with flags: it reads, decides and writes nothing"},
	{"cmd/internal/cli", list("generator", "diag", "origin", "config", "pep508", "knowledge", "resolve", "choose", "size", "plan", "render", "paths", "output", "cmd/internal/form", "cmd/internal/online", "cmd/internal/registry", "cmd/internal/report", "cmd/internal/verify"), list("cobra", "pflag", "term"), "a command turns flags into options and results into a report"},
	{"cmd/uvdock", list("cmd/internal/cli"), nil, "main is one line"},
}

// modules are the other modules by the word that the table uses for them.
var modules = map[string]string{
	"toml": "github.com/BurntSushi/toml", "go-toml": "github.com/pelletier/go-toml/v2", "pep440": "github.com/aquasecurity/go-pep440-version",
	"windows": "golang.org/x/sys/windows",
	"sprig":   "github.com/Masterminds/sprig/v3", "udiff": "github.com/aymanbagabas/go-udiff",
	"patternmatcher": "github.com/moby/patternmatcher",
	"huh":            "charm.land/huh/v2", "bubbletea": "charm.land/bubbletea/v2", "bubbles": "charm.land/bubbles/v2", "lipgloss": "charm.land/lipgloss/v2",
	"cobra": "github.com/spf13/cobra", "pflag": "github.com/spf13/pflag", "term": "golang.org/x/term",
}

// rule keeps one thing of the standard library to some directories.
type rule struct {
	// uses are import paths, or "path.Name" for one function or variable of a package.
	uses []string
	// in are the directories, with all below them, that may.
	in   []string
	note string
}

var offLimits = []rule{
	{list("os", "os/exec", "path/filepath"), list("generator/output", "cmd"), "readers take an fs.FS; only output and cmd touch the file system"},
	{list("net", "net/http"), list("cmd/internal/verify", "cmd/internal/online", "cmd/internal/registry"), "generating needs no network"},
	{list("fmt.Print", "fmt.Printf", "fmt.Println", "log", "log/slog", "os.Stdout", "os.Stderr"), list("cmd/uvdock"), "only main has streams: below it results are returned or written to an io.Writer"},
	{list("time.Now", "time.Since", "math/rand", "math/rand/v2"), list("cmd"), "the same input gives the same bytes, today and tomorrow"},
	{list("text/template"), list("generator/render"), "text is laid out in one place"},
	{list("html/template", "plugin", "unsafe"), nil, "nothing here needs it"},
}

func list(words ...string) []string { return words }

func TestImports(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range sources(t) {
		seen[s.dir] = true
		at := slices.IndexFunc(layers, func(l layer) bool { return l.dir == s.dir })
		if at < 0 {
			t.Errorf("%s: package %s has no row in the table of generator/layers_test.go", s.name, s.dir)
			continue
		}
		for _, spec := range s.file.Imports {
			target, _ := strconv.Unquote(spec.Path.Value)
			if !layers[at].admits(target) {
				t.Errorf("%s: %s must not import %s: %s", s.at(spec), s.dir, target, layers[at].note)
			}
		}
	}
	for _, l := range layers {
		if !seen[l.dir] {
			t.Errorf("the table has a row for %s, which is no package", l.dir)
		}
	}
}

// TestLayersAreOrdered keeps the table honest: a row names only rows above it.
func TestLayersAreOrdered(t *testing.T) {
	above := map[string]bool{}
	for _, l := range layers {
		for _, word := range l.ours {
			if !above[full(word)] {
				t.Errorf("row %s names %s, which does not stand above it", l.dir, word)
			}
		}
		above[l.dir] = true
	}
}

func TestOffLimits(t *testing.T) {
	for _, s := range sources(t) {
		uses := s.uses()
		for _, r := range offLimits {
			if slices.ContainsFunc(r.in, func(dir string) bool { return s.dir == dir || strings.HasPrefix(s.dir, dir+"/") }) {
				continue
			}
			for _, use := range r.uses {
				if node := uses[use]; node != nil {
					t.Errorf("%s: %s must not use %s: %s", s.at(node), s.dir, use, r.note)
				}
			}
		}
	}
}

func TestNoInit(t *testing.T) {
	for _, s := range sources(t) {
		for _, decl := range s.file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s: no init functions: what a package needs is passed to it", s.at(f))
			}
		}
	}
}

// TestLazyPatterns: a program that runs for milliseconds compiles no pattern that it may not need.
func TestLazyPatterns(t *testing.T) {
	for _, s := range sources(t) {
		for _, decl := range s.file.Decls {
			if g, ok := decl.(*ast.GenDecl); ok {
				if at := compiled(g); at != nil {
					t.Errorf("%s: a pattern of a package is compiled when it is first used: lazy.Regexp, or sync.OnceValue", s.at(at))
				}
			}
		}
	}
}

// compiled is a call of regexp.MustCompile that runs when the program starts.
func compiled(g *ast.GenDecl) (found ast.Node) {
	ast.Inspect(g, func(n ast.Node) bool {
		if _, ok := n.(*ast.FuncLit); ok {
			return false
		}
		if call, ok := n.(*ast.SelectorExpr); ok && call.Sel.Name == "MustCompile" {
			found = call
		}
		return found == nil
	})
	return found
}

// TestTableRefuses holds that the two tables can fail.
func TestTableRefuses(t *testing.T) {
	for _, c := range []struct {
		dir, target string
		want        bool
	}{
		{"generator/render", module + "generator/plan", true},
		{"generator/render", module + "generator/project", false},
		{"generator/render", "github.com/Masterminds/sprig/v3", true},
		{"generator/render", "github.com/Masterminds/semver/v3", false},
		{"generator", module + "generator/output", false},
		{"generator/pep508", "slices", true},
		{"templates", "embed", true},
		{"templates", "strings", false},
	} {
		at := slices.IndexFunc(layers, func(l layer) bool { return l.dir == c.dir })
		if at < 0 {
			t.Fatalf("no row for %s", c.dir)
		}
		if got := layers[at].admits(c.target); got != c.want {
			t.Errorf("%s imports %s: admitted %t, want %t", c.dir, c.target, got, c.want)
		}
	}
	printing := parse(t, "generator/plan/x.go", "package plan\nimport (f \"fmt\"; \"os\")\nfunc x() { f.Println(os.Args) }")
	for _, use := range []string{"fmt", "os", "os.Args", "fmt.Println"} {
		if printing.uses()[use] == nil {
			t.Errorf("the use of %s is not seen", use)
		}
	}
	if printing.uses()["fmt.Printf"] != nil {
		t.Error("a use is seen that is none")
	}
}
