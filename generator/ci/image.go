package ci

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/uvdock/uvdock/generator/plan"
)

// described is an image as a workflow of GitHub hands it from job to job.
type described struct {
	Name      string   `json:"name"`
	Context   string   `json:"context"`
	File      string   `json:"file"`
	Contexts  string   `json:"contexts"`
	Platforms string   `json:"platforms"`
	Flags     []string `json:"flags"`
}

// newImage describes the image of a plan.
func newImage(name string, p *plan.Plan) (image, error) {
	flags := slices.Clone(p.Command[min(2, len(p.Command)):])
	var contexts []string
	for _, n := range p.Context.Named {
		contexts = append(contexts, n.Name+"="+n.Dir)
	}
	i := image{
		Name: name, Context: p.Context.Dir, Dockerfile: p.Output, Contexts: strings.Join(contexts, "\n"),
		Changed: append([]string{"changed", name}, flags...),
	}
	text, err := ascii(described{name, i.Context, i.Dockerfile, i.Contexts, strings.Join(p.Platforms, ","), append([]string{}, flags...)})
	i.JSON = text
	return i, err
}

// ascii is a value as JSON in one line that neither YAML nor an expression of a workflow reads anything
// into: beyond ASCII there are line breaks of YAML, and "${{" begins an expression.
func ascii(value any) (string, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, r := range string(text) {
		switch {
		case r == '$' || r >= 0x7f && r <= 0xffff:
			fmt.Fprintf(&b, `\u%04x`, r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), nil
}
