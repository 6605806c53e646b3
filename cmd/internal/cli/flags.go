package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/choose"
	"github.com/uvdock/uvdock/generator/config"
	"github.com/uvdock/uvdock/generator/plan"
)

// targetFlags are the flags that say what the image runs on.
func targetFlags(f *pflag.FlagSet, o *generator.Options) {
	f.StringVar(&o.Profile, "profile", "auto", "base image family: auto, slim-bookworm, slim-trixie, alpine, distroless")
	f.StringVar(&o.Prefer, "prefer", "", "what --profile auto looks for: size, security, speed")
	f.StringVar(&o.Python, "python", "", "Python version: 3.13, 3.13.5, 3.13t (default .python-version, else the best for the lock)")
	f.StringArrayVar(&o.Platforms, "platform", nil, "platform the image must run on, repeatable (default linux/amd64 and linux/arm64)")
}

// selectionFlags are the flags of `uv sync` that say which part of the lock is installed.
func selectionFlags(f *pflag.FlagSet, o *generator.Options) {
	s := &o.Selection
	f.StringSliceVar(&s.Extras, "extra", nil, "include an extra, repeatable")
	f.BoolVar(&s.AllExtras, "all-extras", false, "include all extras")
	f.StringSliceVar(&s.Groups, "group", nil, "include a dependency group, repeatable")
	f.StringSliceVar(&s.NoGroups, "no-group", nil, "leave a dependency group out, repeatable")
	f.StringSliceVar(&s.OnlyGroups, "only-group", nil, "install only this dependency group, repeatable")
	f.BoolVar(&s.NoDefaultGroups, "no-default-groups", false, "leave the default groups out")
}

// closureFlags are the further flags of `uv sync` that packages takes: for a question about the
// lock, not for an image.
func closureFlags(f *pflag.FlagSet, o *generator.Options) {
	s := &o.Selection
	f.StringSliceVar(&s.Packages, "package", nil, "answer for a workspace member, repeatable")
	f.BoolVar(&s.AllPackages, "all-packages", false, "answer for all workspace members together")
	f.StringSliceVar(&s.NoExtras, "no-extra", nil, "with --all-extras: leave an extra out, repeatable")
	f.BoolVar(&s.AllGroups, "all-groups", false, "include all dependency groups")
	f.BoolVar(&s.Dev, "dev", false, "what uv sync takes by default: the default groups with dev, which an image leaves out")
	f.BoolVar(&s.NoDev, "no-dev", false, "leave the development group out, also where it is named")
}

// imageFlags are the flags that say what the image starts and how it is written.
func imageFlags(f *pflag.FlagSet, o *generator.Options) {
	f.StringVar(&o.Cmd, "cmd", "", "start command, as words or as a JSON array (default: what the project starts)")
	f.IntVar(&o.Port, "port", 0, "port the service listens on (default: what the framework uses)")
	f.StringVar(&o.HealthPath, "health-path", "", "HTTP path that answers when the service is healthy")
	f.BoolVar(&o.NoHealthcheck, "no-healthcheck", false, "write no HEALTHCHECK, be a health path known or not")
	f.StringVar(&o.Processes, "processes", "", "how several processes are held: one-image, stages; without tables of processes, what else the sources start is taken (default one-image for the tables, else one process)")
	f.StringVar(&o.Package, "package", "", "workspace member that the image is for (default: the one of PATH, or the only one that can be started)")
	f.StringVar(&o.Context, "context", "", "build context: auto, common, named, member (default auto: the directory of uv.lock, or the nearest one that holds its path sources too)")
	f.StringVarP(&o.Output, "output", "o", "", "where the Dockerfile goes, relative to the directory of uv.lock (default: Dockerfile beside the project's pyproject.toml)")
	f.BoolVar(&o.Frozen, "frozen", false, "accept a uv.lock that is not current")
	f.StringArrayVar(&o.Volumes, "volume", nil, "what is mounted, as for docker run: data:/data, ./models:/app/models:ro; repeatable")
	f.BoolVar(&o.GPU, "gpu", false, "the containers have a GPU: CUDA is wanted, and the image asks for the devices")
	f.BoolVar(&o.KeepStdlib, "keep-stdlib", false, "distroless: keep the parts of the standard library that a server never imports")
	f.BoolVar(&o.Pin, "pin", false, "every image with a digest: those in the Dockerfile are kept, and --online asks for others")
	f.StringVar(&o.UVVersion, "uv-version", "", "version of uv in the builder (default: required-version, else the built-in one)")
}

// sharedFlags are the flags for files about all images of a run.
func sharedFlags(f *pflag.FlagSet, o *generator.Options) {
	f.BoolVar(&o.Bake, "bake", false, "docker-bake.hcl too, beside uv.lock: a target for each image of the run")
	f.BoolVar(&o.Compose, "compose", false, "compose.yaml too, beside uv.lock: a service for each image of the run")
}

// systemFlags name system packages that no table knows of.
func systemFlags(f *pflag.FlagSet, o *generator.Options) {
	f.StringSliceVar(&o.Apt, "apt", nil, "system package of the image by its name in Debian, repeatable")
	f.StringSliceVar(&o.Apk, "apk", nil, "system package of the image by its name in Alpine, repeatable")
	f.StringSliceVar(&o.BuildApt, "build-apt", nil, "system package of the build stages by its name in Debian, repeatable")
	f.StringSliceVar(&o.BuildApk, "build-apk", nil, "system package of the build stages by its name in Alpine, repeatable")
}

// formatFlag adds --format; the first choice is the default.
func formatFlag(cmd *cobra.Command, format *string, choices ...string) {
	cmd.Flags().StringVar(format, "format", choices[0], "output format: "+strings.Join(choices, ", "))
	complete(cmd, "format", choices...)
}

// complete offers fixed values of a flag to the shell.
func complete(cmd *cobra.Command, flag string, values ...string) {
	_ = cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
}

// completions of the flags that several commands share.
func completeTarget(cmd *cobra.Command) {
	complete(cmd, "profile", "auto", "slim-bookworm", "slim-trixie", "alpine", "distroless")
	complete(cmd, "prefer", "size", "security", "speed")
	complete(cmd, "platform", choose.DefaultPlatforms...)
	complete(cmd, "context", plan.Contexts...)
	complete(cmd, "processes", config.Layouts...)
	complete(cmd, "python", "3.11", "3.12", "3.13", "3.14")
}

// checkFormat refuses a format that the command does not have.
func checkFormat(format string, choices ...string) error {
	if slices.Contains(choices, format) {
		return nil
	}
	return usageError{fmt.Errorf("--format %q is unknown; use %s", format, strings.Join(choices, " or "))}
}
