package form

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

// asked fills the form line by line, and returns what was printed.
func asked(t *testing.T, look Look, lines ...string) (Answered, string, error) {
	t.Helper()
	var out strings.Builder
	in := strings.NewReader(strings.Join(lines, "\n") + "\n")
	answered, err := Run(t.Context(), Terminal{In: in, Out: &out, Plain: true, Width: 80}, look, nil, found(t, look))
	return answered, out.String(), err
}

// TestPlain fills the form line by line: by number, by Enter, and back.
func TestPlain(t *testing.T) {
	answered, text, err := asked(t, looking(example(t, "fastapi-packaged")), "9", "2", "<", "", "<", "3", "0", "<", "1,2", "2", "y")
	if err != nil || !slices.Equal(answered.Words, []string{"--profile=alpine", "--compose", "--bake"}) {
		t.Fatalf("%q, %v\n%s", answered.Words, err, text)
	}
	for _, want := range []string{
		"start    uvicorn shelf.main:app", "src/shelf/main.py:8", "  1. slim-bookworm", "Number [1]: ",
		"9 is no number from 1 to 4.", "Number [2]: ", "Numbers, with commas, 0 for none [0], < for back: ", "FROM ghcr.io/astral-sh/uv", "y or n [y], < for back: ",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if strings.Contains(text, "\x1b") {
		t.Errorf("the cursor is moved, or text styled: %q", text)
	}
}

// TestPlainText: text is typed, kept as the default on the way back, and emptied by "".
func TestPlainText(t *testing.T) {
	answered, text, err := asked(t, looking(script(t)), "", "uv run x", "python -m x", "eighty", "80", "healthz", "/healthz", "<", `""`, "", "", "2", "yes")
	if err != nil || !slices.Equal(answered.Words, []string{"--cmd=python -m x", "--port=80"}) {
		t.Fatalf("%q, %v\n%s", answered.Words, err, text)
	}
	for _, want := range []string{
		`--cmd "" cannot be started: it names no program`, "--cmd starts uv", "the flag says that eighty is no number",
		`--health-path "healthz" is no path of a URL`, `Answer [/healthz, "" for none], < for back: `,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}

// TestPlainEnds: no, an input that ends, and Ctrl-C while it waits.
func TestPlainEnds(t *testing.T) {
	look := looking(example(t, "fastapi-packaged"))
	if _, text, err := asked(t, look, "", "", "maybe", "no"); !errors.Is(err, ErrDeclined) || !strings.Contains(text, "Type y or n.") {
		t.Errorf("no: %v\n%s", err, text)
	}
	if _, text, err := asked(t, look, "<", "2"); !errors.Is(err, context.Canceled) || !strings.Contains(text, "This is the first question.") {
		t.Errorf("the end of the input: %v\n%s", err, text)
	}
	ctx, cancel := context.WithCancel(t.Context())
	silent, speaker := io.Pipe()
	defer speaker.Close()
	first := found(t, look)
	cancel()
	if _, err := Run(ctx, Terminal{In: silent, Out: io.Discard, Plain: true, Width: 80}, look, nil, first); !errors.Is(err, ErrStopped) {
		t.Errorf("stopped while it waits: %v", err)
	}
}

// TestPlainFileByHand: who presses Enter keeps the file.
func TestPlainFileByHand(t *testing.T) {
	_, text, err := asked(t, looking(example(t, "fastapi-packaged"), "Dockerfile"), "")
	if !errors.Is(err, ErrDeclined) || !strings.Contains(text, "Dockerfile was not written by uvdock") || !strings.Contains(text, "1. stop, and keep it") {
		t.Errorf("%v\n%s", err, text)
	}
}

// TestScreenOnAPipe runs the whole program by the bytes of keys: what Run returns, not what it draws.
func TestScreenOnAPipe(t *testing.T) {
	look := looking(example(t, "fastapi-packaged"))
	first := found(t, look)
	keys, typist := io.Pipe()
	defer typist.Close()
	go func() { _, _ = io.WriteString(typist, "\x03") }()
	if _, err := Run(t.Context(), Terminal{In: keys, Out: io.Discard, Width: 80}, look, nil, first); !errors.Is(err, ErrStopped) {
		t.Errorf("Ctrl-C: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Run(ctx, Terminal{In: keys, Out: io.Discard, Width: 80}, look, nil, first); !errors.Is(err, ErrStopped) {
		t.Errorf("a signal: %v", err)
	}
}
