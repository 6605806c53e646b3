package detect

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// tree is the part of the project's directory that is searched. Paths are slash paths
// relative to the project's directory.
type tree struct {
	fsys fs.FS
	// files are the Python files in the order of the walk, directory by directory.
	files []string
	// sizes holds each file's size; has holds files and directories.
	sizes map[string]int64
	has   map[string]bool
	dirs  []string
}

// walker fills a tree.
type walker struct {
	ctx      context.Context
	tree     *tree
	rules    knowledge.Sources
	findings diag.List
	full     bool
}

// newTree lists the Python files below dir that can matter. Symlinks are not followed: they
// may leave the project, and what they name inside of it is found anyway.
func newTree(ctx context.Context, fsys fs.FS, dir string, rules knowledge.Sources) (*tree, diag.List) {
	t := &tree{sizes: map[string]int64{}, has: map[string]bool{".": true}}
	sub, err := fs.Sub(fsys, path.Clean(dir))
	if err != nil {
		return t, diag.List{diag.Errorf("unreadable-sources", diag.Place{}, "the sources in %q cannot be read: %v", dir, err)}
	}
	t.fsys = sub
	w := &walker{ctx: ctx, tree: t, rules: rules}
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
	w.tree.dirs = append(w.tree.dirs, dir)
	for _, e := range entries {
		if e.Type().IsRegular() {
			w.file(dir, e)
		}
	}
	for _, e := range entries {
		if sub := path.Join(dir, e.Name()); e.IsDir() && !w.skipDir(sub, e.Name()) {
			w.tree.has[sub] = true
			w.dir(sub, depth+1)
		}
	}
}

func (w *walker) file(dir string, e fs.DirEntry) {
	name := e.Name()
	if !strings.HasSuffix(name, ".py") || matchAny(w.rules.SkipFiles, name) || w.full {
		return
	}
	if len(w.tree.files) >= w.rules.MaxFiles {
		w.full = true
		w.findings = append(w.findings, diag.Warningf("too-many-sources", diag.Place{},
			"only the first %d Python files were searched for what to start", w.rules.MaxFiles).
			WithFix(`name the command with --cmd "..."`))
		return
	}
	file := path.Join(dir, name)
	info, err := e.Info()
	if err != nil {
		return
	}
	w.tree.files = append(w.tree.files, file)
	w.tree.sizes[file] = info.Size()
	w.tree.has[file] = true
}

// skipDir leaves out what is never searched, virtual environments by whatever name, and
// projects of their own.
func (w *walker) skipDir(dir, name string) bool {
	if matchAny(w.rules.SkipDirs, name) {
		return true
	}
	for _, marker := range []string{"pyvenv.cfg", "pyproject.toml"} {
		if _, err := fs.Stat(w.tree.fsys, path.Join(dir, marker)); err == nil {
			return true
		}
	}
	return false
}

// aside says whether the file lies in a directory of examples, documents or tools.
func aside(rules knowledge.Sources, file string) bool {
	return slices.ContainsFunc(strings.Split(path.Dir(file), "/"), func(part string) bool {
		return matchAny(rules.AsideDirs, part)
	})
}

func matchAny(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		ok, err := path.Match(p, name)
		return err == nil && ok
	})
}

// mayHold says whether a directory has such a module or package, so that imports of other
// distributions cost no look at the disk.
func (t *tree) mayHold(dir, top string) bool {
	at := path.Join(dir, top)
	return t.has[at] || t.has[at+".py"]
}

// exists says whether the project has a regular file, be it in a directory that is not searched.
func (t *tree) exists(file string) bool {
	if t.has[file] {
		return true
	}
	if t.fsys == nil || !fs.ValidPath(file) {
		return false
	}
	info, err := fs.Lstat(t.fsys, file)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	t.sizes[file], t.has[file] = info.Size(), true
	return true
}

// read returns the content of a file, at most max bytes long.
func (t *tree) read(file string, limit int64) ([]byte, error) {
	if t.sizes[file] > limit {
		return nil, fmt.Errorf("larger than %d bytes", limit)
	}
	data, err := fs.ReadFile(t.fsys, file)
	if err == nil && int64(len(data)) > limit {
		return nil, fmt.Errorf("larger than %d bytes", limit)
	}
	return data, err
}
