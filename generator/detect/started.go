package detect

import (
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
)

// maxStarted bounds how many modules are followed from the one that the command starts.
const maxStarted = 400

// startedModules lists the modules of the project that run when the service starts: those that the command
// names, which come first, the settings of Django, and what these import, in the order in which they are
// found. With atOnce only what a module imports whatever happens is followed, and not what a function or a
// branch does. main is the one that runs as __main__, nil where the command imports it.
func (d *detector) startedModules(svc *Service, atOnce bool) (mods []*module, main *module) {
	files, script := d.startedFiles(svc)
	take := func(file string) {
		if m := d.src.load(file); m != nil && !slices.Contains(mods, m) && len(mods) < maxStarted {
			mods = append(mods, m)
		}
	}
	for _, file := range files {
		take(file)
	}
	if script && len(mods) > 0 {
		main = mods[0]
	}
	take(d.src.find(&module{root: svc.Root}, svc.SettingsModule))
	for i := 0; i < len(mods); i++ {
		for _, file := range d.src.importedFiles(mods[i], atOnce) {
			take(file)
		}
	}
	return mods, main
}

// startedFiles are the files that the command names: by a console script, as module:object, behind -m,
// as a file. script says that the first runs as __main__.
func (d *detector) startedFiles(svc *Service) (files []string, script bool) {
	words := svc.Command.Words()
	at := &module{root: svc.Root}
	for _, s := range d.in.Pyproject.Scripts {
		if s.Name == words[0] {
			name, _, _ := strings.Cut(s.Target, ":")
			return d.filesOf(at, strings.TrimSpace(name)), false
		}
	}
	for i, w := range words[1:] {
		if name, object, ok := strings.Cut(w, ":"); ok && object != "" && !strings.HasPrefix(w, "-") {
			if files := d.filesOf(at, name); files != nil {
				return files, false
			}
		}
		if strings.HasSuffix(w, ".py") && d.src.tree.exists(path.Join(svc.Root, w)) {
			return []string{path.Join(svc.Root, w)}, true
		}
		if words[i] == "-m" {
			if files := d.filesOf(at, w+".__main__"); files != nil {
				return files, true
			}
			if files := d.filesOf(at, w); files != nil {
				return files, true
			}
		}
	}
	for _, w := range words[1:] { // programs that take a module alone: `dramatiq main`
		if files := d.filesOf(at, w); files != nil {
			return files, false
		}
	}
	return nil, false
}

// filesOf are the file of a module and those of the packages that it lies in, which run before it; nil
// for a module that the project does not have.
func (d *detector) filesOf(from *module, name string) []string {
	file := d.src.find(from, name)
	if file == "" {
		return nil
	}
	out := []string{file}
	for parent := parentName(name); parent != ""; parent = parentName(parent) {
		if f := d.src.find(from, parent); f != "" {
			out = append(out, f)
		}
	}
	return out
}

// importedFiles are the files of the project that a module imports, those of their packages included; with
// atOnce only those of its own level.
func (s *sources) importedFiles(m *module, atOnce bool) []string {
	var out []string
	add := func(name string) {
		for ; name != ""; name = parentName(name) {
			if file := s.find(m, name); file != "" && !slices.Contains(out, file) {
				out = append(out, file)
			}
		}
	}
	python.WalkStmts(m.body, func(st *python.Stmt) bool {
		switch {
		case st.Kind == python.IfStmt && isTypeChecking(&st.Exprs[0]):
			return false
		case st.Kind == python.ImportStmt:
			for _, a := range st.Names {
				add(a.Name)
			}
		case st.Kind == python.FromStmt:
			base := ""
			if st.Level > 0 {
				var ok bool
				if base, ok = relativeBase(m, st.Level); !ok {
					return false
				}
			}
			for _, a := range st.Names {
				add(joinDotted(joinDotted(base, st.Name), a.Name))
			}
		}
		return !atOnce
	})
	return out
}
