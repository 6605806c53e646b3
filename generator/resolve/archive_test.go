package resolve

import (
	"os"
	"strings"
)

// archive is a file of the txtar format: a comment, then files, each after a line "-- name --".
type archive struct {
	comment string
	names   []string
	data    []string
}

func readArchive(path string) (*archive, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	a := &archive{}
	into := &a.comment
	for line := range strings.Lines(string(text)) {
		name, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "-- ")
		if name, ok2 := strings.CutSuffix(name, " --"); ok && ok2 {
			a.names, a.data = append(a.names, name), append(a.data, "")
			into = &a.data[len(a.data)-1]
			continue
		}
		*into += line
	}
	return a, nil
}

func (a *archive) write(path string) error {
	var b strings.Builder
	b.WriteString(a.comment)
	for i, name := range a.names {
		b.WriteString("-- " + name + " --\n" + a.data[i])
	}
	return os.WriteFile(path, []byte(b.String()), 0o644)
}
