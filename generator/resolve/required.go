package resolve

import (
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/project"
)

// CheckUV says whether the settings in force admit a version of uv (tool.uv.required-version).
// uv checks this before anything else.
func CheckUV(p *project.Project, version string) diag.List {
	want := p.Settings.RequiredVersion
	if want == "" {
		return nil
	}
	place := p.Settings.Place("required-version")
	specs, err := pep508.ParseSpecifiers(want)
	if err != nil {
		// uv reads a bare version as an exact pin.
		specs, err = pep508.ParseSpecifiers("==" + want)
	}
	if err != nil {
		return diag.List{diag.Errorf("required-version", place, "required-version %q is no list of version specifiers", want).
			WithFix("write it like `>=0.12,<0.14`")}
	}
	if ok, err := specs.Contains(version); ok && err == nil {
		return nil
	}
	return diag.List{diag.Errorf("required-version", place, "required uv version `%s` does not match uv %s", want, version).
		WithFix("choose an uv version that it admits, or change required-version")}
}
