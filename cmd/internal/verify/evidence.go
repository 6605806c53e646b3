package verify

import "context"

// evidence is everything that was gathered, as plain values. The judges read it and nothing else.
type evidence struct {
	options Options
	rules   *rules
	build   buildResult
	lint    lintResult
	image   *image     // nil: not built
	files   *tree      // nil: not built
	run     *runResult // nil: not built
}

// gather does all the work, in the order in which a failure is cheapest to see.
func (s *session) gather(ctx context.Context) (*evidence, error) {
	ev := &evidence{options: s.options, rules: s.rules}
	var err error
	if ev.build, err = s.build(ctx); err != nil {
		return nil, err
	}
	if ev.lint, err = s.lint(ctx); err != nil {
		return nil, err
	}
	if !ev.build.ok {
		return ev, nil
	}
	s.say("inspecting the image")
	if ev.image, err = s.inspectImage(ctx); err != nil {
		return nil, err
	}
	s.options.Process.override(&ev.image.Config)
	if ev.files, err = s.exportFiles(ctx); err != nil {
		return nil, err
	}
	if ev.run, err = s.launch(ctx, ev.image, ev.files); err != nil {
		return nil, err
	}
	return ev, nil
}
