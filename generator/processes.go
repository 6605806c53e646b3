package generator

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/config"
	"github.com/uvdock/uvdock/generator/detect"
	"github.com/uvdock/uvdock/generator/diag"
)

// processes are those that the tables name, and how the image holds several.
func (run *run) processes() (asked []detect.Asked, layout string) {
	for _, p := range run.tasks {
		asked = append(asked, detect.Asked{
			Name: p.Name, Cmd: p.Cmd, Port: p.Port, HealthPath: p.HealthPath, NoHealthcheck: p.NoHealthcheck, Job: p.Job, At: p.CmdAt,
		})
	}
	return asked, run.options.Processes
}

// checkLayout refuses a --processes that means nothing.
func (o Options) checkLayout() diag.List {
	if o.Processes == "" || slices.Contains(config.Layouts, o.Processes) {
		return nil
	}
	return diag.List{diag.Errorf("usage", diag.Place{}, "--processes %q is unknown", o.Processes).
		WithFix("use %s", strings.Join(config.Layouts, " or "))}
}
