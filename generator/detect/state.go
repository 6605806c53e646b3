package detect

import "github.com/uvdock/uvdock/generator/knowledge"

// state lists the directories in which what is installed keeps what it downloads.
func (in Input) state() []knowledge.State {
	var out []knowledge.State
	for _, s := range in.Services.States {
		if _, installed := in.Closure[s.Package]; installed {
			out = append(out, s)
		}
	}
	return out
}
