package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/plan"
	"github.com/uvdock/uvdock/generator/size"
)

// Explanation is the JSON of explain: every decision, and the lines that come of it.
type Explanation struct {
	Schema    string          `json:"schema"`
	Decisions []plan.Decision `json:"decisions"`
	// Options are those that somebody set.
	Options []generator.Setting `json:"options"`
	Lines   []Line              `json:"lines"`
	// Sizes are the predicted sizes, one a platform; none where a line was asked for.
	Sizes    []Size    `json:"sizes"`
	Findings diag.List `json:"findings"`
}

// Line is one line of the Dockerfile with the keys of the decisions behind it.
type Line struct {
	Line      int      `json:"line"`
	Text      string   `json:"text"`
	Decisions []string `json:"decisions"`
}

// NewExplanation collects the decisions of a result; empty lists where there is no plan.
func NewExplanation(r *generator.Result, predictions []size.Prediction) Explanation {
	e := Explanation{
		Schema: "uvdock.explain/1", Decisions: []plan.Decision{}, Options: r.Options.Settings(), Lines: []Line{},
		Sizes: newSizes(predictions), Findings: append(diag.List{}, r.Findings...),
	}
	if r.Plan == nil || len(r.Files) == 0 {
		return e
	}
	e.Decisions = r.Plan.Decisions
	text := strings.Split(string(r.Files[0].Text), "\n")
	for i, keys := range r.Files[0].Lines {
		e.Lines = append(e.Lines, Line{Line: i + 1, Text: text[i], Decisions: append([]string{}, keys...)})
	}
	return e
}

// Only keeps one line and the decisions behind it.
func (e Explanation) Only(line int) Explanation {
	e.Lines = e.Lines[line-1 : line]
	e.Decisions = slices.DeleteFunc(slices.Clone(e.Decisions), func(d plan.Decision) bool {
		return !slices.Contains(e.Lines[0].Decisions, d.Key)
	})
	return e
}

// Text prints the explanation for people.
func (e Explanation) Text(w io.Writer, style Style) {
	if len(e.Lines) == 1 {
		fmt.Fprintf(w, "%s %s\n\n", style.Faint(fmt.Sprintf("%d |", e.Lines[0].Line)), e.Lines[0].Text)
	}
	for i, d := range e.Decisions {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s: %s %s\n", style.Strong(Plain(d.Title)), Plain(d.Value), style.Faint("["+d.Key+"]"))
		fmt.Fprintf(w, "    %s\n", Plain(d.Why))
		source := d.Source
		if d.Link != "" {
			source += ", " + d.Link
		}
		fmt.Fprintf(w, "    %s %s\n", style.Faint("from"), Plain(source))
	}
	if len(e.Lines) != 1 && len(e.Options) > 0 {
		fmt.Fprintf(w, "\n%s\n", style.Strong("Options that were set"))
		for _, s := range e.Options {
			fmt.Fprintf(w, "    %s = %s %s\n", s.Key, Plain(s.Value), style.Faint("from "+Plain(s.Source)))
		}
	}
	if len(e.Lines) == 1 && len(e.Decisions) == 0 {
		fmt.Fprintln(w, "a blank line")
	}
}
