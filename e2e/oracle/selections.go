package main

import "github.com/uvdock/uvdock/generator/project"

// selections are the arguments of `uv sync` to compare: the plain ones, then each extra, each
// group and each member by itself. p may be nil, where both sides can but refuse.
func selections(p *project.Project) [][]string {
	out := [][]string{{}, {"--no-dev"}}
	if p == nil {
		return out
	}
	out = append(out, []string{"--no-default-groups"}, []string{"--all-extras"}, []string{"--all-groups"}, []string{"--all-extras", "--all-groups"})
	for _, name := range extras(p) {
		out = append(out, []string{"--no-dev", "--extra", name})
	}
	if p.Current != nil {
		for _, g := range p.Current.DependencyGroups {
			out = append(out, []string{"--no-default-groups", "--group", g.Name}, []string{"--only-group", g.Name})
		}
	}
	if len(p.Members) < 2 {
		return out
	}
	out = append(out, []string{"--all-packages"}, []string{"--all-packages", "--no-dev", "--all-extras"})
	for _, m := range p.Members {
		out = append(out, []string{"--package", m.Name}, []string{"--package", m.Name, "--no-dev"})
	}
	return out
}

// extras are those of the directory's project, or of all members where it has no [project]; each
// name once.
func extras(p *project.Project) []string {
	from := []*project.Pyproject{p.Current}
	if p.Current == nil || !p.Current.HasProject {
		from = nil
		for _, m := range p.Members {
			from = append(from, m.Pyproject)
		}
	}
	var out []string
	seen := map[string]bool{}
	for _, file := range from {
		for _, e := range file.OptionalDependencies {
			if !seen[e.Name] {
				seen[e.Name] = true
				out = append(out, e.Name)
			}
		}
	}
	return out
}
