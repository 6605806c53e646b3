package detect

import (
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/pep508"
)

// What is looked through for an import that the project does not hold: modules of the project that
// the start imports, directories above, and entries of each.
const (
	maxImporting = 64
	maxAbove     = 2
	maxBeside    = 200
)

// importsOutside reports what the image lacks of what is imported when the container starts: a file of the project
// that its package leaves out, and a module which neither the project nor,
// by its name, a package of the lock has, and which lies in a directory beside the project: its authors copy
// it into their image, or start from the directory above. Which modules a package brings, a lock does not say,
// so what looks like one is left alone.
func (d *detector) importsOutside(start *module, svc *Service) {
	if start == nil || d.in.Cmd != "" || d.in.Dir == "" {
		return
	}
	own := ownPackage{detector: d, start: start, svc: svc}
	defer own.decide()
	queue := []*module{start}
	for i := 0; i < len(queue) && len(queue) < maxImporting; i++ {
		m := queue[i]
		for j := range m.body { // what stands in a block may have another way beside it
			s := &m.body[j]
			if base, ok := relativeBase(m, s.Level); s.Kind == python.FromStmt && s.Level > 0 && (!ok || base == "") && path.Base(m.file) != "__init__.py" {
				own.note(underscored(d.in.Pyproject.Name), diag.Errorf("imports-own-directory", m.place(d.in, s.Line),
					"%s imports from the package that its directory is (%s), and where it is started from that directory is none", m.file, strings.Repeat(".", s.Level)+s.Name).
					WithFix("move the files into a directory of their own below pyproject.toml, or import without the dots"))
			}
			for _, name := range importedModules(s) {
				if file := d.notShipped(m, name); file != "" {
					d.findings = append(d.findings, diag.Errorf("import-not-installed", m.place(d.in, s.Line),
						"%s imports %s, but %s is not part of the package that the image installs", m.file, name, file).
						WithFix("name it in the settings of the build back end, or %s", unpackaged))
					return
				}
				if top, is := d.ownDirectory(m, name); is {
					own.note(top, diag.Errorf("imports-own-directory", m.place(d.in, s.Line),
						"%s imports %s, where %s is the directory of the project itself: that works from the directory above, and in the image the files lie in /app, which is not called so", m.file, name, top).
						WithFix("move the files into a directory %s below pyproject.toml, or import without it", top))
					continue
				}
				if top, _, _ := strings.Cut(name, "."); d.src.find(m, top) != "" {
					own.siblings = true
				}
				if at := d.beside(m, name); at != "" {
					d.findings = append(d.findings, diag.Warningf("import-outside", m.place(d.in, s.Line),
						"%s imports %s, which is neither in the project nor a package of the lock; it lies in %s, outside of the project, and is not in the image", m.file, name, at).
						WithFix("make %s a project that this one depends on, with [tool.uv.sources], and run `uv lock`", at))
					return
				}
			}
		}
		for _, to := range d.importsOf(m) {
			if !slices.Contains(queue, to) {
				queue = append(queue, to)
			}
		}
	}
}

// notShipped is the file of the project that an import means and that the build of the package leaves out; ""
// for any other import.
func (d *detector) notShipped(m *module, name string) string {
	top, _, _ := strings.Cut(name, ".")
	if !d.in.Packaged || m.name == "" || d.src.find(m, name) != "" || d.src.find(m, top) != "" || d.mayBring(top) {
		return ""
	}
	for _, root := range []string{".", "src"} {
		at := path.Join(root, name2path(name))
		for _, file := range []string{at + ".py", at + "/__init__.py"} {
			if d.src.tree.exists(file) {
				return file
			}
		}
	}
	return ""
}

// ownDirectory says whether an import goes by the name of the project's directory, or of the project: the
// directory is a package itself.
func (d *detector) ownDirectory(m *module, name string) (top string, own bool) {
	top, rest, nested := strings.Cut(name, ".")
	if d.in.Packaged || top != path.Base(path.Clean(d.in.Dir)) && top != underscored(d.in.Pyproject.Name) {
		return "", false
	}
	if nested && d.holdsPackage(m, top) || !nested && d.holds(m, top) || d.in.has([]string{pep508.Normalize(top)}) && pep508.Normalize(top) != d.in.Pyproject.Name {
		return "", false
	}
	if nested {
		return top, d.module(path.Join(d.in.Dir, name2path(rest))) || d.src.tree.isDir(name2path(rest))
	}
	return top, d.src.tree.exists("__init__.py")
}

// importedModules are the modules that an import names, absolutely.
func importedModules(s *python.Stmt) []string {
	switch {
	case s.Kind == python.FromStmt && s.Level == 0:
		return []string{s.Name}
	case s.Kind == python.ImportStmt:
		var out []string
		for _, a := range s.Names {
			out = append(out, a.Name)
		}
		return out
	}
	return nil
}
