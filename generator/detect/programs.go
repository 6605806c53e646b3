package detect

import (
	"path"
	"strings"

	"github.com/uvdock/uvdock/generator/knowledge"
)

// moduleOf is what `python -m` starts instead of a program.
func (d *detector) moduleOf(program string) string {
	for _, s := range d.in.Services.Servers {
		if s.Program == program && !isPython(program) {
			return s.Module
		}
	}
	for _, p := range d.in.Services.Programs {
		if p.Name == program {
			return p.Module
		}
	}
	return ""
}

// serverOf recognises a server at the start of a command line, be it as python -m.
func (d *detector) serverOf(words []string) (*knowledge.Server, []string) {
	var found *knowledge.Server
	var rest []string
	for i := range d.in.Services.Servers {
		s := &d.in.Services.Servers[i]
		m, args, byModule := pythonModule(words)
		switch byModule = byModule && m == s.Module; {
		case s.Beside || !byModule && (isPython(s.Program) || path.Base(words[0]) != path.Base(s.Program)):
			continue
		case !byModule:
			args = words[1:]
		}
		// One program may be the server of everybody and, otherwise told, that of one framework.
		if found == nil || len(s.Frameworks) == 0 {
			found, rest = s, args
		}
	}
	return found, rest
}

func isPython(program string) bool {
	base := path.Base(program)
	return base == "python" || base == "python3" || strings.HasPrefix(base, "python3.")
}

// pythonModule reads python [-u ...] -m module arguments.
func pythonModule(words []string) (module string, args []string, ok bool) {
	if !isPython(words[0]) {
		return "", nil, false
	}
	for i := 1; i < len(words); i++ {
		switch {
		case words[i] == "-m" && i+1 < len(words):
			return words[i+1], words[i+2:], true
		case !strings.HasPrefix(words[i], "-"):
			return "", nil, false
		}
	}
	return "", nil, false
}

// programOf recognises a known program at the start of a command line.
func (d *detector) programOf(words []string) *knowledge.Program {
	m, _, _ := pythonModule(words)
	for i := range d.in.Services.Programs {
		if p := &d.in.Services.Programs[i]; p.Name == path.Base(words[0]) || p.Module == m {
			return p
		}
	}
	return nil
}

// commandRuns follows the project's own code that a command starts; known is false for
// programs of others.
func (d *detector) commandRuns(words []string) (found []run, known bool) {
	for _, s := range d.in.Pyproject.Scripts {
		if s.Name == words[0] && (d.in.Packaged || d.in.Beside) {
			if e, problem := d.entry(s); problem == "" {
				return d.entryRuns(e), e.mod != nil
			}
		}
	}
	file := ""
	if m, _, ok := pythonModule(words); ok {
		if file = d.src.find(nil, m+".__main__"); file == "" {
			file = d.src.find(nil, m)
		}
	} else if isPython(words[0]) {
		for _, w := range words[1:] {
			if !strings.HasPrefix(w, "-") {
				file = path.Clean(w)
				break
			}
		}
	}
	if !strings.HasSuffix(file, ".py") {
		return nil, false
	}
	m := d.src.load(file)
	if m == nil {
		return nil, false
	}
	return d.fileRuns(m), true
}
