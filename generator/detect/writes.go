package detect

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// maxWrites is how many places that write are reported; one is enough to know.
const maxWrites = 8

// writes reports calls that write to a relative path, which is the working directory of the
// container, or to an absolute one where no volume is: they belong to root, and a read-only root takes nothing anyway.
func (d *detector) writes() {
	if d.in.Cmd != "" {
		return // what is started then is somebody else's matter
	}
	seen := map[string]bool{}
	for _, file := range d.src.tree.files {
		m := d.src.files[file]
		if m == nil || m.aside || len(seen) >= maxWrites {
			continue
		}
		d.writesIn(frame{mod: m}, m.body, seen)
	}
}

func (d *detector) writesIn(fr frame, body []python.Stmt, seen map[string]bool) {
	for i := range body {
		s := &body[i]
		if s.Kind == python.IfStmt && isTypeChecking(&s.Exprs[0]) {
			continue
		}
		for j := range s.Exprs {
			s.Exprs[j].Walk(func(e *python.Expr) {
				if e.Kind == python.CallExpr && e.Func.Kind == python.NameExpr {
					d.write(fr, e, seen)
				}
			})
		}
		inner := fr
		if s.Kind == python.DefStmt && fr.local == nil {
			inner = frame{mod: fr.mod, local: functionScope(s), def: s.Name}
		}
		d.writesIn(inner, s.Body, seen)
	}
}

func (d *detector) write(fr frame, e *python.Expr, seen map[string]bool) {
	_, last, _ := cutLast(e.Func.Text)
	for _, w := range d.in.Services.Writes {
		if len(w.Modes) > 0 {
			d.writeByMode(fr, e, w, seen)
			continue
		}
		if _, method, _ := cutLast(w.Call); method != last && fr.mod.scope.last(last) == nil {
			continue
		}
		if d.src.resolve(fr, e.Func.Text).external != w.Call {
			continue
		}
		v := d.src.constant(fr, e.Argument(w.Position, w.Keyword), maxHops)
		if file, ok := d.writtenFile(v.text, w); v.known && ok && !seen[file] && len(seen) < maxWrites {
			seen[file] = true
			d.writesTo(fr.mod.place(d.in, e.Line), fmt.Sprintf("%s(%q)", w.Call, v.text), file, v.env, seen)
		}
	}
}

// writeByMode is about a function that writes only in some modes, such as the builtin open: it is looked at
// where what starts gets to, as tools of the developers open files as well.
func (d *detector) writeByMode(fr frame, e *python.Expr, w knowledge.Write, seen map[string]bool) {
	if e.Func.Text != w.Call || fr.local.last(w.Call) != nil || fr.mod.scope.last(w.Call) != nil {
		return // a function of the project by that name
	}
	mode := d.src.constant(fr, e.Argument(w.ModePosition, "mode"), maxHops)
	if !mode.known || !slices.ContainsFunc(w.Modes, func(m string) bool { return strings.Contains(mode.text, m) }) {
		return
	}
	named := e.Argument(w.Position, w.Keyword)
	v := d.src.constant(fr, named, maxHops)
	text := v.text
	if !v.known {
		text = d.directory(fr, named)
	}
	file, ok := d.writtenFile(text, w)
	if !ok || seen[file] || len(seen) >= maxWrites {
		return
	}
	if d.within == nil {
		d.within = d.reached()
	}
	if slices.Contains(d.within, fr.mod) {
		seen[file] = true
		d.writesTo(fr.mod.place(d.in, e.Line), fmt.Sprintf("%s(%q, %q)", w.Call, text, mode.text), file, v.env, seen)
	}
}

// directory is the known beginning of a path of which the rest is found out at run time, with "..." for
// that: f"uploads/{name}", os.path.join("uploads", name); "" where nothing is known.
func (d *detector) directory(fr frame, e *python.Expr) string {
	if e == nil || len(e.Items) == 0 {
		return ""
	}
	first := d.src.constant(fr, &e.Items[0], maxHops)
	switch {
	case !first.known || first.text == "":
	case e.Kind == python.FormatExpr:
		if i := strings.LastIndex(first.text, "/"); i > 0 {
			return first.text[:i] + "/..."
		}
	case e.Kind == python.CallExpr && e.Func.Kind == python.NameExpr:
		if joins := d.src.resolve(fr, e.Func.Text).external; joins == "os.path.join" || joins == "pathlib.Path" {
			return path.Join(first.text, "...")
		}
	}
	return ""
}

// writtenFile is the path that a value names, where the process cannot write: below the working directory, or
// absolute, and on no volume.
func (d *detector) writtenFile(text string, w knowledge.Write) (string, bool) {
	if w.Scheme != "" {
		scheme, rest, ok := strings.Cut(text, "://")
		kind, _, _ := strings.Cut(scheme, "+")
		if !ok || kind != w.Scheme || !strings.HasPrefix(rest, "/") {
			return "", false
		}
		text, _, _ = strings.Cut(rest[1:], "?")
	}
	// https://www.sqlite.org/inmemorydb.html and https://www.sqlite.org/uri.html
	if text == "" || strings.HasPrefix(text, ":") || strings.HasPrefix(text, "file:") || strings.ContainsAny(text, "{%") {
		return "", false
	}
	file := path.Clean(text)
	if file == "." || file == "/" || strings.HasPrefix(file, "..") {
		return "", false
	}
	at := file
	if !path.IsAbs(at) {
		at = path.Join(workdir, at)
	}
	return file, !slices.ContainsFunc(slices.Concat(writable, d.in.Volumes), func(dir string) bool { return at == dir || strings.HasPrefix(at, dir+"/") })
}

// workdir is the working directory of the container; writable are directories that a container has for
// everybody under a read-only root: the tmpfs, and what the kernel gives.
const workdir = "/app"

var writable = []string{"/tmp", "/dev", "/proc"}

// writesTo is the finding about a file; of several in one directory of the container the first is named.
func (d *detector) writesTo(at diag.Place, what, file, env string, seen map[string]bool) {
	dir := file
	if path.Ext(file) != "" || path.Base(file) == "..." {
		dir = path.Dir(file)
	}
	if !path.IsAbs(file) || dir == "/" {
		d.writesBeside(at, what, env, "")
		return
	}
	if seen[dir+"/"] {
		return
	}
	seen[dir+"/"] = true
	fix := fmt.Sprintf("give it a volume: --volume %s:%s", processWord(path.Base(dir)), dir)
	if env != "" {
		fix += fmt.Sprintf(", or set %s when the container starts, to a path on one", env)
	}
	d.unwritable(diag.Warningf("writes-beside-sources", at,
		"%s writes to %s, which belongs to root in the image, and no volume is there", what, dir).WithFix("%s", fix))
}

// writesBeside is the finding; env is the variable that moves the path, "" without one, and fix
// what to do where that is special.
func (d *detector) writesBeside(at diag.Place, what, env, fix string) {
	switch {
	case fix != "":
	case env != "":
		fix = fmt.Sprintf("set %s when the container starts, to a path on a volume", env)
	default:
		fix = "take the path from a variable, and mount a volume there"
	}
	d.unwritable(diag.Warningf("writes-beside-sources", at,
		"%s writes into the working directory, which the process cannot write in the image", what).WithFix("%s", fix))
}

// unwritable takes in a finding that was not made before.
func (d *detector) unwritable(f diag.Finding) {
	if !slices.ContainsFunc(d.findings, func(other diag.Finding) bool { return other.Code == f.Code && other.Message == f.Message }) {
		d.findings = append(d.findings, f)
	}
}
