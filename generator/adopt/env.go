package adopt

import (
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/adopt/syntax"
	"github.com/uvdock/uvdock/generator/internal/lazy"
)

// env reads variables, one a part.
func (r part) env() {
	for _, pair := range r.i.Pairs() {
		region := r.place()
		value := expand(pair.Value, nil)
		row, known := r.table.VariableOf(pair.Name, value)
		if pair.Name == "UV_PYTHON" && versionOnly().MatchString(pair.Value) && !r.proposed("python") {
			r.propose(pair.Text, "python", pair.Value, "the Python that uv was told to take")
			continue
		}
		switch {
		case known && row.Decision != "":
			r.add(pair.Text, Covered, row.Decision, row.Why)
		case known:
			r.add(pair.Text, Dropped, "", row.Why)
		case pair.Name == "PATH":
			r.path(pair, region)
		case pair.Name == "PYTHONPATH":
			r.pythonPath(pair, region)
		case strings.HasPrefix(pair.Name, "UV_"):
			r.keep(pair.Text, builder, "uv reads it, so it goes where uv runs")
		default:
			r.variable(pair, region)
		}
	}
}

// variable keeps a variable, unless the image has it with that value.
func (r part) variable(pair syntax.Pair, region string) {
	role, stage := r.role(), r.stage
	r.later(pair.Text, func(st *settler, p *Part) {
		switch {
		case st.hasVariable(pair.Name, pair.Value):
			p.set(Covered, "runtime-env", "the image has it with this value")
		case role == build && !st.keeps(stage):
			p.set(Region, builder, "no option sets a variable; what is built may read it")
		default:
			p.set(Region, region, "no option sets a variable of the image")
		}
	})
}

var (
	versionOnly = lazy.Regexp(`^\d+\.\d+(\.\d+)?t?$`)
	venvOnPath  = lazy.Regexp(`^\S*(venv|\.local|\.cargo|/usr/local)\S*/bin/?$`)
)

// path keeps what is on PATH beside an environment and what is there anyway.
func (r part) path(pair syntax.Pair, region string) {
	for dir := range strings.SplitSeq(pair.Value, ":") {
		dir = expand(dir, withoutPath(r.values[r.stage]))
		plain := dir == "" || slices.Contains(strings.Fields("/usr/local/sbin /usr/local/bin /usr/sbin /usr/bin /sbin /bin"), dir)
		if !plain && !venvOnPath().MatchString(dir) && !strings.Contains(dir, "$") {
			r.keep(pair.Text, region, "a directory of your own is on PATH")
			return
		}
	}
	r.add(pair.Text, Covered, "runtime-env", "/opt/venv/bin is first on PATH")
}

// withoutPath are the values without PATH itself, which stands for what is there anyway.
func withoutPath(values map[string]string) map[string]string {
	out := map[string]string{}
	for k, v := range values {
		if k != "PATH" {
			out[k] = v
		}
	}
	return out
}

// pythonPath drops directories of the project, from which the generated image imports anyway.
func (r part) pythonPath(pair syntax.Pair, region string) {
	workdir := r.workdirs[r.stage]
	for dir := range strings.SplitSeq(pair.Value, ":") {
		dir = path.Clean(expand(dir, withoutPath(r.values[r.stage])))
		if dir != "." && dir != workdir && dir != path.Join(workdir, "src") {
			r.variable(pair, region)
			return
		}
	}
	r.later(pair.Text, func(st *settler, p *Part) {
		if st.plan.Project.InApp() {
			p.set(Covered, "project", "the files run from /app, and the command imports from there")
			return
		}
		p.set(Covered, "project", "the project is installed as a package, which is imported from anywhere")
	})
}
