package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/knowledge"
)

// debianNames are the packages that rows of any rank name for a release, sorted and unique.
func debianNames(table knowledge.Native, release string) []string {
	var out []string
	for _, rows := range [][]knowledge.NativeRow{table.Rows, table.BuildRequirements, table.Tools} {
		for _, row := range rows {
			out = append(out, local(row, release, slices.Concat(row.Debian.Build, row.Debian.Linked, row.Debian.Runtime))...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// local gives packages that a row names their names in a release, without those that are gone.
func local(row knowledge.NativeRow, release string, names []string) []string {
	renames := row.Trixie
	if release == "bookworm" {
		renames = row.Bookworm
	}
	var out []string
	for _, name := range names {
		if other, ok := renames[name]; ok {
			name = other
		}
		if name != "" {
			out = append(out, name)
		}
	}
	return out
}

// missing are the names for which the output of `apt-cache policy` has no candidate.
func missing(names []string, policy string) []string {
	have := map[string]bool{}
	name := ""
	for line := range strings.Lines(policy) {
		if !strings.HasPrefix(line, " ") {
			name = strings.TrimSuffix(strings.TrimSpace(line), ":")
		} else if _, candidate, ok := strings.Cut(line, "Candidate: "); ok {
			have[name] = strings.TrimSpace(candidate) != "(none)"
		}
	}
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return have[name] })
}

// checkNames asks the package lists of each release for all names at once.
func checkNames(ctx context.Context, e *engine, releases []string, w io.Writer) error {
	var wrong []string
	for _, release := range releases {
		image, err := e.image(ctx, release, nil)
		if err != nil {
			return err
		}
		names := debianNames(e.tables.Native, release)
		policy, err := docker(ctx, append([]string{"run", "--rm", image, "apt-cache", "policy"}, names...)...)
		if err != nil {
			return err
		}
		gone := missing(names, policy)
		fmt.Fprintf(w, "%s: %d names, %d missing\n", release, len(names), len(gone))
		for _, name := range gone {
			wrong = append(wrong, name+" on "+release)
		}
	}
	if len(wrong) > 0 {
		return errors.New("no such package: " + strings.Join(wrong, ", "))
	}
	return nil
}
