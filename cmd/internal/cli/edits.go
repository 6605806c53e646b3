package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/uvdock/uvdock/cmd/internal/report"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/output"
)

// write writes the files. Of one that somebody edited it shows what was edited, and where that could go.
func (s streams) write(root string, changes []output.Change, o generateOptions) error {
	err := output.Write(root, changes, o.force)
	var refused *output.Refused
	if errors.As(err, &refused) && o.format == "text" {
		edited := slices.DeleteFunc(slices.Clone(refused.Changes), func(c output.Change) bool { return c.State != output.Edited || c.Remove })
		fmt.Fprint(s.err, s.errorStyle().Diff(output.Diff(edited)))
		report.Edits(s.err, s.errorStyle(), edited)
	}
	return err
}

// adopt moves the lines that people added to files of uvdock into regions, as --adopt asks, and
// returns these files by their paths. What is no addition is an error, and nothing is moved.
func (s streams) adopt(changes []output.Change, o generateOptions) (map[string][]byte, error) {
	out := map[string][]byte{}
	var refusals []error
	for _, c := range changes {
		if c.State != output.Edited || c.Remove {
			continue
		}
		text, moved, err := c.Adopt()
		if err != nil {
			refusals = append(refusals, err)
			continue
		}
		out[filepath.ToSlash(c.Path)] = text
		if o.format == "text" {
			report.Moved(s.err, s.errorStyle(), c, moved)
		}
	}
	if refusals != nil {
		return nil, fmt.Errorf("--adopt moves lines that were added, and nothing else:\n%w", errors.Join(refusals...))
	}
	return out, nil
}

// adopted is the outcome of the same run with what was added in regions.
func (s streams) adopted(ctx context.Context, o generateOptions, before *outcome) (*outcome, error) {
	texts, err := s.adopt(before.changes, o)
	if err != nil || len(texts) == 0 {
		return before, err
	}
	out, err := s.prepare(ctx, o.with(texts))
	if err != nil {
		return before, s.sayErrors(o, err)
	}
	markAdopted(out.changes, texts)
	return out, nil
}

// adoptedAll is adopted for all members.
func (s streams) adoptedAll(ctx context.Context, o generateOptions, before *allOutcome) (*allOutcome, error) {
	texts, err := s.adopt(before.Files(), o)
	if err != nil || len(texts) == 0 {
		return before, err
	}
	out, err := s.prepareAll(ctx, o.with(texts))
	if err != nil {
		return before, s.sayErrors(o, err)
	}
	for _, changes := range append(out.Changes, out.Shared) {
		markAdopted(changes, texts)
	}
	return out, nil
}

// with are the options of a run that was told of already, with other texts for its files.
func (o generateOptions) with(texts map[string][]byte) generateOptions {
	o.Existing, o.format = texts, ""
	return o
}

// markAdopted says of files that their edits are kept.
func markAdopted(changes []output.Change, texts map[string][]byte) {
	for i, c := range changes {
		if _, ok := texts[filepath.ToSlash(c.Path)]; ok {
			changes[i] = c.Adopted()
		}
	}
}

// sayErrors prints the findings that a run stopped at which printed none.
func (s streams) sayErrors(o generateOptions, err error) error {
	var failure *diag.Failure
	if o.format == "text" && errors.As(err, &failure) {
		report.Findings(s.err, s.errorStyle(), failure.Findings.Errors())
	}
	return err
}
