package cli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/cmd/internal/registry"
	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/origin"
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

// bareImages are the images of the run that are to have a digest and that none is known of, sorted.
func bareImages(ctx context.Context, place location, o generateOptions) ([]string, error) {
	results, err := planned(ctx, place, o)
	if err != nil {
		return nil, err
	}
	pinned := slices.ContainsFunc(results, func(r *generator.Result) bool { return r.Options.Pin })
	if len(results) > 0 && !pinned {
		return nil, usageError{errors.New("--online asks for the digests of --pin; give both")}
	}
	o.Pin, o.Given = false, maps.Clone(o.Given) // without a digest there would be no plan
	o.Given["pin"] = origin.Origin{}
	if results, err = planned(ctx, place, o); err != nil {
		return nil, err
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

// planned are the results for the images of a run.
func planned(ctx context.Context, place location, o generateOptions) ([]*generator.Result, error) {
	if o.all {
		w, err := generator.GenerateAll(ctx, place.fsys, place.dir, o.Options)
		if err != nil {
			return nil, err
		}
		return w.Images, nil
	}
	r, err := generator.Plan(ctx, place.fsys, place.dir, o.Options)
	return []*generator.Result{r}, err
}
