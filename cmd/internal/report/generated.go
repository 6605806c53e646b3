package report

import (
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/output"
)

// Generated is the JSON of generate and check.
type Generated struct {
	Schema string `json:"schema"`
	GeneratedImage
}

// GeneratedImage is what was decided for one image, and its files.
type GeneratedImage struct {
	Profile  string          `json:"profile"`
	Python   string          `json:"python"`
	UV       string          `json:"uv"`
	Command  []string        `json:"command"`
	Port     int             `json:"port"`
	Files    []GeneratedFile `json:"files"`
	Findings diag.List       `json:"findings"`
}

// GeneratedFile is one file beside the one on disk.
type GeneratedFile struct {
	Path string `json:"path"`
	// State is what lay on disk: create, unchanged, update, foreign, edited.
	State   output.State `json:"state"`
	Written bool         `json:"written"`
	SHA256  string       `json:"sha256"`
	Text    string       `json:"text"`
}

// NewGenerated collects the JSON of a run; wrote says whether files were written.
func NewGenerated(r *generator.Result, changes []output.Change, wrote bool) Generated {
	return Generated{"uvdock.generate/1", newGeneratedImage(r, changes, wrote)}
}

func newGeneratedImage(r *generator.Result, changes []output.Change, wrote bool) GeneratedImage {
	g := GeneratedImage{Command: []string{}, Files: generatedFiles(changes, wrote), Findings: append(diag.List{}, r.Findings...)}
	if r.Plan != nil {
		g.Profile, g.Python, g.UV = r.Plan.Profile, r.Plan.Python, r.Plan.UV
		g.Command, g.Port = r.Plan.Runtime.Command, r.Plan.Runtime.Port
	}
	return g
}

// generatedFiles is never nil, so that it is an array in JSON.
func generatedFiles(changes []output.Change, wrote bool) []GeneratedFile {
	out := []GeneratedFile{}
	for _, c := range changes {
		digest := sha256.Sum256(c.New)
		out = append(out, GeneratedFile{
			Path: filepath.ToSlash(c.Path), State: c.State, Written: wrote && c.Drift(),
			SHA256: hex.EncodeToString(digest[:]), Text: string(c.New),
		})
	}
	return out
}
