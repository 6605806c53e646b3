package detect

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
)

// settingsBelow is the module that the container gets as its settings where the one that the sources name is
// a package without any: the one below it that is named for production. Where none is, or several are, the
// variable must come from outside, which is a finding.
func (d *detector) settingsBelow(from *module, name string, at Evidence, svc *Service) string {
	dir := path.Join(from.root, strings.ReplaceAll(name, ".", "/"))
	file := d.src.find(from, name)
	if m := d.src.load(file); file != "" && (m == nil || path.Base(file) != "__init__.py" || len(m.scope) > 0) {
		return ""
	} else if file != "" {
		dir = path.Dir(file)
	}
	var all, production []string
	for _, f := range d.src.tree.files {
		word := strings.TrimSuffix(path.Base(f), ".py")
		if path.Dir(f) != dir || strings.HasPrefix(word, "_") {
			continue
		}
		all = append(all, name+"."+word)
		if slices.Contains(d.in.Services.Sources.ProductionSettings, word) {
			production = append(production, name+"."+word)
		}
	}
	switch {
	case len(all) == 0:
		return ""
	case len(production) == 1:
		svc.evidence(diag.Place{}, "%s holds no settings, and %s is the module below it for production", name, production[0])
		return production[0]
	}
	d.findings = append(d.findings, diag.Warningf("settings-module", at.Place,
		"%s is %s, which holds no settings; those of the project are %s", settingsVariable, name, strings.Join(all, ", ")).
		WithFix("%s", fmt.Sprintf("give the container the one that it is to use: docker run --env %s=%s", settingsVariable, all[0])))
	return ""
}
