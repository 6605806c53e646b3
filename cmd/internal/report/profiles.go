package report

import (
	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/choose"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/size"
)

// Profiles is the JSON of the profiles command.
type Profiles struct {
	Schema string `json:"schema"`
	// Chosen is the profile that generate takes, empty when none can work.
	Chosen   string    `json:"chosen"`
	Why      string    `json:"why"`
	Profiles []Profile `json:"profiles"`
	Findings diag.List `json:"findings"`
}

// Profile is one profile for the project.
type Profile struct {
	Name     string   `json:"name"`
	Python   string   `json:"python"`
	Libc     string   `json:"libc"`
	Compiles []string `json:"compiles"`
	// Obstacles are why it cannot work, Doubts why the choice by --prefer passes it over.
	Obstacles      []string `json:"obstacles"`
	Doubts         []string `json:"doubts"`
	SystemPackages []string `json:"system_packages"`
	// Sizes are the predicted sizes, one a platform; none where it cannot work.
	Sizes []Size `json:"sizes"`
}

// NewProfiles collects the JSON; predictions are those of the candidates, in their order. Lists are never null.
func NewProfiles(r *generator.Result, candidates []choose.Candidate, predictions [][]size.Prediction) Profiles {
	out := Profiles{
		Schema: "uvdock.profiles/1", Chosen: r.Choice.Value, Why: r.Choice.Why,
		Profiles: []Profile{}, Findings: append(diag.List{}, r.Findings...),
	}
	for i, c := range candidates {
		p := Profile{
			Name: c.Profile.Name, Python: c.Python, Libc: c.Profile.Libc,
			Compiles: append([]string{}, c.Compiled()...), Obstacles: append([]string{}, c.Obstacles...),
			Doubts: append([]string{}, c.Doubts...), SystemPackages: []string{},
			Sizes: newSizes(predictions[i]),
		}
		for _, n := range c.Needs.Runtime {
			p.SystemPackages = append(p.SystemPackages, n.Package)
		}
		out.Profiles = append(out.Profiles, p)
	}
	return out
}
