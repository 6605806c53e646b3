package detect

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"
)

// process is one line of a Procfile.
type process struct {
	name, text string
	line       int
	// env are the variables that stand before the command, words the command without what only
	// a shell or the platform adds.
	env   []EnvVar
	words []string
	// before are the commands that a chain runs before.
	before [][]string
}

// readProcfile reads `name: command` lines; what is no such line is a comment.
func (d *detector) readProcfile() []process {
	if !d.src.tree.exists(procfileName) {
		return nil
	}
	data, err := d.src.tree.read(procfileName, d.in.Services.Sources.MaxBytes, nil)
	if err != nil {
		d.src.skipped(procfileName, 0, err.Error())
		return nil
	}
	var out []process
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		name, text, ok := strings.Cut(strings.TrimSpace(line), ":")
		if ok && name != "" && !strings.ContainsAny(name, " \t#") && strings.TrimSpace(text) != "" {
			out = append(out, process{name: name, text: strings.TrimSpace(text), line: n})
		}
	}
	return out
}

// split reads the command: of a chain the last part, as what comes before is a job of its own.
func (p *process) split(port int) error {
	chain := strings.Split(p.text, "&&")
	text := strings.TrimSpace(chain[len(chain)-1])
	p.before = chained(chain[:len(chain)-1])
	for _, variable := range []string{"${PORT:-5000}", "${PORT:-8000}", "${PORT:-8080}", "${PORT}", "$PORT"} {
		text = strings.ReplaceAll(text, variable, itoa(port))
	}
	if !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl) {
		return errors.New("it is no plain text")
	}
	w := &wordSplitter{text: text}
	if err := w.split(); err != nil {
		return err
	}
	words := w.words
	for len(words) > 0 && strings.Contains(words[0], "=") {
		name, value, _ := strings.Cut(words[0], "=")
		if validName(name) == "" {
			break
		}
		p.env = append(p.env, EnvVar{name, value})
		words = words[1:]
	}
	if len(words) > 0 && words[0] == "exec" {
		words = words[1:]
	}
	if len(words) > 1 && words[0] == "uv" && words[1] == "run" {
		words = withoutUV(words)
	}
	var err error
	p.words, err = checkWords(words)
	return err
}
