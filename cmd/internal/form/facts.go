package form

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/uvdock/uvdock/cmd/internal/report"
	"github.com/uvdock/uvdock/generator/detect"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/output"
)

// fact is one thing that was found.
type fact struct {
	name, value string
	// because is the evidence, empty where the value says enough.
	because string
}

// facts are what was found, in the order in which a person would look.
func (f Found) facts() []fact {
	in := f.Inspection
	if in.Project == nil || in.Project.Current == nil {
		return nil
	}
	out := []fact{f.project()}
	if len(in.Members) > 1 {
		out = append(out, f.members())
	}
	if in.Image == nil {
		return out
	}
	if len(in.Members) > 1 {
		out = append(out, fact{"image of", report.Plain(in.Image.Name), f.at(diag.Place{File: in.Image.Pyproject.File})})
	}
	out = append(out, f.decided("python", "Python")...)
	out = append(out, f.starts(in.Image.Survey.Service)...)
	return append(out, f.existing()...)
}

func (f Found) project() fact {
	p := f.Inspection.Project.Current
	if p.Name == "" {
		p = f.Inspection.Project.Root
	}
	name := report.Plain(strings.TrimSpace(p.Name + " " + p.Version))
	if name == "" {
		name = "without a name"
	}
	return fact{"project", name, f.at(diag.Place{File: p.File})}
}

func (f Found) members() fact {
	var names []string
	for _, m := range f.Inspection.Members {
		names = append(names, report.Plain(m.Name))
	}
	const most = 12
	if n := len(names); n > most {
		names = append(names[:most], fmt.Sprintf("and %d more", n-most))
	}
	return fact{"members", strings.Join(names, ", "), ""}
}

// decided is a decision of the plan, if there is one already.
func (f Found) decided(key, name string) []fact {
	if f.Result == nil || f.Result.Plan == nil {
		return nil
	}
	for _, d := range f.Result.Plan.Decisions {
		if d.Key == key {
			return []fact{{name, report.Plain(d.Value), report.Plain(d.Source + ": " + d.Why)}}
		}
	}
	return nil
}

// starts is the service with its evidence.
func (f Found) starts(svc detect.Service) []fact {
	if svc.Framework == "" {
		return nil
	}
	why := f.because(svc.Evidence)
	if svc.Confidence != "" {
		why += " [" + string(svc.Confidence) + "]"
	}
	out := []fact{{"start", report.Plain(commandLine(svc.Command.Words())), why}}
	if svc.Port > 0 {
		out = append(out, fact{"port", fmt.Sprint(svc.Port), ""})
	}
	if svc.HealthPath != "" {
		out = append(out, fact{"health", report.Plain(svc.HealthPath), ""})
	}
	return out
}

// existing are the files that are in the way.
func (f Found) existing() []fact {
	var out []fact
	for _, c := range f.inTheWay() {
		out = append(out, fact{"file", report.Plain(filepath.ToSlash(c.Path)), foreign(c)})
	}
	return out
}

// foreign says whose a file is that is in the way.
func foreign(c output.Change) string {
	if c.State == output.Edited {
		return "was edited by hand after uvdock wrote it"
	}
	return "was not written by uvdock"
}

// at is a place as the user would write it; empty for none.
func (f Found) at(p diag.Place) string {
	if p.File == "" {
		return ""
	}
	if f.Show != nil {
		p.File = f.Show(p.File)
	}
	return report.Plain(p.String())
}
