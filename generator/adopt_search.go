package generator

import (
	"bytes"
	"context"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/adopt"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/region"
	"github.com/uvdock/uvdock/generator/render"
)

// search finds the fewest options that lead to the nearest file.
type search struct {
	ctx   context.Context
	fsys  fs.FS
	dir   string
	a     *Adoption
	given Options
}

func (s *search) run() error {
	old := s.a.Old
	for _, p := range slices.Clone(old.Proposals) {
		if reflect.DeepEqual(s.given, s.given.with([]adopt.Proposal{p})) {
			old.Given(p)
		}
	}
	result, err := s.possible()
	if err == nil && len(result.Files) > 0 && result.Files[0].Path != s.a.File {
		// The member, or the configuration, has its Dockerfile elsewhere.
		old.Proposals = append(old.Proposals, adopt.Proposal{Flag: "output", Value: s.a.File})
		result, err = s.possible()
	}
	if err != nil || result.Findings.HasErrors() {
		s.a.fail(result)
		return err
	}
	base := path.Clean(result.Project.Base)
	root, err := fs.Sub(result.Project.FS, base)
	if err != nil {
		return err
	}
	var locked []string
	for _, t := range result.Target.Targets {
		for _, p := range t.Packages {
			locked = append(locked, p.Name)
		}
	}
	asked := old.Settle(adopt.Input{Plan: result.Plan, FS: root, Locked: locked, File: s.a.File})
	for _, p := range asked {
		if !slices.ContainsFunc(old.Proposals, func(q adopt.Proposal) bool { return q.Flag == p.Flag && q.Value == p.Value }) {
			old.Proposals = append(old.Proposals, p)
		}
	}
	if result, err = s.possible(); err != nil || result.Findings.HasErrors() {
		s.a.fail(result)
		return err
	}
	if err := s.fewest(result); err != nil {
		return err
	}
	return s.finish()
}

// generate is Generate with some of the proposals.
func (s *search) generate(proposals []adopt.Proposal) (*Result, error) {
	o := s.given.with(proposals)
	o.Command, o.Existing = nil, map[string][]byte{s.a.File: {}} // one header for all of them, and no regions
	return Generate(s.ctx, s.fsys, s.dir, o)
}

// vital are proposals that nothing stands in for: without them another program would start.
var vital = []string{"cmd", "package"}

// possible takes out the proposals with which no Dockerfile can be generated.
func (s *search) possible() (*Result, error) {
	old := s.a.Old
	result, err := s.generate(old.Proposals)
	for err == nil && result.Findings.HasErrors() {
		first := result.Findings.Errors()[0]
		again := func(f diag.Finding) bool { return f.Code == first.Code && f.Message == first.Message }
		guilty := false
		for n, p := range old.Proposals {
			if slices.Contains(vital, p.Flag) {
				continue
			}
			without, failed := s.generate(slices.Delete(slices.Clone(old.Proposals), n, n+1))
			if failed != nil {
				return nil, failed
			}
			if guilty = !slices.ContainsFunc(without.Findings.Errors(), again); guilty {
				old.Refused(p, first)
				result = without
				break
			}
		}
		if !guilty {
			break
		}
	}
	for _, d := range doubtful {
		n := slices.IndexFunc(old.Proposals, func(p adopt.Proposal) bool { return p.Flag == d.flag })
		if err != nil || n < 0 || result.Findings.HasErrors() {
			continue
		}
		said := func(f diag.Finding) bool { return f.Code == d.code }
		at := slices.IndexFunc(result.Findings, said)
		without, failed := s.generate(slices.Delete(slices.Clone(old.Proposals), n, n+1))
		if failed != nil {
			return nil, failed
		}
		if at >= 0 && !without.Findings.HasErrors() && !slices.ContainsFunc(without.Findings, said) {
			old.Refused(old.Proposals[n], result.Findings[at])
			result = without
		}
	}
	return result, err
}

// doubtful are proposals that are left out where they bring a warning with them, by its code.
var doubtful = []struct{ flag, code string }{{"uv-version", "lock-newer-than-uv"}, {"gpu", "gpu-without-cuda"}}

// fewest takes out the proposals without which the file is the same.
func (s *search) fewest(result *Result) error {
	old := s.a.Old
	for _, p := range slices.Clone(old.Proposals) {
		rest := slices.DeleteFunc(slices.Clone(old.Proposals), func(q adopt.Proposal) bool { return q == p })
		without, err := s.generate(rest)
		if err != nil {
			return err
		}
		if !without.Findings.HasErrors() && without.Files[0].Path == s.a.File && slices.Equal(without.Files[0].Text, result.Files[0].Text) {
			old.Found(p, without.Plan.Decisions)
			result = without
		}
	}
	return nil
}

// finish generates with the options that are left, and the regions.
func (s *search) finish() error {
	a := s.a
	a.Old.Finish()
	a.Options = s.given.with(a.Old.Proposals)
	a.Options.Command = s.command()
	a.Config = a.Options.configured(a.Old.Proposals)
	a.Kept = a.Old.Kept()
	o := a.Options
	var regions []byte
	for _, k := range a.Kept {
		regions = append(regions, region.Begin(k.Region)+"\n"+k.Text+region.End(k.Region)+"\n"...)
	}
	if render.Windows(a.Text) {
		regions = bytes.ReplaceAll(regions, []byte("\n"), []byte("\r\n"))
	}
	o.Existing = map[string][]byte{a.File: regions}
	result, err := Generate(s.ctx, s.fsys, s.dir, o)
	if err != nil {
		return err
	}
	a.Result = result
	if result.Plan != nil {
		a.Command = result.Plan.Command
	}
	a.Findings = append(a.Findings, result.Findings...).Sorted()
	return nil
}

// fail reports why no file comes of the old one. What is wrong with an option is wrong with the line that asks for it.
func (a *Adoption) fail(result *Result) {
	if result == nil {
		return
	}
	for _, f := range result.Findings {
		if f.File == "" && f.Severity == diag.Error {
			for _, p := range a.Old.Proposals {
				if p.Flag == "cmd" && strings.Contains(f.Message, "--cmd") {
					f.File, f.Line = a.File, p.Line
				}
			}
		}
		a.Findings = append(a.Findings, f)
	}
	a.Findings = a.Findings.Sorted()
	a.Old.Finish()
}

// command are the words of the command that writes the new file: those that were given, with the proposals in
// their places by the alphabet.
func (s *search) command() []string {
	words := s.given.Command
	if len(words) == 0 {
		words = []string{"uvdock", "generate"}
	}
	for _, p := range s.a.Old.Proposals {
		flag := []string{"--" + p.Flag}
		if p.Value != "" {
			flag = append(flag, p.Value)
		}
		words = withFlag(words, flag...)
	}
	return words
}
