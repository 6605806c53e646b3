package detect

import (
	"encoding/json"
	"fmt"
	"strings"
)

// splitCommand reads --cmd: a JSON array of strings, or words as a POSIX shell splits them.
// The container has no shell, so what only a shell does is refused rather than passed on.
func splitCommand(text string) ([]string, error) {
	if i := strings.IndexFunc(text, func(c rune) bool { return c < ' ' && c != '\t' || c == 0x7f }); i >= 0 {
		return nil, fmt.Errorf("it holds the control character %q", text[i])
	}
	if strings.HasPrefix(strings.TrimSpace(text), "[") {
		return jsonCommand(text)
	}
	w := &wordSplitter{text: text}
	if err := w.split(); err != nil {
		return nil, err
	}
	return checkWords(w.words)
}

func jsonCommand(text string) ([]string, error) {
	var words []string
	if err := json.Unmarshal([]byte(text), &words); err != nil {
		return nil, fmt.Errorf(`it begins with [ but is no JSON array of strings like ["python","main.py"]: %w`, err)
	}
	for _, w := range words {
		if i := strings.IndexFunc(w, func(c rune) bool { return c < ' ' || c == 0x7f }); i >= 0 {
			return nil, fmt.Errorf("the word %q holds the control character %q", w, w[i])
		}
	}
	return checkWords(words)
}

func checkWords(words []string) ([]string, error) {
	switch {
	case len(words) == 0 || words[0] == "":
		return nil, fmt.Errorf("it names no program")
	case strings.Contains(words[0], "="):
		return nil, fmt.Errorf("%q sets a variable, which needs a shell; variables are set when the container starts (docker run -e)", words[0])
	case words[0] == "exec":
		return nil, fmt.Errorf("exec is a word of the shell; leave it out, there is no shell to replace")
	case words[0] == "cd":
		return nil, fmt.Errorf("cd is a word of the shell; name a path that is right from /app instead")
	}
	return words, nil
}

// wordSplitter splits one line. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html
type wordSplitter struct {
	text  string
	pos   int
	word  strings.Builder
	open  bool // a word has begun, be it empty
	words []string
}

func (w *wordSplitter) split() error {
	for w.pos < len(w.text) {
		c := w.text[w.pos]
		w.pos++
		switch {
		case c == ' ' || c == '\t':
			w.end()
		case c == '\'':
			if err := w.single(); err != nil {
				return err
			}
		case c == '"':
			if err := w.double(); err != nil {
				return err
			}
		case c == '\\':
			if w.pos == len(w.text) {
				return fmt.Errorf("it ends with a backslash")
			}
			w.take(w.text[w.pos])
			w.pos++
		case strings.IndexByte("$`", c) >= 0:
			return expansion(c)
		case strings.IndexByte("&|;<>()", c) >= 0:
			return fmt.Errorf("%q outside quotes needs a shell, and the container starts without one; put the steps into a script or give the words alone", string(c))
		case c == '#' && !w.open:
			return fmt.Errorf("a # outside quotes begins a comment")
		default:
			w.take(c)
		}
	}
	w.end()
	return nil
}

func expansion(c byte) error {
	return fmt.Errorf(`%q is replaced by a shell, and the container starts without one; write the value, or ["sh","-c","..."] where the profile has a shell`, string(c))
}

func (w *wordSplitter) take(c byte) { w.word.WriteByte(c); w.open = true }

func (w *wordSplitter) end() {
	if w.open {
		w.words = append(w.words, w.word.String())
	}
	w.word.Reset()
	w.open = false
}

func (w *wordSplitter) single() error {
	n := strings.IndexByte(w.text[w.pos:], '\'')
	if n < 0 {
		return fmt.Errorf("a ' is not closed")
	}
	w.word.WriteString(w.text[w.pos : w.pos+n])
	w.open = true
	w.pos += n + 1
	return nil
}

func (w *wordSplitter) double() error {
	w.open = true
	for w.pos < len(w.text) {
		c := w.text[w.pos]
		w.pos++
		switch {
		case c == '"':
			return nil
		case c == '$' || c == '`':
			return expansion(c)
		case c == '\\' && w.pos < len(w.text) && strings.IndexByte("\"\\$`", w.text[w.pos]) >= 0:
			w.take(w.text[w.pos])
			w.pos++
		default:
			w.take(c)
		}
	}
	return fmt.Errorf(`a " is not closed`)
}

// quoteCommand writes words so that a shell and --cmd read the same words again.
func quoteCommand(words []string) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w
		if w == "" || strings.ContainsAny(w, " \t'\"\\$`&|;<>()#*?[]~!{}") {
			out[i] = "'" + strings.ReplaceAll(w, "'", `'\''`) + "'"
		}
	}
	return strings.Join(out, " ")
}

// cmdFlag is the flag that starts these words, quoted for a shell.
func cmdFlag(words ...string) string {
	text := quoteCommand(words)
	if strings.ContainsAny(text, "\"'\\$`") {
		return "--cmd " + quoteCommand([]string{text})
	}
	return `--cmd "` + text + `"`
}
