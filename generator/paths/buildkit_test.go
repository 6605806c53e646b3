package paths_test

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator"
)

// A build is what BuildKit reads by a rendered Dockerfile, its .dockerignore and the docker command
// in its header. It is read from their text, and knows nothing of the plan.
type build struct {
	// root is the directory of the command, in the file system.
	root string
	// contexts are directories by name; the build context has none.
	contexts map[string]string
	hidden   []*regexp.Regexp
	reads    []read
}

// read is one file or directory that a stage reads.
type read struct{ stage, context, source string }

var (
	from   = regexp.MustCompile(`^FROM \S+ AS (\S+)$`)
	copied = regexp.MustCompile(`^COPY (?:--from=(\S+) )?(.+) \S+$`)
	bound  = regexp.MustCompile(`--mount=type=bind,(?:from=([^,]+),)?source=([^,]+),`)
)

func buildOf(t *testing.T, root string, r *generator.Result) build {
	t.Helper()
	b := build{root: root, contexts: map[string]string{}}
	text := strings.ReplaceAll(string(r.Files[0].Text), "\\\n", " ")
	stage := ""
	for line := range strings.SplitSeq(text, "\n") {
		if command, ok := strings.CutPrefix(line, "#   docker build "); ok {
			b.command(strings.Fields(command))
		}
		if m := from.FindStringSubmatch(line); m != nil {
			stage = m[1]
		}
		if m := copied.FindStringSubmatch(line); m != nil {
			for source := range strings.FieldsSeq(m[2]) {
				b.read(stage, m[1], source)
			}
		}
		if strings.HasPrefix(line, "RUN ") {
			for _, m := range bound.FindAllStringSubmatch(line, -1) {
				b.read(stage, m[1], m[2])
			}
		}
	}
	if b.contexts[""] == "" {
		b.contexts[""] = root // the header of a plain project says nothing
	}
	for line := range strings.SplitSeq(string(r.Files[1].Text), "\n") {
		if line != "" && !strings.HasPrefix(line, "#") {
			b.hidden = append(b.hidden, dockerPattern(t, line))
		}
	}
	if len(b.reads) == 0 || len(b.hidden) == 0 {
		t.Fatalf("nothing is read by\n%s", text)
	}
	return b
}

func (b *build) command(words []string) {
	for i, w := range words {
		if w == "--build-context" {
			name, dir, _ := strings.Cut(words[i+1], "=")
			b.contexts[name] = path.Join(b.root, dir)
		}
	}
	b.contexts[""] = path.Join(b.root, words[len(words)-1])
}

// read notes what is read from a context; other stages and images are none.
func (b *build) read(stage, context, source string) {
	if _, ok := b.contexts[context]; ok || context == "" {
		b.reads = append(b.reads, read{stage, context, path.Clean(source)})
	}
}

// stages are those that read a file, sorted. hidden says that one would, were it not for the
// .dockerignore.
func (b build) stages(file string) (out []string, hidden bool) {
	for _, r := range b.reads {
		rel, ok := strings.CutPrefix(file, b.contexts[r.context]+"/")
		switch {
		case !ok || r.source != "." && rel != r.source && !strings.HasPrefix(rel, r.source+"/"):
		case r.context == "" && matchesAny(b.hidden, rel):
			hidden = true
		default:
			out = append(out, r.stage)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), hidden
}

// obeys says whether a file is the .dockerignore of a named context.
func (b build) obeys(file string) bool {
	for name, dir := range b.contexts {
		if name != "" && file == path.Join(dir, ".dockerignore") {
			return true
		}
	}
	return false
}

func matchesAny(list []*regexp.Regexp, name string) bool {
	return slices.ContainsFunc(list, func(r *regexp.Regexp) bool { return r.MatchString(name) })
}

// dockerPattern is a line of a .dockerignore as a regular expression; it hides what it matches and
// all below. Source: https://docs.docker.com/build/concepts/context/#syntax
func dockerPattern(t *testing.T, line string) *regexp.Regexp {
	t.Helper()
	return pattern(t, line, map[byte]string{'?': "[^/]", '+': `\+`}, "(?:/.*)?")
}

// gitHubPattern is a pattern of `paths:` as a regular expression.
// Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
func gitHubPattern(t *testing.T, text string) *regexp.Regexp {
	t.Helper()
	return pattern(t, text, map[byte]string{'?': "?", '+': "+"}, "")
}

// pattern is what the two syntaxes have in common: **, *, sets and the backslash.
func pattern(t *testing.T, text string, differ map[byte]string, end string) *regexp.Regexp {
	t.Helper()
	out := "^"
	for i := 0; i < len(text); i++ {
		rest := text[i:]
		switch special, ok := differ[text[i]]; {
		case ok:
			out += special
		case strings.HasPrefix(rest, "**/"):
			out += "(?:.*/)?"
			i += 2
		case strings.HasPrefix(rest, "**"):
			out += ".*"
			i++
		case text[i] == '*':
			out += "[^/]*"
		case text[i] == '[':
			set, _, _ := strings.Cut(rest, "]")
			out += set + "]"
			i += len(set)
		case text[i] == '\\':
			i++
			out += regexp.QuoteMeta(text[i : i+1])
		default:
			out += regexp.QuoteMeta(text[i : i+1])
		}
	}
	compiled, err := regexp.Compile(out + end + "$")
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return compiled
}
