package detect

import (
	"context"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// walker fills a tree.
type walker struct {
	ctx      context.Context
	tree     *tree
	rules    knowledge.Sources
	ignored  *ignores
	findings diag.List
	full     bool
}

// newTree lists the Python files below dir that can matter. Symlinks are not followed: they
// may leave the project, and what they name inside of it is found anyway. What git ignores is
// no source of the project.
func newTree(ctx context.Context, fsys fs.FS, dir string, rules knowledge.Sources) (*tree, diag.List) {
	t := &tree{has: map[string]bool{".": true}}
	sub, err := fs.Sub(fsys, path.Clean(dir))
	if err != nil {
		return t, diag.List{diag.Errorf("unreadable-sources", diag.Place{}, "the sources in %q cannot be read: %v", dir, err)}
	}
	t.fsys = sub
	t.ignored = ignoresAbove(fsys, path.Clean(dir))
	w := &walker{ctx: ctx, tree: t, rules: rules, ignored: t.ignored}
	w.dir(".", 0)
	return t, w.findings
}

func (w *walker) dir(dir string, depth int) {
	if w.full || w.ctx.Err() != nil || depth > w.rules.MaxDepth {
		return
	}
	entries, err := fs.ReadDir(w.tree.fsys, dir)
	if err != nil && dir != "." {
		w.findings = append(w.findings, diag.Warningf("unreadable-sources", diag.Place{File: dir}, "%s cannot be read and is not searched: %v", dir, err))
	}
	if dir != "." && slices.ContainsFunc(entries, foreign) {
		if !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == "pyvenv.cfg" }) && !aside(w.rules, dir+"/pyproject.toml") {
			w.tree.nested = append(w.tree.nested, dir)
		}
		return
	}
	if dir != "." {
		w.tree.has[dir] = true
	}
	w.tree.dirs = append(w.tree.dirs, dir)
	if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == ".gitignore" && e.Type().IsRegular() }) {
		defer w.ignored.enter(w.tree.fsys, dir)()
	}
	for _, e := range entries {
		if e.Type().IsRegular() {
			w.file(dir, e)
		}
	}
	for _, e := range entries {
		sub := path.Join(dir, e.Name())
		if e.IsDir() && !matchAny(w.rules.SkipDirs, e.Name()) && !w.ignored.match(sub, true) {
			w.dir(sub, depth+1)
		}
	}
}

// foreign are the files of a directory that is none of the project's: a virtual environment by
// whatever name, a project of its own.
func foreign(e fs.DirEntry) bool { return e.Name() == "pyvenv.cfg" || e.Name() == "pyproject.toml" }

func (w *walker) file(dir string, e fs.DirEntry) {
	name := e.Name()
	if !strings.HasSuffix(name, ".py") || w.full || matchAny(w.rules.SkipFiles, name) {
		return
	}
	file := path.Join(dir, name)
	if w.ignored.match(file, false) {
		return
	}
	if len(w.tree.files) >= w.rules.MaxFiles {
		w.full = true
		w.findings = append(w.findings, diag.Warningf("too-many-sources", diag.Place{},
			"only the first %d Python files were searched for what to start", w.rules.MaxFiles).
			WithFix(`name the command with --cmd "..."`))
		return
	}
	w.tree.files = append(w.tree.files, file)
	w.tree.has[file] = true
}
