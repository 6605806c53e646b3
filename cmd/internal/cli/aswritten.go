package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"

	"github.com/uvdock/uvdock/cmd/internal/verify"
	"github.com/uvdock/uvdock/generator/render"
)

// asWritten takes the build context, and those beside it, from the header of a Dockerfile that
// uvdock wrote. Without such a header the options stay as they are.
func asWritten(o *verify.Options) {
	text, err := os.ReadFile(o.Dockerfile)
	if err != nil || render.OriginOf(text) == render.Foreign {
		return // what is wrong with the file is said by verify itself
	}
	words := builtBy(text)
	if len(words) == 0 {
		return
	}
	root := filepath.Dir(o.Dockerfile)
	var contexts []string
	for i := 0; i+1 < len(words); i++ {
		switch words[i] {
		case "-f": // names the file as seen from the directory of uv.lock
			above, ok := strings.CutSuffix(filepath.ToSlash(absolute(o.Dockerfile)), "/"+words[i+1])
			if !ok {
				return // the file was moved
			}
			root = filepath.FromSlash(above)
		case "--build-context":
			contexts = append(contexts, words[i+1])
		}
	}
	o.Context = filepath.Join(root, filepath.FromSlash(words[len(words)-1]))
	for _, c := range contexts {
		name, dir, _ := strings.Cut(c, "=")
		o.BuildContexts = append(o.BuildContexts, name+"="+filepath.Join(root, filepath.FromSlash(dir)))
	}
}

// builtBy are the arguments of the docker build command in the header of a Dockerfile, nil if
// there is none. No path in it needs quotes: others are refused when it is written.
func builtBy(text []byte) []string {
	for line := range bytes.Lines(text) {
		if rest, ok := strings.CutPrefix(string(line), "#   docker build "); ok {
			return strings.Fields(rest)
		}
		if !bytes.HasPrefix(line, []byte("#")) {
			break
		}
	}
	return nil
}

// absolute is the path from the root of the file system, or as it is where there is none.
func absolute(name string) string {
	abs, err := filepath.Abs(name)
	if err != nil {
		return name
	}
	return abs
}
