package differential

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/project"
)

// Live compares a directory with a real uv, run by run: names and versions (in place of the
// version the URL, where uv prints that), what cannot be installed, the class of the error.
type Live struct {
	uv  *UV
	dir string
	// volume is the file system's root: uv looks for a workspace as far up.
	volume string
	opened *opened
}

// NewLive reads the project of a directory. What is wrong with it is an answer like any other.
func NewLive(uv *UV, dir string) (*Live, error) {
	dir, err := filepath.Abs(dir)
	if err == nil {
		dir, err = filepath.EvalSymlinks(dir) // as uv prints its paths
	}
	if err != nil {
		return nil, err
	}
	l := &Live{uv: uv, dir: dir, volume: filepath.VolumeName(dir) + string(filepath.Separator)}
	within, err := filepath.Rel(l.volume, dir)
	if err != nil {
		return nil, err
	}
	l.opened = open(os.DirFS(l.volume), filepath.ToSlash(within))
	return l, nil
}

// Project is what was read; nil where there is none.
func (l *Live) Project() *project.Project { return l.opened.project }

// Difference runs `uv sync` with the arguments and says in what uvdock differs, empty where both
// agree. The error says which argument is not known.
func (l *Live) Difference(ctx context.Context, platform string, args []string) (string, error) {
	at, err := target(&Case{Python: l.uv.Version, Platform: platform})
	if err != nil {
		return "", err
	}
	at.Python.FreeThreaded = l.uv.FreeThreaded
	sel, err := selection(args)
	if err != nil {
		return "", err
	}
	want, err := l.real(ctx, platform, args)
	if err != nil {
		return "", err
	}
	return difference(l.opened.answer(l.uv.Release, at, sel, listingLine), want), nil
}

// real is uv's answer. uv stops at the first package that has no usable artifact, so each one that
// it names is left out until it goes through.
func (l *Live) real(ctx context.Context, platform string, args []string) (Answer, error) {
	var refused []string
	for {
		all := append([]string{"sync", "--frozen", "--dry-run", "--python-platform", platform}, args...)
		for _, name := range refused {
			all = append(all, "--no-install-package", name)
		}
		out, err := l.uv.Run(ctx, l.dir, all...)
		if ctx.Err() != nil {
			return Answer{}, ctx.Err()
		}
		if err == nil {
			a := Answer{Packages: listing(out, l.volume), Uninstallable: refused}
			if len(refused) > 0 {
				a.Class = noArtifact
			}
			return a.sorted(), nil
		}
		text := message(out)
		name := refusedName(text)
		switch {
		case strings.Contains(text, "unexpected argument"):
			return Answer{}, fmt.Errorf("uv %s: %s", strings.Join(all, " "), text)
		case name == "" || slices.Contains(refused, name):
			return Answer{Class: class(text)}, nil
		}
		refused = append(refused, name)
	}
}
