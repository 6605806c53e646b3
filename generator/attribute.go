package generator

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/config"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/plan"
)

// aboutOption are the options that findings are about which name none in their text.
var aboutOption = map[string]string{
	"python-unavailable": "python", "python-mismatch": "python", "profile-unusable": "profile", "profile-advice": "profile",
	"health-path-without-port": "health-path",
}

// attribute says of findings about options where those come from. The stages call an option by its
// flag; what is configured is called by its key, and the finding stands at its place where it had
// none; what the environment says is called by its variable.
func (o Options) attribute(findings diag.List) diag.List {
	if len(o.Given) == 0 {
		return findings
	}
	out := slices.Clone(findings)
	for i, f := range out {
		message, keys := o.Given.Rename(f.Message)
		out[i].Message = message
		out[i].Fix, _ = o.Given.Rename(f.Fix)
		if about, found := aboutOption[f.Code]; found {
			keys = append(keys, about)
		}
		if at := o.Given.Place(keys...); f.File == "" && at.File != "" {
			out[i].File, out[i].Line, out[i].Column = at.File, at.Line, at.Column
		}
	}
	return out
}

// decided are the options behind decisions, by the keys of both: where one was given, the value is
// from there.
var decided = map[string][]string{
	"profile": {"profile", "prefer"}, "python": {"python"}, "uv": {"uv-version"}, "context": {"context"},
	"command": {"cmd"}, "port": {"port"}, "health": {"health-path"}, "gpu": {"gpu"}, "stdlib": {"prefer"}, "interpreter": {"keep-stdlib"},
	"volumes": {"volume"}, "build-env": {"build-env"},
	"selection": {"extra", "all-extras", "group", "no-group", "only-group", "no-default-groups"},
}

// attributed are decisions with the sources of those options that somebody set.
func (o Options) attributed(decisions []plan.Decision) []plan.Decision {
	out := slices.Clone(decisions)
	for i, d := range out {
		out[i].Why, _ = o.Given.Rename(d.Why)
		var sources []string
		for _, key := range decided[d.Key] {
			opt, _ := config.Find(key)
			if _, given := o.Given[key]; given && o.asks(opt) {
				sources = append(sources, o.Given.Source(key))
			}
		}
		if sources != nil {
			out[i].Source = strings.Join(sources, ", ")
		}
	}
	return out
}

// Setting is an option that somebody set.
type Setting struct {
	// Key is that of config.Options; Value is as it stands in a TOML file.
	Key   string `json:"key"`
	Value string `json:"value"`
	// Source is a flag, a variable of the environment, or a file and line.
	Source string `json:"source"`
}

// Settings are the options that are set, by a flag, a variable or the configuration, in the order of
// config.Options.
func (o Options) Settings() []Setting {
	out := []Setting{}
	for _, opt := range config.Options() {
		if o.isSet(opt) {
			out = append(out, Setting{opt.Key, opt.TOML(deref(o.Field(opt.Key))), o.Given.Source(opt.Key)})
		}
	}
	return out
}
