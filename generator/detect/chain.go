package detect

import (
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
)

// chained are the words of the commands of a chain; nil where one of them takes a shell.
func chained(parts []string) [][]string {
	var out [][]string
	for _, part := range parts {
		w := &wordSplitter{text: strings.TrimSpace(part)}
		if w.split() != nil {
			return nil
		}
		words := w.words
		if len(words) > 1 && words[0] == "uv" && words[1] == "run" {
			words = withoutUV(words)
		}
		if words, err := checkWords(words); err == nil {
			out = append(out, words)
		}
	}
	return out
}

// shellSteps are the commands before the last one of sh -c "a && b".
func shellSteps(words []string) [][]string {
	i := slices.Index(words, "-c")
	if !slices.Contains([]string{"sh", "bash", "ash", "dash"}, path.Base(words[0])) || i < 0 || i+1 == len(words) {
		return nil
	}
	parts := strings.Split(words[i+1], "&&")
	return chained(parts[:len(parts)-1])
}

// stepsBefore reports what a start command does before it serves: every container would do it again,
// several at once, and none would start while it fails. It is a job, once a version.
func (d *detector) stepsBefore(at diag.Place, who string, steps [][]string) {
	list := jobsOf(steps)
	if len(list) == 0 {
		return
	}
	for i := range list {
		list[i].Evidence = Evidence{at, "what runs before " + who}
	}
	if d.in.Together && len(d.in.Asked) == 0 && d.in.Process == "" {
		d.offered = append(d.offered, list...)
		return
	}
	d.findings = append(d.findings, diag.Warningf("steps-before-start", at,
		"%s runs %s first, which is a job: once for a new version, and not in every container", who, quoteCommand(list[0].words)).
		WithFix("start the server alone, and let compose run the job before it, with pyproject.toml:\n%s", processLines(list)))
}

// jobsOf are commands that end as options.
func jobsOf(steps [][]string) []option {
	var out []option
	for _, words := range steps {
		o := option{words: words, name: "prepare", job: true, belongs: true}
		if slices.ContainsFunc(words, func(w string) bool { return w == "migrate" || w == "upgrade" }) {
			o.name = "migrate"
		}
		out = append(out, o)
	}
	return out
}

// commandFix says how a command is given; of a chain, how its steps are.
func (d *detector) commandFix() string {
	parts := strings.Split(d.in.Cmd, "&&")
	if steps := chained(parts); len(steps) == len(parts) && len(steps) > 1 {
		last := len(steps) - 1
		return "give the last alone, " + d.in.sayCommand(steps[last]...) + "; what runs before it is a job, with pyproject.toml:\n" + processLines(jobsOf(steps[:last]))
	}
	if d.in.Process != "" {
		return `give words like cmd = "python -m package", or an array like cmd = ["python", "main.py"]`
	}
	return `give words like --cmd "python -m package", or a JSON array like --cmd '["python","main.py"]'`
}

// sayCommand is how a command is given: as a flag, or as the key of a process.
func (in Input) sayCommand(words ...string) string {
	if in.Process != "" {
		return "cmd = " + tomlCommand(words)
	}
	return cmdFlag(words...)
}
