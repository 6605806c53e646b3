package verify

import (
	"fmt"
	"slices"
	"strings"
)

// assignment is NAME=value in the text of an instruction, the value quoted or not.
var assignment = lazy(`(?:^|[\s;&|(])([A-Za-z_][A-Za-z0-9_]*)=("[^"]*"|'[^']*'|[^\s;&|]*)`)

// judgeSecrets reads what everyone who can pull the image can read: docker inspect and docker
// history. The values themselves are not repeated in the report.
func judgeSecrets(ev *evidence) verdict {
	var lines []string
	add := func(line string) {
		if line != "" && !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	for _, kv := range ev.image.Config.Env {
		name, value, _ := strings.Cut(kv, "=")
		add(ev.rules.secrets.named("environment variable", name, value))
	}
	for _, name := range sortedKeys(ev.image.Config.Labels) {
		add(ev.rules.secrets.named("label", name, ev.image.Config.Labels[name]))
	}
	for _, h := range ev.image.history {
		for _, line := range ev.rules.secrets.inInstruction(h.CreatedBy) {
			add(line)
		}
	}
	if len(lines) == 0 {
		return holds("none found")
	}
	v := breaks(lines[0], "give it to the build with RUN --mount=type=secret, to the container with --env or a mounted file, and replace it: it is known now")
	v.detail = listed(lines, 10)
	return v
}

// named says what a name with its value gives away; empty when nothing.
func (r secretRules) named(where, name, value string) string {
	value = strings.Trim(value, `"'`)
	if what := r.value(value); what != "" {
		return fmt.Sprintf("%s %s holds %s", where, name, what)
	}
	// A dotted or dashed label is read like a variable: com.example.api-key.
	plain := strings.NewReplacer(".", "_", "-", "_").Replace(name)
	if value == "" || !r.Name.MatchString(plain) || r.NameExcept.MatchString(plain) || r.ValueExcept.MatchString(value) {
		return ""
	}
	return fmt.Sprintf("%s %s has a value", where, name)
}

// value says which kind of secret a text holds; empty when none is recognised.
func (r secretRules) value(text string) string {
	for _, v := range r.Values {
		if v.Match.MatchString(text) {
			return v.What
		}
	}
	return ""
}

// inInstruction searches one line of the history: ENV and ARG lines, the build arguments that
// BuildKit writes in front of a RUN (RUN |1 NAME=value /bin/sh -c ...), and the command itself.
func (r secretRules) inInstruction(text string) []string {
	keyword, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	where := "in the history, " + keyword
	var lines []string
	for _, m := range assignment().FindAllStringSubmatch(text, -1) {
		if line := r.named(where, m[1], m[2]); line != "" {
			lines = append(lines, line)
		}
	}
	if what := r.value(text); what != "" && len(lines) == 0 {
		lines = append(lines, where+" instruction holds "+what)
	}
	return lines
}
