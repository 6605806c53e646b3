package generator

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/project"
)

// isWorkspace says whether there are members beside the one at the root: uv must then be told
// which of them is meant.
func isWorkspace(p *project.Project) bool {
	return slices.ContainsFunc(p.Members, func(m project.Member) bool { return m.Dir != "." })
}

// pickMember decides what the image is for: the member that was named, the one whose directory
// was given, or the only one that can be started. A project of its own is its only member.
func (run *run) pickMember(ctx context.Context, r *Result) diag.List {
	p := r.Project
	if !isWorkspace(p) {
		r.Member = project.Member{Name: p.Current.Name, Dir: p.Dir, Pyproject: p.Current}
		if run.options.Package != "" && pep508.Normalize(run.options.Package) != p.Current.Name {
			return diag.List{unknownMember(p, run.options.Package)}
		}
		return nil
	}
	switch {
	case run.options.Package != "":
		name := pep508.Normalize(run.options.Package)
		i := slices.IndexFunc(p.Members, func(m project.Member) bool { return m.Name == name })
		if i < 0 {
			return diag.List{unknownMember(p, run.options.Package)}
		}
		r.Member = p.Members[i]
	case p.Dir != ".":
		i := slices.IndexFunc(p.Members, func(m project.Member) bool { return m.Dir == p.Dir })
		if i < 0 {
			return diag.List{diag.Errorf("which-member", diag.Place{File: p.Dir}, "the directory is in a workspace, but is none of its members").
				WithFix("name a member with --package: %s", memberNames(p.Members))}
		}
		r.Member = p.Members[i]
	case len(p.Members) == 1:
		r.Member = p.Members[0]
	case run.options.Cmd != "" && isMember(p.Root, p.Members):
		// Everything can be started by that command. uv takes the project at the root.
		r.Member = project.Member{Name: p.Root.Name, Dir: ".", Pyproject: p.Root}
	default:
		startable, unserved, broken := run.startable(ctx, r)
		if len(startable) == 0 && broken != nil {
			return broken
		}
		if len(startable) != 1 || len(unserved) > 0 {
			return diag.List{whichMember(p, startable, unserved)}
		}
		r.Member = startable[0]
	}
	if findings := run.configure(r, r.Member); findings.HasErrors() {
		return findings
	}
	return run.enter(r)
}

// isMember says whether a manifest is that of a member.
func isMember(manifest *project.Pyproject, members []project.Member) bool {
	return slices.ContainsFunc(members, func(m project.Member) bool { return m.Pyproject == manifest })
}

// enter turns a configured run to the member of its result. From then on it is as if the member's
// directory had been given: its default groups count, and the version file nearest to it.
func (run *run) enter(r *Result) (findings diag.List) {
	p := r.Project
	if isWorkspace(p) {
		r.Selection, r.LeftOut = run.memberSelection(p, r.Member, imageSelection(run.options.Selection))
		view := *p
		view.Current = r.Member.Pyproject
		if r.Member.Dir != p.Dir {
			view.PythonRequest, findings = p.PythonRequestOf(r.Member.Dir)
		}
		p = &view
	}
	run.chooser = run.chooser.For(p, run.request(r.Selection))
	return findings
}

// startable are the members for which a start command is found without doubt. Those that hold an
// application and lack its server are returned with that finding: another member's command is not what
// such a workspace is for. What is wrong with the lock for one member after the other is returned too; nil
// where only start commands are open.
func (run *run) startable(ctx context.Context, r *Result) (out []project.Member, unserved []lacking, broken diag.List) {
	chosen := false
	for _, m := range r.Project.Members {
		one, trial := *run, &Result{Project: r.Project, Member: m, Selection: r.Selection}
		if findings := one.configure(trial, m); findings.HasErrors() {
			return nil, nil, findings // it may say what starts
		}
		one.enter(trial)
		candidate, _, findings := one.chooser.Choose()
		if findings.HasErrors() {
			if broken == nil {
				broken = findings.Errors()
			}
			continue
		}
		chosen = true
		trial.Target = candidate
		_, found := detect.Detect(ctx, one.detection(trial))
		if !found.HasErrors() {
			out = append(out, m)
		}
		for _, f := range found.Errors() {
			if f.Code == "no-server" {
				unserved = append(unserved, lacking{m, f})
			}
		}
	}
	if chosen {
		broken = nil
	}
	return out, unserved, broken
}

// lacking is a member with an application that nothing can serve.
type lacking struct {
	member project.Member
	why    diag.Finding
}

// unknownMember is the error for a --package that names no member.
func unknownMember(p *project.Project, name string) diag.Finding {
	members := p.Members
	if len(members) == 0 {
		members = []project.Member{{Name: p.Current.Name}}
	}
	f := diag.Errorf("missing-package", diag.Place{File: "pyproject.toml"}, "--package %s names no member of the workspace", name)
	if alike := diag.Alike(pep508.Normalize(name), names(members)); len(alike) > 0 {
		return f.WithFix("did you mean %s? The members are %s", strings.Join(alike, " or "), memberNames(members))
	}
	return f.WithFix("the members are %s", memberNames(members))
}

// whichMember is the error for a workspace in which the choice is open.
func whichMember(p *project.Project, startable []project.Member, unserved []lacking) diag.Finding {
	f := diag.Errorf("which-member", p.Root.Place("tool", "uv", "workspace"),
		"this is a workspace of %d members, and an image is for one of them: %s", len(p.Members), memberNames(p.Members))
	var also strings.Builder
	for _, u := range unserved {
		fmt.Fprintf(&also, "; %s lacks a server (%s): %s", u.member.Name, u.why.Message, u.why.Fix)
	}
	if len(startable) == 0 {
		return f.WithFix("name one with --package, and what it starts with --cmd; for none of them a start command was found%s", also.String())
	}
	return f.WithFix("name one with --package; these can be started: %s%s", memberNames(startable), also.String())
}

// memberNames lists members for a message.
func memberNames(members []project.Member) string {
	const limit = 20
	var names []string
	for i, m := range members {
		if i == limit {
			names = append(names, fmt.Sprintf("and %d more", len(members)-limit))
			break
		}
		names = append(names, m.Name)
	}
	return strings.Join(names, ", ")
}

// names are those of members, in their order.
func names(members []project.Member) []string {
	var out []string
	for _, m := range members {
		out = append(out, m.Name)
	}
	return out
}
