package generator

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/config"
	"github.com/uvdock/uvdock/generator/detect"
	"github.com/uvdock/uvdock/generator/diag"
)

// processes are those that the tables name, and how the image holds several; what is wrong in the
// tables is reported by wanted.
func (run *run) processes(r *Result) (asked []detect.Asked, layout string) {
	c, findings := config.Read(r.Project.Root, r.Member.Pyproject)
	if findings.HasErrors() {
		return nil, ""
	}
	for _, p := range c.Processes {
		asked = append(asked, detect.Asked{
			Name: p.Name, Cmd: p.Cmd, Port: p.Port, HealthPath: p.HealthPath, NoHealthcheck: p.NoHealthcheck, Job: p.Job, At: p.CmdAt,
		})
	}
	if layout = run.options.Processes; layout == "" {
		layout = c.Layout
	}
	return asked, layout
}

// checkLayout refuses a --processes that means nothing.
func (o Options) checkLayout() diag.List {
	if o.Processes == "" || slices.Contains(config.Layouts, o.Processes) {
		return nil
	}
	return diag.List{diag.Errorf("usage", diag.Place{}, "--processes %q is unknown", o.Processes).
		WithFix("use %s", strings.Join(config.Layouts, " or "))}
}
