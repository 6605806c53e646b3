package cli

import (
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

// TestHeaderCommand: the header of a Dockerfile names the flags that write it again, and no other.
func TestHeaderCommand(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"", "uvdock generate"},
		{"--profile alpine", "uvdock generate --profile alpine"},
		{"--stdout --diff --dry-run --force --format json", "uvdock generate"},
		{"--port 8080 --cmd=x -o a/Dockerfile", "uvdock generate --cmd x --output a/Dockerfile --port 8080"},
		{"--extra b,a --extra c", "uvdock generate --extra b --extra a --extra c"},
		{"--platform linux/arm64 --platform linux/amd64", "uvdock generate --platform linux/arm64 --platform linux/amd64"},
		{"--all-extras --frozen=true", "uvdock generate --all-extras --frozen"},
		{"--frozen=false", "uvdock generate --frozen=false"},
	} {
		var o generateOptions
		f := pflag.NewFlagSet("generate", pflag.ContinueOnError)
		targetFlags(f, &o.Options)
		selectionFlags(f, &o.Options)
		imageFlags(f, &o.Options)
		systemFlags(f, &o.Options)
		for _, name := range []string{"stdout", "diff", "dry-run", "force"} {
			f.Bool(name, false, "")
		}
		f.String("format", "text", "")
		if err := f.Parse(strings.Fields(c.args)); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(headerCommand(f, nil), " "); got != c.want {
			t.Errorf("%q gives %q, want %q", c.args, got, c.want)
		}
	}
}
