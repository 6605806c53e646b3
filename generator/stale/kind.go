package stale

import "github.com/uvdock/uvdock/generator/project"

// memberSource compares how a member is to be installed with how the lock installs it.
func (c *checker) memberSource(m project.Member, locked *project.Package) {
	want := c.memberKind(m)
	if locked.Source.Kind != want {
		c.report(m.Pyproject.Place("project", "name"), "project `%s` is %s, but %s in uv.lock",
			m.Name, describe(want), describe(locked.Source.Kind))
	}
}

// describe says what a kind of source means for a member.
func describe(kind project.SourceKind) string {
	switch kind {
	case project.Virtual:
		return "not a package (virtual)"
	case project.Editable:
		return "an editable package"
	}
	return "a package that is not editable"
}

// memberKind is virtual for a project that is no package, directory for one that a source
// declares not editable, and editable otherwise. A project is a package by tool.uv.package, by
// its [build-system], or because another member requires it from the workspace.
// Source: uv, crates/uv-workspace/src/pyproject.rs, PyProjectToml::is_package.
func (c *checker) memberKind(m project.Member) project.SourceKind {
	required, editable := c.requiredMember(m.Name)
	isPackage := m.Pyproject.BuildSystem != nil || required
	if set := m.Pyproject.UV.Package; set != nil {
		isPackage = *set
	}
	switch {
	case !isPackage:
		return project.Virtual
	case !editable:
		return project.Directory
	}
	return project.Editable
}

// requiredMember says whether a source of any member, or of the root, is the workspace member of
// that name, and whether it is editable there.
func (c *checker) requiredMember(name string) (required, editable bool) {
	if c.required == nil {
		c.readRequired()
	}
	editable, required = c.required[name]
	return required, editable || !required
}

// readRequired collects the members that manifests require from the workspace: of the first entry
// of a name in each manifest, whether all are editable.
func (c *checker) readRequired() {
	c.required = map[string]bool{}
	manifests := []*project.Pyproject{c.project.Root}
	for _, m := range c.project.Members {
		manifests = append(manifests, m.Pyproject)
	}
	for _, manifest := range manifests {
		here := map[string]bool{}
		for _, s := range manifest.UV.Sources {
			if !s.Workspace || here[s.Name] {
				continue
			}
			here[s.Name] = true
			before, known := c.required[s.Name]
			c.required[s.Name] = (before || !known) && (s.Editable == nil || *s.Editable)
		}
	}
}
