package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/uvdock/uvdock/cmd/internal/report"
	"github.com/uvdock/uvdock/generator/config"
	"github.com/uvdock/uvdock/generator/diag"
)

// configSchema names the schema of the configuration.
const configSchema = "config"

func newSchema(s streams) *cobra.Command {
	names := append([]string{configSchema}, report.Schemas()...)
	return &cobra.Command{
		Use:   "schema [NAME]",
		Short: "Print a JSON Schema: of the configuration, or of a command's JSON",
		Long: `Prints the JSON Schema of [tool.uvdock] and uvdock.toml, for editors and for tools that check a
configuration; or that of the JSON of a command. "generate" is that of check, too, and "workspace" that of
generate and check with --all.

NAME is one of ` + strings.Join(names, ", ") + `; without it, config.

` + codes,
		Example: `  uvdock schema > uvdock.schema.json
  uvdock schema packages`,
		ValidArgs: names,
		RunE: func(_ *cobra.Command, args []string) error {
			name := configSchema
			switch len(args) {
			case 0:
			case 1:
				name = args[0]
			default:
				return usageError{fmt.Errorf("one NAME at most, found %d: %s", len(args), strings.Join(args, " "))}
			}
			if !slices.Contains(names, name) {
				return unknownSchema(name, names)
			}
			text, err := schemaOf(name)
			if err != nil {
				return err
			}
			_, err = s.out.Write(text)
			return err
		},
	}
}

func schemaOf(name string) ([]byte, error) {
	if name == configSchema {
		return config.Schema()
	}
	return report.Schema(name)
}

func unknownSchema(name string, names []string) error {
	hint := "; the names are " + strings.Join(names, ", ")
	if alike := diag.Alike(name, names); len(alike) > 0 {
		hint = "; did you mean " + strings.Join(alike, " or ") + "?"
	}
	return usageError{fmt.Errorf("there is no schema %q%s", name, hint)}
}
