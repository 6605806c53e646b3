package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/uvdock/uvdock/cmd/internal/report"
	"github.com/uvdock/uvdock/cmd/internal/verify"
	"github.com/uvdock/uvdock/generator"
)

// refuseVerifyAll refuses what is about one image beside --all.
func refuseVerifyAll(cmd *cobra.Command, format string) error {
	if format == "json" {
		return usageError{errors.New("--format json is for one image; name its Dockerfile with --file")}
	}
	return refuseWithAll(cmd, nil, "build-context", "file", "health-path", "port", "process")
}

// verifyAll verifies the Dockerfile of every member that can be started, one after the other. How
// the members are installed is no matter here: the Dockerfiles are those on disk.
func (s streams) verifyAll(ctx context.Context, args []string, o verify.Options) error {
	place, err := locate(args)
	if err != nil {
		return err
	}
	w, err := generator.GenerateAll(ctx, place.fsys, place.dir, generator.Options{Frozen: true})
	if err != nil {
		return err
	}
	base := place.dir
	if w.Project != nil {
		base = w.Project.Base
	}
	if err := w.Findings.Err(); err != nil {
		report.Findings(s.err, s.errorStyle(), place.shown(base, w.Findings.Errors()))
		return err
	}
	root := place.onDisk(base)
	if err := dockerfilesExist(root, w); err != nil {
		return err
	}
	style := s.errorStyle()
	o.Progress = func(line string) { fmt.Fprintln(s.err, style.Faint(line)) }
	var broken []string
	for _, r := range w.Images {
		fmt.Fprintln(s.out, s.outStyle().Strong(report.Plain(r.Member.Name)))
		result, err := verify.Run(ctx, placed(o, root, r))
		if err != nil {
			return fmt.Errorf("%s: %w", r.Member.Name, err)
		}
		report.Verified(s.out, s.outStyle(), result)
		if result.Broken() {
			broken = append(broken, r.Member.Name)
		}
	}
	report.VerifiedAll(s.out, s.outStyle(), len(w.Images), broken)
	if len(broken) > 0 {
		return silent(exitFailed)
	}
	return nil
}

// dockerfilesExist refuses to build the first image where a later one has no Dockerfile.
func dockerfilesExist(root string, w *generator.Workspace) error {
	var missing []string
	for _, r := range w.Images {
		if _, err := os.Stat(filepath.Join(root, dockerfile(r))); errors.Is(err, fs.ErrNotExist) {
			missing = append(missing, filepath.ToSlash(dockerfile(r)))
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return fmt.Errorf("%s: not there; write all with `uvdock generate --all`", strings.Join(missing, ", "))
}

// dockerfile is where the Dockerfile of a member lies below the lock root: where the configuration
// says, else beside its manifest.
func dockerfile(r *generator.Result) string {
	return filepath.FromSlash(cmp.Or(r.Options.Output, path.Join(r.Member.Dir, "Dockerfile")))
}

// placed are the options for one image: its Dockerfile, and the context that its header names.
func placed(o verify.Options, root string, r *generator.Result) verify.Options {
	o.Context, o.Dockerfile = root, filepath.Join(root, dockerfile(r))
	asWritten(&o)
	return o
}
