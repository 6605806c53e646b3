package form

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/uvdock/uvdock/cmd/internal/report"
	"github.com/uvdock/uvdock/generator/diag"
)

// backKey takes the last answer back, where questions are asked line by line.
const backKey = "<"

// plain is the form line by line.
type plain struct {
	t     Terminal
	iv    *interview
	lines chan string
	told  map[fact]bool
}

// runPlain asks line by line: nothing moves and nothing is redrawn, so that a screen reader reads it
// and a terminal without cursor control shows it.
func runPlain(ctx context.Context, t Terminal, iv *interview) error {
	p := &plain{t: t, iv: iv, lines: lines(ctx, t.In), told: map[fact]bool{}}
	for {
		p.tell()
		q, open := iv.question()
		if err := iv.ended(); err != nil || !open {
			return err
		}
		if err := p.ask(ctx, q); err != nil {
			return err
		}
	}
}

// tell prints what was found and not told yet.
func (p *plain) tell() {
	facts := untold(p.iv.found.facts(), p.told)
	for _, line := range factLines(report.NewStyle(p.t.Colour), facts, p.t.width(), true) {
		fmt.Fprintln(p.t.Out, line)
	}
	for _, f := range facts {
		p.told[f] = true
	}
}

// lines reads lines beside the form, which may be stopped while it waits for one. The channel is
// closed at the end of the input.
func lines(ctx context.Context, r io.Reader) chan string {
	out := make(chan string)
	go func() {
		defer close(out)
		scanner := bufio.NewScanner(r)
		for scanner.Scan() {
			select {
			case out <- scanner.Text():
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}

// read is the next line.
func (p *plain) read(ctx context.Context) (string, error) {
	select {
	case <-ctx.Done():
		fmt.Fprintln(p.t.Out) // the cursor stands behind the prompt
		return "", ErrStopped
	case line, more := <-p.lines:
		if !more {
			fmt.Fprintln(p.t.Out)
			return "", ErrStopped
		}
		return strings.TrimSpace(line), nil
	}
}

// ask asks one question until its answer is good, or goes back.
func (p *plain) ask(ctx context.Context, q Question) error {
	p.show(q)
	for {
		fmt.Fprint(p.t.Out, p.prompt(q))
		line, err := p.read(ctx)
		if err != nil {
			return err
		}
		if line == backKey {
			if !p.iv.back() {
				fmt.Fprintln(p.t.Out, "This is the first question.")
				continue
			}
			return nil
		}
		answer, wrong := q.parse(line)
		if wrong != "" {
			fmt.Fprintln(p.t.Out, wrong)
			continue
		}
		if done, err := p.try(ctx, q, answer); done || err != nil {
			return err
		}
	}
}

// try looks what an answer gives, and says what is wrong with it.
func (p *plain) try(ctx context.Context, q Question, answer []string) (bool, error) {
	var s step
	var wrong diag.List
	var err error
	Patiently(p.t.Out, func() { s, wrong, err = p.iv.try(ctx, q, answer) })
	if ctx.Err() != nil {
		return false, ErrStopped
	}
	if err != nil {
		return false, err
	}
	if wrong != nil {
		fmt.Fprintln(p.t.Out, problems(report.NewStyle(p.t.Colour), wrong, p.t.width()))
		return false, nil
	}
	p.iv.take(s)
	return true, nil
}

// Patiently reads, and says so where it takes long.
func Patiently(w io.Writer, read func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		read()
	}()
	select {
	case <-done:
		return
	case <-time.After(patience):
		fmt.Fprintln(w, "reading the project ...")
	}
	<-done
}

// show prints a question with its choices.
func (p *plain) show(q Question) {
	style := report.NewStyle(p.t.Colour)
	fmt.Fprintln(p.t.Out)
	for _, line := range q.Lines {
		fmt.Fprintln(p.t.Out, line)
	}
	fmt.Fprintln(p.t.Out, styled(style.Strong, wrap(q.Title, p.t.width())))
	if q.Detail != "" {
		fmt.Fprintln(p.t.Out, styled(style.Faint, wrap(q.Detail, p.t.width())))
	}
	if q.Kind == Preview {
		return
	}
	for i, c := range q.Choices {
		label := strings.ReplaceAll(wrap(c.Label, p.t.width()-5), "\n", "\n     ")
		fmt.Fprintf(p.t.Out, "%3d. %s\n", i+1, label)
	}
}

// prompt says what can be typed.
func (p *plain) prompt(q Question) string {
	usual := q.usual()
	var text string
	switch q.Kind {
	case One:
		text = fmt.Sprintf("Number [%s]", usual)
	case Many:
		text = fmt.Sprintf("Numbers, with commas, 0 for none [%s]", usual)
	case Preview:
		text = "y or n [y]"
	case Text:
		text = "Answer"
		switch {
		case usual != "" && q.Empty:
			text += " [" + report.Plain(usual) + `, "" for none]`
		case usual != "":
			text += " [" + report.Plain(usual) + "]"
		}
	}
	if len(p.iv.steps) > 0 {
		text += ", " + backKey + " for back"
	}
	return text + ": "
}

// usual is what an empty line stands for.
func (q Question) usual() string {
	if q.Kind == Text {
		return q.Default[0]
	}
	var out []string
	for _, value := range q.Default {
		i := slices.IndexFunc(q.Choices, func(c Choice) bool { return c.Value == value })
		out = append(out, strconv.Itoa(i+1))
	}
	if out == nil {
		return "0"
	}
	return strings.Join(out, ",")
}

// parse turns a line into an answer, or says why it is none.
func (q Question) parse(line string) (answer []string, wrong string) {
	switch {
	case line == "":
		return q.Default, ""
	case q.Kind == Text:
		return []string{strings.TrimPrefix(line, `""`)}, ""
	case q.Kind == Preview && (line == "y" || line == "yes"):
		return []string{write}, ""
	case q.Kind == Preview && (line == "n" || line == "no"):
		return []string{stop}, ""
	case q.Kind == Preview:
		return nil, "Type y or n."
	case q.Kind == Many && line == "0":
		return nil, ""
	}
	numbers := []string{line}
	if q.Kind == Many {
		numbers = strings.FieldsFunc(line, func(r rune) bool { return r == ',' || r == ' ' })
	}
	for _, text := range numbers {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > len(q.Choices) {
			return nil, fmt.Sprintf("%s is no number from 1 to %d.", report.Plain(text), len(q.Choices))
		}
		if value := q.Choices[n-1].Value; !slices.Contains(answer, value) {
			answer = append(answer, value)
		}
	}
	return answer, ""
}
