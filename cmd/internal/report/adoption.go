package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/adopt"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/output"
	"github.com/uvdock/uvdock/generator/render"
)

// Adoption is the JSON of adopt.
type Adoption struct {
	Schema string `json:"schema"`
	// File is the Dockerfile, Target the stage that is adopted, Others further ones that could be meant.
	File   string   `json:"file"`
	Target string   `json:"target"`
	Others []string `json:"others"`
	// Parts are in the order of the old file.
	Parts []AdoptionPart `json:"parts"`
	// Command are the words of the command that writes the new file, Regions what it holds of the old one.
	Command []string `json:"command"`
	// Config are the lines of [tool.uvdock] that do the same.
	Config  []string         `json:"config"`
	Regions []AdoptionRegion `json:"regions"`
	// Saved says that git has the old file as it is, Backup where it is kept otherwise.
	Saved    bool            `json:"saved"`
	Backup   string          `json:"backup"`
	Files    []GeneratedFile `json:"files"`
	Findings diag.List       `json:"findings"`
}

// AdoptionPart is a part of the old file with what becomes of it.
type AdoptionPart struct {
	Line        int         `json:"line"`
	EndLine     int         `json:"end_line"`
	Stage       string      `json:"stage"`
	Instruction string      `json:"instruction"`
	Text        string      `json:"text"`
	Class       adopt.Class `json:"class"`
	To          string      `json:"to"`
	Why         string      `json:"why"`
	Look        bool        `json:"look"`
}

// AdoptionRegion is a region of the new file.
type AdoptionRegion struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// NewAdoption collects the JSON; wrote says whether files were written.
func NewAdoption(a *generator.Adoption, changes []output.Change, backup string, wrote bool) Adoption {
	out := Adoption{
		Schema: "uvdock.adopt/1", File: a.File, Others: []string{}, Parts: []AdoptionPart{}, Command: append([]string{}, a.Command...), Config: append([]string{}, a.Config...),
		Regions: []AdoptionRegion{}, Saved: a.Saved, Backup: backup, Files: generatedFiles(changes, wrote), Findings: append(diag.List{}, a.Findings...),
	}
	if a.Old != nil {
		out.Target, out.Others = a.Old.Target, append(out.Others, a.Old.Others...)
		for _, p := range a.Old.Parts {
			out.Parts = append(out.Parts, AdoptionPart{p.Line, p.End, p.Stage, p.Keyword, p.Text, p.Class, p.To, p.Why, p.Warn})
		}
	}
	for _, k := range a.Kept {
		out.Regions = append(out.Regions, AdoptionRegion{k.Region, k.Text})
	}
	return out
}

// AdoptionText prints a line for each part of the old file, the command and the regions.
func AdoptionText(w io.Writer, style Style, a *generator.Adoption) {
	if a.Old == nil {
		return
	}
	fmt.Fprintf(w, "%s, stage %s: %s\n", style.Strong(Plain(a.File)), Plain(a.Old.Target), classes(a.Old.Parts))
	rows := []string{"LINE\tWHAT IT SAYS\tBECOMES\tWHY"}
	look := false
	for _, p := range a.Old.Parts {
		line := fmt.Sprint(p.Line)
		if p.Warn {
			line, look = line+" !", true
		}
		rows = append(rows, strings.Join([]string{line, short(Plain(p.Keyword+" "+p.Text), 48), short(Plain(becomes(p)), 40), Plain(p.Why)}, "\t"))
	}
	columns(w, rows)
	if look {
		fmt.Fprintln(w, style.Warning("!"), "look at this one: the new image may lack something")
	}
	if len(a.Command) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n  %s\n", style.Strong("The command that writes the new file:"), Plain(shellLine(a.Command)))
	if len(a.Config) > 0 {
		fmt.Fprintf(w, "\n%s\n  [tool.uvdock]\n  %s\n", style.Strong("Or without flags, in pyproject.toml:"), strings.Join(a.Config, "\n  "))
	}
	for _, k := range a.Kept {
		fmt.Fprintf(w, "\n%s\n", style.Strong("Region "+k.Region+":"))
		for line := range strings.Lines(k.Text) {
			fmt.Fprintf(w, "  %s\n", Plain(strings.TrimSuffix(line, "\n")))
		}
	}
}

// becomes words what becomes of a part.
func becomes(p adopt.Part) string {
	switch p.Class {
	case adopt.Region:
		return "region " + p.To
	case adopt.Option:
		return p.To
	case adopt.Covered:
		return "covered: " + p.To
	}
	return string(p.Class)
}

// classes counts the parts of each class.
func classes(parts []adopt.Part) string {
	var out []string
	for _, c := range []adopt.Class{adopt.Covered, adopt.Option, adopt.Region, adopt.Dropped} {
		n := len(slices.DeleteFunc(slices.Clone(parts), func(p adopt.Part) bool { return p.Class != c }))
		switch c {
		case adopt.Covered:
			out = append(out, fmt.Sprintf("%d covered", n))
		case adopt.Dropped:
			out = append(out, fmt.Sprintf("%d dropped", n))
		default:
			out = append(out, counted(n, string(c)))
		}
	}
	return strings.Join(out, ", ")
}

// short cuts a text to some characters.
func short(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most-3]) + "..."
}

// shellLine is a command line that can be pasted.
func shellLine(words []string) string {
	line, err := render.ShellWords(words)
	if err != nil {
		return strings.Join(words, " ")
	}
	return line
}
