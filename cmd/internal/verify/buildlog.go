package verify

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// keepLines is how much of a log a failure shows.
const keepLines = 40

// buildStep is the line with which BuildKit's plain progress opens a step of a stage:
// "#12 [builder 2/5] RUN uv sync". The numbers after # are its own.
var buildStep = lazy(`^#\d+ \[([^\]]+)\] (.+)$`)

// numbered is a line of a step in BuildKit's plain progress, failed the one that ends a step that did.
// Steps run side by side, so lines of others may follow.
var (
	numbered = lazy(`^#(\d+) `)
	failed   = lazy(`^#(\d+) ERROR`)
)

// buildLog is a writer that keeps the last lines of a build's log and reports each step once.
type buildLog struct {
	mu   sync.Mutex
	rest []byte
	last []string
	seen map[string]bool
	say  func(string, ...any)
	// steps are the last lines of each step, failed the number of the first that failed.
	steps  map[string][]string
	failed string
}

func newBuildLog(say func(string, ...any)) *buildLog {
	return &buildLog{seen: map[string]bool{}, steps: map[string][]string{}, say: say}
}

// Write takes any piece of the log; standard output and standard error may share one buildLog.
func (b *buildLog) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.rest = append(b.rest, p...)
	for {
		line, after, found := bytes.Cut(b.rest, []byte("\n"))
		if !found {
			return len(p), nil
		}
		b.add(strings.TrimRight(string(line), "\r"))
		b.rest = after
	}
}

// escapes are what programs write to colour a terminal (ECMA-48, 5.4, and OSC strings), and control
// characters, which have no business on that of the user.
var escapes = lazy(`\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|[\x00-\x08\x0b-\x1f\x7f]`)

func (b *buildLog) add(line string) {
	line = escapes().ReplaceAllString(line, "")
	if strings.TrimSpace(line) == "" {
		return
	}
	b.last = keep(b.last, line)
	if number := numbered().FindStringSubmatch(line); number != nil {
		b.steps[number[1]] = keep(b.steps[number[1]], line)
	}
	if broken := failed().FindStringSubmatch(line); broken != nil && b.failed == "" {
		b.failed = broken[1]
	}
	step := buildStep().FindStringSubmatch(line)
	if step == nil || strings.HasPrefix(step[1], "internal") || b.seen[step[1]] {
		return
	}
	b.seen[step[1]] = true
	b.say("%s", shorten(fmt.Sprintf("%s: %s", step[1], step[2]), 100))
}

// keep adds a line to the last ones.
func keep(lines []string, line string) []string {
	if len(lines) == keepLines {
		lines = lines[1:]
	}
	return append(lines, line)
}

// tail is the last lines of the log, the unfinished one included; where a step failed, the last lines
// of that step, and what BuildKit says at the end without its second telling of them.
func (b *buildLog) tail() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	lines := b.last
	if b.failed != "" {
		end := len(lines)
		for end > 0 && lines[end-1] != "------" && !numbered().MatchString(lines[end-1]) {
			end--
		}
		lines = slices.Concat(b.steps[b.failed], lines[end:])
	}
	return strings.TrimSpace(strings.Join(lines, "\n") + "\n" + escapes().ReplaceAllString(string(b.rest), ""))
}

// shorten cuts a line to n runes, with white space runs made one blank.
func shorten(line string, n int) string {
	runes := []rune(strings.Join(strings.Fields(line), " "))
	if len(runes) <= n {
		return string(runes)
	}
	return string(runes[:n-1]) + "…"
}
