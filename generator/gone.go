package generator

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/render"
)

// Gone is a Dockerfile, or the .dockerignore beside it, that uvdock wrote for a member that is no
// longer there or that can no longer be started.
type Gone struct {
	// Path is relative to the lock root.
	Path string
	// Why is one line.
	Why string
}

// Finding says that a file is gone and what to do about it.
func (g Gone) Finding() diag.Finding {
	return diag.Warningf("gone-file", diag.Place{File: g.Path}, "%s", g.Why).
		WithFix("remove it with `uvdock generate --all --prune`; to keep it, write it with --cmd or --output")
}

// How far the search for files goes: a repository may hold anything.
const (
	maxGoneDirs  = 20_000
	maxGoneDepth = 12
	// maxGoneBytes is far above what uvdock writes.
	maxGoneBytes = 4 << 20
)

// dockerfiles are the files below the lock root that may be uvdock's, by path. Hidden directories,
// those of tools, and projects with a lock of their own are not looked into. limited says that
// there were too many directories to look into all.
func dockerfiles(ctx context.Context, p *project.Project) (out []string, limited bool) {
	seen := 0
	var walk func(dir string, depth int)
	walk = func(dir string, depth int) {
		if seen++; seen > maxGoneDirs || depth > maxGoneDepth || ctx.Err() != nil {
			limited = limited || seen > maxGoneDirs
			return
		}
		entries, err := fs.ReadDir(p.FS, path.Join(p.Base, dir))
		if err != nil || dir != "." && slices.ContainsFunc(entries, elsewhere) {
			return
		}
		for _, e := range entries {
			name := path.Join(dir, e.Name())
			switch {
			case e.IsDir() && !strings.HasPrefix(e.Name(), ".") && e.Name() != "node_modules" && e.Name() != "__pycache__":
				walk(name, depth+1)
			case e.Type().IsRegular() && (e.Name() == "Dockerfile" || e.Name() == "Dockerfile.dockerignore" || name == ".dockerignore"):
				out = append(out, name)
			}
		}
	}
	walk(".", 0)
	slices.Sort(out)
	return out, limited
}

// elsewhere says whether an entry shows that its directory is a project or an environment of its own.
func elsewhere(e fs.DirEntry) bool { return e.Name() == "uv.lock" || e.Name() == "pyvenv.cfg" }

// findGone keeps of the files those that uvdock wrote and that no image has.
func (w *Workspace) findGone(files []string, limited bool) {
	wanted := map[string]bool{}
	for _, r := range w.Images {
		for _, f := range r.Files {
			wanted[f.Path] = true
		}
	}
	kept := map[string]bool{} // directories whose Dockerfile stays
	for _, name := range files {
		if path.Base(name) == "Dockerfile" && (wanted[name] || !w.gone(name)) {
			kept[path.Dir(name)] = true
		}
	}
	for _, name := range files {
		if !wanted[name] && !kept[path.Dir(name)] && w.gone(name) {
			w.Gone = append(w.Gone, Gone{name, w.whyGone(path.Dir(name))})
		}
	}
	if limited {
		w.add(diag.List{diag.Notef("gone-file", diag.Place{}, "files of members that are gone were looked for in the first %d directories only", maxGoneDirs)})
	}
}

// gone says whether uvdock wrote a file by its own choice of the place and of the command. One that
// was asked for with --output, or with --cmd for a member that is there, is somebody's will. Of a
// member that several commands could start the file is no less wanted.
func (w *Workspace) gone(name string) bool {
	text, ok := w.text(name)
	if !ok || render.OriginOf(text) == render.Foreign || w.undecided(path.Dir(name)) {
		return false
	}
	_, words, _ := bytes.Cut(text, []byte("uvdock generate"))
	words, _, _ = bytes.Cut(words, []byte("\n"))
	flags := strings.Fields(string(words))
	return !slices.Contains(flags, "--output") && (!slices.Contains(flags, "--cmd") || w.member(path.Dir(name)) == nil)
}

// undecided says whether a directory is that of a member with several start commands.
func (w *Workspace) undecided(dir string) bool {
	return slices.ContainsFunc(w.Skipped, func(s Skipped) bool { return s.Member.Dir == dir && s.Code == "several-start-commands" })
}

// text reads a file of the project that is no larger than what uvdock writes.
func (w *Workspace) text(name string) ([]byte, bool) {
	full := path.Join(w.Project.Base, name)
	if info, err := fs.Stat(w.Project.FS, full); err != nil || info.Size() > maxGoneBytes {
		return nil, false
	}
	text, err := fs.ReadFile(w.Project.FS, full)
	return text, err == nil
}

// member is the member in a directory; nil where there is none.
func (w *Workspace) member(dir string) *project.Member {
	for i := range w.Project.Members {
		if w.Project.Members[i].Dir == dir {
			return &w.Project.Members[i]
		}
	}
	return nil
}

func (w *Workspace) whyGone(dir string) string {
	if m := w.member(dir); m != nil {
		return fmt.Sprintf("uvdock wrote this file for %s, for which no start command is found any more", m.Name)
	}
	return fmt.Sprintf("uvdock wrote this file for a member in %s, and the workspace has none there", dir)
}
