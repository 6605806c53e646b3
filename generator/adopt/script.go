package adopt

import (
	"io/fs"
	"path"
	"strings"

	"github.com/uvdock/uvdock/generator/adopt/syntax"
	"github.com/uvdock/uvdock/generator/internal/lazy"
)

// maxScript is above what an entrypoint has, in bytes.
const maxScript = 64 << 10

var callsUV = lazy.Regexp(`(^|[\s;&|(])uvx?\s`)

// lookIntoScript reads the start command, and the script of the project that it runs: what they name is to be
// there, and uv is not.
func (st *settler) lookIntoScript() {
	st.started = map[string]bool{}
	take := func(text string) {
		for _, word := range usedWord().FindAllString(text, -1) {
			st.started[word] = true
		}
	}
	take(strings.Join(st.old.start.words, " "))
	for _, word := range st.old.start.words {
		file, text := st.script(word)
		if take(text); !callsUV().MatchString(text) {
			continue
		}
		for n := range st.old.Parts {
			if p := &st.old.Parts[n]; p.Class == Option && (p.Keyword == "CMD" || p.Keyword == "ENTRYPOINT") {
				p.Why, p.Warn = p.Why+"; "+file+" calls uv, which is not in the image: what it runs is on PATH without", true
			}
		}
	}
}

// script is the text of a file that the command runs, with its path in the project; empty for none.
func (st *settler) script(word string) (file, text string) {
	if !strings.HasSuffix(word, ".sh") && !strings.Contains(path.Base(word), "entrypoint") {
		return "", ""
	}
	tries := []string{strings.TrimPrefix(strings.TrimPrefix(path.Clean(word), "/app/"), "/")}
	for _, i := range st.old.File.Instructions {
		if !i.Is("COPY", "ADD") {
			continue
		}
		for _, source := range syntax.Words(i.Args) {
			if path.Base(source) == path.Base(word) {
				tries = append(tries, strings.TrimPrefix(path.Clean(source), "/"))
			}
		}
	}
	for _, name := range tries {
		if info, err := fs.Stat(st.FS, name); err == nil && info.Mode().IsRegular() && info.Size() <= maxScript {
			if data, err := fs.ReadFile(st.FS, name); err == nil {
				return name, string(data)
			}
		}
	}
	return "", ""
}
