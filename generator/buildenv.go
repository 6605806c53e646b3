package generator

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/plan"
)

// steering are variables that the build itself sets, and beginnings of those that uv reads.
var steering = []string{"PATH", "HOME", "PYTHONPATH", "VIRTUAL_ENV", "DJANGO_SETTINGS_MODULE"}

// buildEnv reads --build-env. What is no NAME=VALUE, or would steer the build, is an error.
func (o Options) buildEnv() (out []detect.EnvVar, findings diag.List) {
	refuse := func(fix, format string, args ...any) {
		findings = append(findings, diag.Errorf("usage", diag.Place{}, format, args...).WithFix("%s", fix))
	}
	for _, text := range o.BuildEnv {
		name, value, ok := strings.Cut(text, "=")
		switch {
		case !ok:
			// The text is not repeated: it may be a value whose name was forgotten.
			refuse("give a name and a value, as in --build-env SECRET_KEY=build-only", "--build-env has no =")
		case !validVariable(name):
			refuse("a name has letters, digits and underscores, and begins with no digit", "--build-env %q is no name of a variable", name)
		case slices.Contains(steering, name) || strings.HasPrefix(name, "UV_"):
			refuse("leave it out", "--build-env %s: the build sets it itself", name)
		case slices.ContainsFunc(out, func(v detect.EnvVar) bool { return v.Name == name }):
			refuse("give it once", "--build-env %s is there twice", name)
		default:
			out = append(out, detect.EnvVar{Name: name, Value: value})
		}
	}
	return out, findings
}

// validVariable says whether a shell can set a variable of that name.
func validVariable(name string) bool {
	for i, r := range name {
		letter := r == '_' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
		if !letter && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return name != ""
}

// planned are the variables as the plan has them.
func planned(list []detect.EnvVar) []plan.Env {
	var out []plan.Env
	for _, v := range list {
		out = append(out, plan.Env{Name: v.Name, Value: v.Value})
	}
	return out
}
