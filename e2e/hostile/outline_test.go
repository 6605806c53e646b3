package hostile

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

// outline is what a Dockerfile does, without the values: a line an instruction. Two Dockerfiles of
// the same outline differ in values alone.
type outline struct {
	lines []string
	// command is the exec form of CMD.
	command []string
	// lints are the findings of BuildKit's rules, experimental ones on.
	lints []string
}

// read parses a Dockerfile as BuildKit does.
func read(tb testing.TB, text []byte) outline {
	tb.Helper()
	tree, err := parser.Parse(bytes.NewReader(text))
	if err != nil {
		tb.Fatalf("BuildKit cannot read it: %v\n%s", err, text)
	}
	var o outline
	for _, w := range tree.Warnings {
		o.lints = append(o.lints, w.Short)
	}
	lint := linter.New(&linter.Config{ExperimentalAll: true, Warn: func(rule, _, _, message string, at []parser.Range) {
		o.lints = append(o.lints, fmt.Sprintf("%s: %s %v", rule, message, at))
	}})
	stages, args, err := instructions.Parse(tree.AST, lint)
	if err != nil {
		tb.Fatalf("BuildKit cannot read it: %v\n%s", err, text)
	}
	if len(args) > 0 {
		o.lines = append(o.lines, fmt.Sprintf("%d ARG before FROM", len(args)))
	}
	for _, s := range stages {
		o.lines = append(o.lines, fmt.Sprintf("FROM %s AS %s platform %q", image(s.BaseName), s.Name, s.Platform))
		for _, c := range s.Commands {
			o.lines = append(o.lines, describe(c))
			if cmd, ok := c.(*instructions.CmdCommand); ok {
				o.command = cmd.CmdLine
			}
		}
	}
	return o
}

var uvImage = regexp.MustCompile(`^ghcr\.io/astral-sh/uv:\d+\.\d+\.\d+[a-z0-9]*$`)

// image is the base of a stage. Only the version of uv is a value.
func image(base string) string {
	if uvImage.MatchString(base) {
		return "uv"
	}
	return base
}

// describe is an instruction without its values.
func describe(c instructions.Command) string {
	switch c := c.(type) {
	case *instructions.RunCommand:
		return fmt.Sprintf("RUN shell %t, files %d, mounts %s: %s", c.PrependShell, len(c.Files), mounts(c), operators(strings.Join(c.CmdLine, " ")))
	case *instructions.CopyCommand:
		return fmt.Sprintf("COPY from %q: %q to %q, contents %d, as %q %q", c.From, c.SourcePaths, c.DestPath, len(c.SourceContents), c.Chown, c.Chmod)
	case *instructions.EnvCommand:
		return "ENV" + names(c.Env)
	case *instructions.ArgCommand:
		text := "ARG"
		for _, a := range c.Args {
			text += " " + a.Key
		}
		return text
	case *instructions.CmdCommand:
		return fmt.Sprintf("CMD shell %t, files %d", c.PrependShell, len(c.Files))
	case *instructions.HealthCheckCommand:
		return fmt.Sprintf("HEALTHCHECK %s, %d words", c.Health.Test[0], len(c.Health.Test))
	case *instructions.ExposeCommand:
		return fmt.Sprintf("EXPOSE %q", c.Ports)
	case *instructions.UserCommand:
		return "USER " + c.User
	case *instructions.WorkdirCommand:
		return "WORKDIR " + c.Path
	case *instructions.StopSignalCommand:
		return "STOPSIGNAL " + c.Signal
	}
	return c.Name() + ", which no Dockerfile of uvdock has"
}

func names(pairs instructions.KeyValuePairs) string {
	text := ""
	for _, p := range pairs {
		text += " " + p.Key
	}
	return text
}

// mounts are the kinds of the mounts. The sources of bind mounts are values.
func mounts(c *instructions.RunCommand) string {
	var out []string
	for _, m := range instructions.GetMounts(c) {
		text := string(m.Type)
		if m.Type == instructions.MountTypeBind && m.From != "" {
			text += " from " + m.From
		}
		if m.Type == instructions.MountTypeCache {
			text += " " + m.CacheID + " " + m.Target
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

// operators are the characters of a shell script that are more than text: what stands unquoted,
// or is expanded within double quotes, and the line breaks of a here-document.
func operators(script string) string {
	const special = "&|;<>(){}$`*?[]#~!\n"
	var out strings.Builder
	for i := 0; i < len(script); i++ {
		switch c := script[i]; {
		case c == '\'':
			end := strings.IndexByte(script[i+1:], '\'')
			if end < 0 {
				return out.String() + " and a quote that does not close"
			}
			i += end + 1
		case c == '"':
			for i++; i < len(script) && script[i] != '"'; i++ {
				switch script[i] {
				case '\\':
					i++
				case '$', '`':
					out.WriteByte(script[i])
				}
			}
		case c == '\\':
			i++
		case strings.IndexByte(special, c) >= 0:
			out.WriteByte(c)
		}
	}
	return out.String()
}

// optional are instructions that depend on what a value names: static files are collected for
// settings that exist, and a module that exists may want another signal.
func optional(line string) bool {
	return line == "STOPSIGNAL SIGINT" || line == "RUN shell true, files 0, mounts : "
}

// difference says where a Dockerfile does something else than the one it should be like. Optional
// instructions may be absent; nothing may be there instead.
func difference(got, want outline) string {
	i := 0
	for _, line := range want.lines {
		if i < len(got.lines) && got.lines[i] == line {
			i++
			continue
		}
		if !optional(line) {
			found := "its end"
			if i < len(got.lines) {
				found = got.lines[i]
			}
			return fmt.Sprintf("instruction %d is\n\t%s\nand not\n\t%s", i+1, found, line)
		}
	}
	if i < len(got.lines) {
		return fmt.Sprintf("after the last instruction comes\n\t%s", got.lines[i])
	}
	return ""
}

func TestDifference(t *testing.T) {
	want := outline{lines: []string{"FROM a", "RUN x", "STOPSIGNAL SIGINT", "CMD"}}
	for _, c := range []struct {
		got  []string
		same bool
	}{
		{want.lines, true},
		{[]string{"FROM a", "RUN x", "CMD"}, true},
		{[]string{"FROM a", "CMD"}, false},
		{[]string{"FROM a", "RUN x", "RUN x", "CMD"}, false},
		{[]string{"FROM a", "RUN x", "CMD", "CMD"}, false},
		{[]string{"FROM a", "RUN x", "STOPSIGNAL SIGINT"}, false},
		{nil, false},
	} {
		if got := difference(outline{lines: c.got}, want); (got == "") != c.same {
			t.Errorf("%q: %s", c.got, got)
		}
	}
}

func TestOperators(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"uv sync && id", "&&"},
		{"uv sync '&& id' x", ""},
		{`uv 'it'\''s; id'`, ""},
		{`uv "a $b; c" "\$d"`, "$"},
		{"a $(b) `c` > d", "$()``>"},
		{`a\;b`, ""},
		{"a 'b", " and a quote that does not close"},
	} {
		if got := operators(c.in); got != c.want {
			t.Errorf("operators(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}
