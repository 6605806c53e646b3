package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/config"
)

// The options of config.Options by what they are about; every command takes those that it needs.
var (
	targetKeys    = []string{"profile", "prefer", "python", "platform"}
	selectionKeys = []string{"extra", "all-extras", "group", "no-group", "only-group", "no-default-groups"}
	imageKeys     = []string{"cmd", "port", "health-path", "no-healthcheck", "build-env", "processes", "context", "output", "volume", "gpu", "keep-stdlib", "uv-version", "pin"}
	systemKeys    = []string{"apt", "apk", "build-apt", "build-apk"}
	sharedKeys    = []string{"bake", "compose", "ci"}
)

// optionFlags adds the flags of options. Their types, values and help are those of the option table.
func optionFlags(f *pflag.FlagSet, o *generator.Options, keys []string) {
	for _, key := range keys {
		opt, _ := config.Find(key)
		switch field := o.Field(key).(type) {
		case *string:
			first, _ := opt.Value.(string)
			if opt.Default != first {
				first = "" // the default needs more words than its value
			}
			f.StringVarP(field, key, opt.Short, first, usage(opt))
		case *int:
			f.IntVarP(field, key, opt.Short, 0, usage(opt))
		case *bool:
			f.BoolVarP(field, key, opt.Short, false, usage(opt))
		case *[]string:
			listFlag(f, field, key, opt.Short, opt.Exact, usage(opt))
		}
	}
}

// usage is the help of an option's flag. pflag adds a default that is a value.
func usage(o config.Option) string {
	text := o.Doc
	if len(o.Values) > 0 {
		text += ": " + strings.Join(o.Values, ", ")
	}
	if o.Kind == config.List {
		text += ", repeatable"
	}
	if o.Default == "none" || o.Default == "false" || o.Default == o.Value {
		return text
	}
	return text + " (default: " + o.Default + ")"
}

// targetFlags are the flags that say what the image runs on.
func targetFlags(f *pflag.FlagSet, o *generator.Options) { optionFlags(f, o, targetKeys) }

// selectionFlags are the flags of `uv sync` that say which part of the lock is installed.
func selectionFlags(f *pflag.FlagSet, o *generator.Options) { optionFlags(f, o, selectionKeys) }

// closureFlags are the further flags of `uv sync` that packages takes: for a question about the
// lock, not for an image.
func closureFlags(f *pflag.FlagSet, o *generator.Options) {
	s := &o.Selection
	listFlag(f, &s.Packages, "package", "", false, "answer for a workspace member, repeatable")
	f.BoolVar(&s.AllPackages, "all-packages", false, "answer for all workspace members together")
	listFlag(f, &s.NoExtras, "no-extra", "", false, "with --all-extras: leave an extra out, repeatable")
	f.BoolVar(&s.AllGroups, "all-groups", false, "include all dependency groups")
	f.BoolVar(&s.Dev, "dev", false, "what uv sync takes by default: the default groups with dev, which an image leaves out")
	f.BoolVar(&s.NoDev, "no-dev", false, "leave the development group out, also where it is named")
}

// imageFlags are the flags that say what the image starts and how it is written.
func imageFlags(f *pflag.FlagSet, o *generator.Options) {
	optionFlags(f, o, imageKeys)
	f.StringVar(&o.Package, "package", "", "workspace member that the image is for (default: the one of PATH, or the only one that can be started; with --cmd the root)")
	f.BoolVar(&o.Frozen, "frozen", false, "accept a uv.lock that is not current")
}

// sharedFlags are the flags for files about all images of a run.
func sharedFlags(f *pflag.FlagSet, o *generator.Options) { optionFlags(f, o, sharedKeys) }

// systemFlags name system packages that no table knows of.
func systemFlags(f *pflag.FlagSet, o *generator.Options) { optionFlags(f, o, systemKeys) }

// formatFlag adds --format; the first choice is the default.
func formatFlag(cmd *cobra.Command, format *string, choices ...string) {
	cmd.Flags().StringVar(format, "format", choices[0], "output format: "+strings.Join(choices, ", "))
	complete(cmd, "format", choices...)
}

// complete offers fixed values of a flag to the shell.
func complete(cmd *cobra.Command, flag string, values ...string) {
	_ = cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
}

// completeOptions offers the values of those options that a command has.
func completeOptions(cmd *cobra.Command) {
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		o, _ := config.Find(f.Name)
		if values := slices.Concat(o.Values, o.Hints); values != nil {
			complete(cmd, o.Key, values...)
		}
	})
}

// checkFormat refuses a format that the command does not have.
func checkFormat(format string, choices ...string) error {
	if slices.Contains(choices, format) {
		return nil
	}
	return usageError{fmt.Errorf("--format %q is unknown; use %s", format, strings.Join(choices, " or "))}
}
