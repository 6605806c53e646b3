package generator

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/config"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/origin"
	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/resolve"
)

// Field is a pointer to the field of an option of config.Options: *string, *int, *bool or *[]string.
// It is nil for a key that is none. A switch and not a map: every command asks for every key as it starts.
func (o *Options) Field(key string) any {
	s := &o.Selection
	switch key {
	case "profile":
		return &o.Profile
	case "prefer":
		return &o.Prefer
	case "python":
		return &o.Python
	case "platform":
		return &o.Platforms
	case "extra":
		return &s.Extras
	case "all-extras":
		return &s.AllExtras
	case "group":
		return &s.Groups
	case "no-group":
		return &s.NoGroups
	case "only-group":
		return &s.OnlyGroups
	case "no-default-groups":
		return &s.NoDefaultGroups
	case "cmd":
		return &o.Cmd
	case "port":
		return &o.Port
	case "health-path":
		return &o.HealthPath
	case "no-healthcheck":
		return &o.NoHealthcheck
	case "build-env":
		return &o.BuildEnv
	case "processes":
		return &o.Processes
	case "volume":
		return &o.Volumes
	case "context":
		return &o.Context
	case "output":
		return &o.Output
	case "gpu":
		return &o.GPU
	case "keep-stdlib":
		return &o.KeepStdlib
	case "uv-version":
		return &o.UVVersion
	case "apt":
		return &o.Apt
	case "apk":
		return &o.Apk
	case "build-apt":
		return &o.BuildApt
	case "build-apk":
		return &o.BuildApk
	case "pin":
		return &o.Pin
	case "bake":
		return &o.Bake
	case "compose":
		return &o.Compose
	case "ci":
		return &o.CI
	}
	return nil
}

// fields are those of all options, by key.
func (o *Options) fields() map[string]any {
	out := map[string]any{}
	for _, key := range config.Keys() {
		out[key] = o.Field(key)
	}
	return out
}

// Values are the values of all options, as config.Save takes them.
func (o Options) Values() config.Values {
	out := config.Values{}
	for key, field := range o.fields() {
		out[key] = deref(field)
	}
	return out
}

func deref(field any) any {
	switch f := field.(type) {
	case *string:
		return *f
	case *int:
		return *f
	case *bool:
		return *f
	case *[]string:
		return slices.Clone(*f)
	}
	panic(fmt.Sprintf("an option cannot be %T", field))
}

// isSet says whether an option was given: by its key in Given, or by a value that asks for something.
func (o *Options) isSet(opt config.Option) bool {
	if _, given := o.Given[opt.Key]; given {
		return true
	}
	return !opt.Same(deref(o.Field(opt.Key)), opt.Zero())
}

// asks says whether an option is set to a value that asks for something.
func (o *Options) asks(opt config.Option) bool {
	return opt.Key != "" && !opt.Same(deref(o.Field(opt.Key)), opt.Zero())
}

// over are the options laid over a configuration: what is set stays, the rest is as configured. all
// says that files about all images of a workspace are written.
func (o Options) over(c config.Config, all bool) Options {
	out := o
	out.Given = maps.Clone(o.Given)
	if out.Given == nil {
		out.Given = origin.Origins{}
	}
	fields := out.fields()
	for _, opt := range config.Options() {
		v, configured := c.Options[opt.Key]
		excluded, _ := config.Find(opt.Excludes)
		switch {
		case !configured || o.isSet(opt) || o.asks(excluded):
			continue
		case opt.Scope == config.SharedFile && !all:
			continue // the run is for one of several images
		}
		switch f := fields[opt.Key].(type) {
		case *string:
			*f = v.Value.(string)
		case *int:
			*f = v.Value.(int)
		case *bool:
			*f = v.Value.(bool)
		case *[]string:
			*f = v.Value.([]string)
		}
		out.Given[opt.Key] = origin.Origin{Place: v.Place}
	}
	return out
}

// configureProject reads the table of the lock root, once for all members, and lays the options of
// the call over it: for the project itself, for the member that a question about the lock is about,
// else for no member yet.
func (run *run) configureProject(r *Result) (findings diag.List) {
	p := r.Project
	if run.rootTable, findings = config.Open(p, ".", p.Root); findings.HasErrors() {
		return findings
	}
	switch {
	case !isWorkspace(p):
		return append(findings, run.configure(r, project.Member{Dir: "."})...)
	case run.asked.lockOnly:
		about := asked(p, run.asked.Selection)
		for _, m := range p.Members {
			if m.Pyproject == about {
				return append(findings, run.configure(r, m)...)
			}
		}
	}
	return append(findings, run.configure(r, project.Member{})...)
}

// configure lays the options of the call over the configuration for an image, which is that of the
// member's directory before that of the lock root. For the zero member it is the root's alone, as far
// as that is about every image.
func (run *run) configure(r *Result, m project.Member) diag.List {
	own := run.rootTable
	if m.Dir != "." {
		own = nil
	}
	if m.Dir != "." && m.Pyproject != nil {
		var findings diag.List
		if own, findings = config.Open(r.Project, m.Dir, m.Pyproject); findings.HasErrors() {
			return findings
		}
	}
	c, findings := config.Read(run.rootTable, own)
	run.native, run.tasks, r.snippets = c.Native, c.Processes, c.Snippets
	run.options = run.asked.over(c, run.all || !isWorkspace(r.Project))
	if run.bare {
		run.options.Selection = resolve.Selection{}
	}
	findings = append(findings, checkOutput(&run.options)...)
	r.Options = run.options
	return findings
}

// inputs are names that no Dockerfile may take, not even with --force.
var inputs = []string{"pyproject.toml", "uv.lock", "uv.toml", "uvdock.toml", ".python-version", ".python-versions"}

// checkOutput refuses an output that lies outside the project or has no name, and cleans the path.
func checkOutput(o *Options) diag.List {
	if _, given := o.Given["output"]; !given && o.Output == "" {
		return nil
	}
	name := o.Given.Name("output")
	at := o.Given.Place("output")
	clean := path.Clean(o.Output)
	if o.Output == "" || strings.HasSuffix(o.Output, "/") || clean == "." || !fs.ValidPath(clean) {
		return diag.List{diag.Errorf("usage", at, "%s %q is no file below the project, which is the build context", name, o.Output).
			WithFix("use a relative path such as docker/Dockerfile")}
	}
	if slices.Contains(inputs, path.Base(clean)) {
		return diag.List{diag.Errorf("usage", at, "%s %q is a file that uv or uvdock reads", name, o.Output).
			WithFix("name the Dockerfile, as in docker/Dockerfile")}
	}
	o.Output = clean
	return nil
}
