package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/cmd/internal/registry"
	"github.com/uvdock/uvdock/generator"
)

// resolveDigests asks registries for the digests that --pin lacks, if told to. What is wrong with the
// project is left to the run that follows.
func (s streams) resolveDigests(ctx context.Context, place location, o *generateOptions) error {
	if !o.online {
		return nil
	}
	bare, err := bareImages(ctx, place, *o)
	if err != nil || len(bare) == 0 {
		return err
	}
	if o.format == "text" && !o.quiet {
		fmt.Fprintf(s.err, "asking for the digests of %s\n", strings.Join(bare, ", "))
	}
	if o.Digests, err = (registry.Client{}).Digests(ctx, bare); err != nil {
		return fmt.Errorf("%w; nothing was changed", err)
	}
	return nil
}

// bareImages are the images of the run that no digest is known of, sorted.
func bareImages(ctx context.Context, place location, o generateOptions) ([]string, error) {
	o.Pin = false
	var results []*generator.Result
	if o.all {
		w, err := generator.GenerateAll(ctx, place.fsys, place.dir, o.Options)
		if err != nil {
			return nil, err
		}
		results = w.Images
	} else {
		r, err := generator.Plan(ctx, place.fsys, place.dir, o.Options)
		if err != nil {
			return nil, err
		}
		results = append(results, r)
	}
	var bare []string
	for _, r := range results {
		if r.Plan == nil {
			continue
		}
		for _, ref := range r.Plan.Images() {
			if !strings.Contains(ref, "@") {
				bare = append(bare, ref)
			}
		}
	}
	slices.Sort(bare)
	return slices.Compact(bare), nil
}
