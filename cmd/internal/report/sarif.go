package report

import (
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
)

// SarifSchema is where the JSON Schema of SARIF 2.1.0 is published.
const SarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// findingPages is where the pages of the codes are.
const findingPages = "https://github.com/uvdock/uvdock/blob/main/docs/findings/"

// The parts of SARIF 2.1.0 that are written, by the names of the standard.
// Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		Invocations []sarifInvocation `json:"invocations"`
		Results     []sarifResult     `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID               string    `json:"id"`
		ShortDescription sarifText `json:"shortDescription"`
		HelpURI          string    `json:"helpUri"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifInvocation struct {
		ExecutionSuccessful bool `json:"executionSuccessful"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
	}
	sarifLocation struct {
		Physical struct {
			Artifact sarifArtifact `json:"artifactLocation"`
			Region   sarifRegion   `json:"region"`
		} `json:"physicalLocation"`
	}
	sarifArtifact struct {
		URI   string `json:"uri"`
		Under string `json:"uriBaseId,omitempty"`
	}
	sarifRegion struct {
		StartLine int `json:"startLine"`
	}
)

// Sarif writes findings as SARIF 2.1.0 for code scanning. Their files are relative to the root of the
// repository, or absolute outside of it; a finding without one is shown at manifest, since what
// has no place is not displayed. ended says that the run came to its end. Columns are left out: they
// count bytes here and characters there.
func Sarif(w io.Writer, version, manifest string, findings diag.List, ended bool) error {
	run := sarifRun{
		Tool:        sarifTool{sarifDriver{Name: "uvdock", Version: version, InformationURI: "https://github.com/uvdock/uvdock", Rules: []sarifRule{}}},
		Invocations: []sarifInvocation{{ended}}, Results: []sarifResult{},
	}
	rules := &run.Tool.Driver.Rules
	for _, f := range findings {
		at := slices.IndexFunc(*rules, func(r sarifRule) bool { return r.ID == f.Code })
		if at < 0 {
			at = len(*rules)
			*rules = append(*rules, sarifRule{f.Code, sarifText{strings.ReplaceAll(f.Code, "-", " ")}, findingPages + f.Code + ".md"})
		}
		r := sarifResult{RuleID: f.Code, RuleIndex: at, Level: string(f.Severity), Message: sarifText{annotation(f)}}
		if file, line := f.File, max(f.Line, 1); file != "" || manifest != "" {
			if file == "" {
				file, line = manifest, 1
			}
			l := sarifLocation{}
			l.Physical.Artifact, l.Physical.Region.StartLine = artifact(file), line
			r.Locations = []sarifLocation{l}
		}
		run.Results = append(run.Results, r)
	}
	return JSON(w, sarifLog{SarifSchema, "2.1.0", []sarifRun{run}})
}

// artifact is a file as a URI: relative to the root of the sources, or absolute.
func artifact(file string) sarifArtifact {
	if !filepath.IsAbs(file) {
		return sarifArtifact{(&url.URL{Path: file}).String(), "%SRCROOT%"}
	}
	slashed := filepath.ToSlash(file)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // C:/x
	}
	return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: slashed}).String()}
}

// annotation is the message of a finding with its next step, for where both are one text.
func annotation(f diag.Finding) string {
	if f.Fix == "" {
		return f.Message
	}
	return f.Message + "; " + f.Fix
}
