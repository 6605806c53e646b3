package adopt

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/adopt/syntax"
	"github.com/uvdock/uvdock/generator/internal/lazy"
)

var (
	assignments   = lazy.Regexp(`^((sudo|exec|time|[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|\S*))\s+)+`)
	aptInstall    = lazy.Regexp(`^(apt-get|apt|aptitude)\b.* install\b`)
	apkAdd        = lazy.Regexp(`^apk\b.* add\b`)
	apkDel        = lazy.Regexp(`^apk\b.* del\b`)
	repository    = lazy.Regexp(`/etc/apt/|add-apt-repository|extrepo|apt-key|/etc/apk/(repositories|keys)|dpkg -i|\.deb\b`)
	uvSync        = lazy.Regexp(`^uv\b.* ?\bsync\b`)
	pipInstall    = lazy.Regexp(`^((python\S*|\S*/python\S*) -m )?(uv pip|pip|pip3|\S*/pip3?) (-\S+ )*(install|sync)\b`)
	syncs         = lazy.Regexp(`\buv\b.*\bsync\b`)
	oneSync       = lazy.Regexp(`uv\b[^;&|\n]*\bsync\b[^;&|\n]*`)
	pythonInstall = lazy.Regexp(`uv python install (?:-\S+ )*(?:cpython-)?(\d+\.\d+(?:\.\d+)?)\b`)
	uvRelease     = lazy.Regexp(`\buv(?:==|/)(\d+\.\d+\.\d+)\b`)
	collect       = lazy.Regexp(`\bcollectstatic\b`)
)

// run reads the commands of a RUN, one a part. What is more than a list of plain commands is one part.
func (r part) run() {
	script, ok := r.i.Script()
	if exec, isExec := r.i.Exec(); isExec {
		script, ok = strings.Join(exec, " "), false
	}
	list, plain := syntax.Commands(script)
	whole := oneLine(strings.Join(append(slices.Clone(r.i.Flags), r.i.Args), " "))
	switch {
	case !ok || !plain:
		r.opaque(whole, script)
		return
	case repository().MatchString(script):
		r.repositories[r.stage] = true
		r.keep(whole, r.place(), "it adds a source of system packages, which no option does")
		return
	case len(list) == 0:
		r.add(whole, Dropped, "", "it runs nothing")
		return
	}
	virtual := r.virtuals(list)
	for _, text := range list {
		r.command(text, virtual)
	}
}

// opaque reads a script with conditions or loops, or a command in exec form. It is kept whole, unless
// uv's own work is all that it is about.
func (r part) opaque(text, script string) {
	flat := oneLine(script)
	if row, known := r.table.CommandOf(flat); known && row.Decision != "" {
		r.covered(text, row.Decision, row.Why)
		return
	}
	if syncs().MatchString(flat) {
		for _, m := range oneSync().FindAllString(script, -1) {
			r.selection(syntax.Words(m), r.i.Start)
		}
		r.synced[r.stage] = true
		r.add(text, Covered, "dependencies", "uv sync is what the generated stages do; what else the script does is not taken over").Warn = true
		return
	}
	p := r.keep(text, r.place(), "a script that is more than a list of commands is kept whole")
	if r.role() != final {
		return
	}
	if without := withoutUV(r.i.Args); without != r.i.Args && len(r.i.Heredocs) == 0 {
		p.kept, flat = without, oneLine(without)
	}
	if callsUV().MatchString(flat) {
		p.Why, p.Warn = p.Why+"; it calls uv, which is not in the image", true
	}
}

// command reads one command.
func (r part) command(text string, virtual []string) {
	flat := assignments().ReplaceAllString(oneLine(text), "")
	row, known := r.table.CommandOf(flat)
	switch {
	case aptInstall().MatchString(flat) || apkAdd().MatchString(flat):
		r.install(text, flat, virtual)
	case uvSync().MatchString(flat):
		r.sync(text, flat)
	case known && row.Decision != "":
		r.covered(text, row.Decision, row.Why)
	case known:
		r.add(text, Dropped, "", row.Why).Warn = row.Warn
	case pipInstall().MatchString(flat):
		r.pip(text, flat)
	case collect().MatchString(flat):
		r.collectStatic(text)
	default:
		r.keptCommand(text)
	}
}

// covered records a command that a decision of the plan covers, and the Python that it names.
func (r part) covered(text, decision, why string) {
	if m := pythonInstall().FindStringSubmatch(text); m != nil && !r.proposed("python") {
		r.propose(text, "python", m[1], "the Python that uv installed")
		return
	}
	if m := uvRelease().FindStringSubmatch(text); m != nil && decision == "uv" && !r.proposed("uv-version") {
		r.propose(text, "uv-version", m[1], "the version of uv that was installed")
		return
	}
	r.add(text, Covered, decision, why)
}

// keptCommand keeps a command, without uv run where there is no uv.
func (r part) keptCommand(text string) {
	why := "no option runs a command of your own"
	p := r.keep(text, r.place(), why)
	if r.role() == final {
		if without := withoutUV(text); without != text {
			p.kept, p.Why = without, why+"; without uv run, as the environment is on PATH"
		}
	} else if r.synced[r.stage] {
		p.kept = strings.ReplaceAll(text, "uv run ", "uv run --no-sync ")
	}
}

// sync reads what uv sync was told to install.
func (r part) sync(text, flat string) {
	r.synced[r.stage] = true
	asked := r.selection(syntax.Words(flat), r.i.Start)
	switch {
	case len(asked) > 0:
		r.add(text, Option, "", "what uv sync was told to install").flags = asked
	case strings.Contains(flat, "--no-install-project") || strings.Contains(flat, "--no-install-workspace"):
		r.add(text, Covered, "dependencies", "third-party packages are a layer of their own")
	default:
		r.add(text, Covered, "check", "uv sync confirms what was installed from the lock, and the project comes last; group dev stays out")
	}
}

// selected are the flags of uv sync that say what is installed, and whether each takes a value.
var selected = map[string]bool{
	"--extra": true, "--group": true, "--no-group": true, "--only-group": true, "--package": true,
	"--all-extras": false, "--no-default-groups": false,
}

// selection proposes those flags, and returns them.
func (o *Old) selection(words []string, line int) (asked []Proposal) {
	for n := 0; n < len(words); n++ {
		name, value, joined := strings.Cut(words[n], "=")
		takes, known := selected[name]
		if !known {
			continue
		}
		if takes && !joined && n+1 < len(words) {
			n++
			value = words[n]
		}
		p := Proposal{strings.TrimPrefix(name, "--"), value, line}
		asked = append(asked, p)
		if !slices.ContainsFunc(o.Proposals, func(q Proposal) bool { return q.Flag == p.Flag && q.Value == p.Value }) {
			o.Proposals = append(o.Proposals, p)
		}
	}
	return asked
}

// collectStatic is done by the generated file where it finds Django's static files.
func (r part) collectStatic(text string) {
	region := r.place()
	before := len(r.Parts)
	r.keptCommand(text)
	p := &r.Parts[before]
	kept := *p
	p.Class, p.To, p.Why = "", "", ""
	p.open = func(st *settler, p *Part) {
		if st.plan.Project.CollectStatic != nil {
			p.set(Covered, "static", "static files are collected in the build")
			return
		}
		p.set(Region, region, kept.Why)
	}
}
