package generator

import (
	"context"
	"io/fs"
	"slices"
	"sync"

	"github.com/uvdock/uvdock/generator/choose"
	"github.com/uvdock/uvdock/generator/detect"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/resolve"
	"github.com/uvdock/uvdock/generator/size"
	"github.com/uvdock/uvdock/generator/stale"
)

// Inspection is what a project offers and what it leaves open: what one who asks a person needs
// to know. Nothing in it is decided; the answers go into Options.
type Inspection struct {
	// Project is nil where no pyproject.toml was found.
	Project *project.Project
	// Members are those that an image could be for, by directory. A project that is no workspace is
	// its only member.
	Members []MemberChoices
	// Image is about the member that Plan would take with the same options; nil where that is open.
	Image *ImageChoices
	// Findings are about the project as a whole. With an error among them it cannot be used, and the
	// other fields are empty but for Project.
	Findings diag.List
	// Open are the errors that Plan would stop at and that an option answers: which member, which
	// profile, what to start. Those of Image are among them.
	Open diag.List
}

// MemberChoices is a member of a workspace and what it could start.
type MemberChoices struct {
	project.Member
	// Survey is what could be started, with the evidence.
	Survey detect.Survey
	// Open are the errors for which no start command is known: several, or none.
	Open diag.List
}

// ImageChoices are the choices for the image of one member.
type ImageChoices struct {
	MemberChoices
	// Extras are the names of its extras, sorted; Groups its dependency groups.
	Extras []string
	Groups []GroupChoice
	// Profiles are all profiles, in the order in which they are shown.
	Profiles []ProfileChoice
	// Choice is the profile that Plan would take and why; its Value is empty where none works.
	Choice choose.Reason
	// Findings are the warnings and notes behind the choice and the survey.
	Findings diag.List
}

// GroupChoice is a dependency group.
type GroupChoice struct {
	Name string
	// Default says that the image installs it without being asked to, Development that it never does
	// so because of the name.
	Default, Development bool
}

// ProfileChoice is a profile for a member, with the size that its image is predicted to have.
type ProfileChoice struct {
	choose.Candidate
	// Sizes holds a prediction a platform, in bytes on disk; nil where the profile cannot work.
	Sizes []size.Prediction
}

// Inspect reads a project and says what it offers, without deciding: the members with what each
// could start, and for the member that the options or the project name its extras, groups and
// profiles. Options count as they do for Plan, so what they say already is no longer open; to ask
// step by step, call it again with what was answered. A lock that is not current is a warning.
func Inspect(ctx context.Context, fsys fs.FS, dir string, o Options) (*Inspection, error) {
	run, r, err := start(ctx, fsys, dir, o)
	if err != nil {
		return nil, err
	}
	in := &Inspection{Project: r.Project, Findings: r.Findings}
	if in.Findings.HasErrors() {
		return in, nil
	}
	if run.services, err = run.tables.Services(); err != nil {
		return nil, err
	}
	var current diag.List
	var wait sync.WaitGroup
	wait.Go(func() { current = stale.Check(r.Project).Relaxed(true) })
	in.Members = run.survey(ctx, r)
	wait.Wait()
	in.Findings = append(in.Findings, current...).Sorted()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r.Findings = nil // from here on they are those of the image
	if open := run.pickMember(ctx, r); open.HasErrors() {
		in.Open = open
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		return in, nil
	}
	if in.Image, err = run.imageChoices(ctx, r, in.Members); err != nil {
		return nil, err
	}
	in.Open, in.Image.Findings = r.Findings.Errors(), withoutErrors(r.Findings)
	return in, nil
}

// survey looks what each member could start, on all processors.
func (run *run) survey(ctx context.Context, r *Result) []MemberChoices {
	members := membersOf(r.Project)
	out := make([]MemberChoices, len(members))
	each(ctx, len(members), func(i int) {
		one, trial := *run, &Result{Project: r.Project, Member: members[i], Selection: r.Selection}
		one.asked.Cmd, one.asked.Port, one.asked.HealthPath = "", 0, "" // they are said of one image
		one.configure(trial, trial.Member)
		one.enter(trial)
		one.wanted()
		trial.Target, _, _ = one.chooser.Choose()
		survey, findings := detect.Look(ctx, one.detection(trial))
		out[i] = MemberChoices{members[i], survey, findings.Errors()}
	})
	return out
}

// imageChoices are those of the member that was picked; the findings go into r.
func (run *run) imageChoices(ctx context.Context, r *Result, members []MemberChoices) (*ImageChoices, error) {
	c := &ImageChoices{MemberChoices: MemberChoices{Member: r.Member}}
	if i := slices.IndexFunc(members, func(m MemberChoices) bool { return m.Dir == r.Member.Dir }); i >= 0 {
		c.MemberChoices = members[i]
	}
	c.Extras, c.Groups = run.installable(r.Member.Pyproject)
	run.choose(r)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	c.Choice = r.Choice
	var findings diag.List
	c.Survey, findings = detect.Look(ctx, run.detection(r))
	c.Open = findings.Errors()
	r.add(findings)
	for _, p := range run.tables.Profiles {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		choice, err := run.profileChoice(r, p.Name)
		if err != nil {
			return nil, err
		}
		c.Profiles = append(c.Profiles, choice)
	}
	return c, ctx.Err()
}

// profileChoice evaluates one profile and predicts its size.
func (run *run) profileChoice(r *Result, name string) (ProfileChoice, error) {
	candidate := run.evaluate(name)
	if len(candidate.Obstacles) > 0 {
		return ProfileChoice{Candidate: candidate}, nil
	}
	sizes, err := r.Predict(candidate, nil)
	return ProfileChoice{candidate, sizes}, err
}

// installable lists the extras and groups of a manifest by name.
func (run *run) installable(pp *project.Pyproject) (extras []string, groups []GroupChoice) {
	for _, e := range pp.OptionalDependencies {
		extras = append(extras, e.Name)
	}
	left := developing(pp, resolve.Selection{}, run.tables.Groups)
	taken := slices.DeleteFunc(defaultGroups(pp, true), func(n string) bool { return slices.Contains(left, pep508.Normalize(n)) })
	for _, g := range pp.DependencyGroups {
		name := pep508.Normalize(g.Name)
		installed := slices.ContainsFunc(taken, func(n string) bool { return pep508.Normalize(n) == name })
		groups = append(groups, GroupChoice{g.Name, installed, run.tables.Groups.IsDevelopment(name)})
	}
	return extras, groups
}

func withoutErrors(list diag.List) diag.List {
	return slices.DeleteFunc(slices.Clone(list), func(f diag.Finding) bool { return f.Severity == diag.Error })
}
