package project

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"github.com/pelletier/go-toml/v2/unstable"
)

// The largest files that are read. The largest locks known are below 10 MB.
const (
	maxLockSize     = 64 << 20
	maxManifestSize = 4 << 20
	// maxBrackets bounds how deep a manifest can nest before a recursive decoder sees it.
	maxBrackets = 20_000
)

// problem is what is wrong with a file, before it is known how the file is called from the
// lock root.
type problem struct {
	at           position
	message, fix string
}

// document is a TOML file that was read once.
type document struct {
	// root is nil when the file is not valid TOML; problems then says why.
	root     *node
	any      map[string]any
	problems []problem
}

var errTooLarge = errors.New("too large")

// readFile reads a regular file of at most limit bytes.
func readFile(fsys fs.FS, name string, limit int64) ([]byte, error) {
	var data bytes.Buffer
	err := copyFile(&data, fsys, name, limit)
	return data.Bytes(), err
}

// readText is readFile for what is used as a string: of a large file, a copy would cost as much
// as reading it.
func readText(fsys fs.FS, name string, limit int64) (string, error) {
	var text strings.Builder
	err := copyFile(&text, fsys, name, limit)
	return text.String(), err
}

// growing takes a file's bytes; it can be told how many there will be.
type growing interface {
	io.Writer
	Grow(n int)
}

func copyFile(to growing, fsys fs.FS, name string, limit int64) error {
	file, err := fsys.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if info.IsDir() {
		return fmt.Errorf("is a directory, not a file")
	}
	if info.Size() > limit {
		return fmt.Errorf("%w: %d bytes, at most %d are read", errTooLarge, info.Size(), limit)
	}
	to.Grow(int(info.Size()) + bytes.MinRead)
	n, err := io.Copy(to, io.LimitReader(file, limit+1))
	if err == nil && n > limit {
		err = fmt.Errorf("%w: at most %d bytes are read", errTooLarge, limit)
	}
	return err
}

// reason is an error of the file system without the path, which the finding shows itself.
func reason(err error) string {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		err = path.Err
	}
	return err.Error()
}

// parseDocument reads a manifest: pyproject.toml or uv.toml.
func parseDocument(data []byte) *document {
	if p := textProblem(string(data), "resolve the conflict, then run `uv lock`"); p != nil {
		return &document{problems: []problem{*p}}
	}
	data = bytes.TrimPrefix(data, []byte(bom))
	if bytes.Count(data, []byte("["))+bytes.Count(data, []byte("{")) > maxBrackets {
		return &document{problems: []problem{{at: position{1, 1}, message: "nests too deep to be a manifest", fix: "look at the file: no tool writes such a one"}}}
	}
	// Everything else waits for the first manifest, so its two readers work side by side.
	var decoded map[string]any
	var err error
	var wait sync.WaitGroup
	wait.Go(func() { decoded, err = decodeAny(data) })
	root, treeErr := parseTree(data)
	wait.Wait()
	if err == nil {
		err = treeErr
	}
	if err != nil {
		return &document{problems: []problem{syntaxProblem(data, err)}}
	}
	return &document{root: root, any: decoded}
}

const bom = "\ufeff"

// textProblem finds what makes a file no TOML text at all: conflict markers of a merge, or
// bytes that are not UTF-8.
func textProblem(text string, conflictFix string) *problem {
	if p := conflictProblem(text); p != nil {
		p.fix = conflictFix
		return p
	}
	if utf8.ValidString(text) {
		return nil
	}
	for offset := 0; offset < len(text); {
		r, size := utf8.DecodeRuneInString(text[offset:])
		if r == utf8.RuneError && size == 1 {
			return &problem{
				at: positionAt([]byte(text), offset), fix: "save the file as UTF-8",
				message: fmt.Sprintf("byte 0x%02x is not UTF-8, and TOML files are UTF-8", text[offset]),
			}
		}
		offset += size
	}
	return nil
}

// conflictProblem finds the first conflict marker that git leaves at the start of a line.
func conflictProblem(text string) *problem {
	for _, marker := range []string{"<<<<<<< ", ">>>>>>> ", "||||||| "} {
		if strings.IndexByte(text, marker[6]) < 0 {
			continue // the usual case, found out in a fraction of the time
		}
		offset := lineBeginning(text, marker)
		if offset < 0 {
			continue
		}
		line, _, _ := strings.Cut(text[offset:min(len(text), offset+60)], "\n")
		return &problem{
			at:      positionAt([]byte(text), offset),
			message: fmt.Sprintf("merge conflict marker `%s`", strings.TrimRight(line, "\r")),
		}
	}
	return nil
}

// lineBeginning is the offset of the first line that begins with a text, -1 without one. The
// text is looked for and not the line end before it, which every line has.
func lineBeginning(text, start string) int {
	for from := 0; ; {
		i := strings.Index(text[from:], start)
		if i < 0 {
			return -1
		}
		if i += from; i == 0 || text[i-1] == '\n' {
			return i
		}
		from = i + 1
	}
}

// syntaxFix is the next step after a syntax error of a manifest.
const syntaxFix = "correct the syntax there, then run `uv lock`"

// syntaxProblem turns the error of either TOML decoder into a problem.
func syntaxProblem(data []byte, err error) problem {
	if parse, ok := errors.AsType[toml.ParseError](err); ok {
		at := positionAt(data, parse.Position.Start)
		return problem{at: at, fix: syntaxFix, message: "not valid TOML: " + strings.TrimSuffix(parse.Message, ".")}
	}
	if raw, ok := errors.AsType[*unstable.ParserError](err); ok {
		return problem{at: highlightPosition(data, raw.Highlight), fix: syntaxFix, message: "not valid TOML: " + raw.Message}
	}
	return problem{at: position{1, 1}, fix: syntaxFix, message: "not valid TOML: " + err.Error()}
}

// highlightPosition is where go-toml's highlight, a slice of data, begins.
func highlightPosition(data, highlight []byte) position {
	return positionAt(data, cap(data)-cap(highlight))
}

// positionAt converts an offset without an index of the lines. Decoders at times point beside
// the text; then it is the nearest place in it.
func positionAt(data []byte, offset int) position {
	before := data[:min(max(offset, 0), len(data))]
	return position{
		line:   bytes.Count(before, []byte("\n")) + 1,
		column: len(before) - bytes.LastIndexByte(before, '\n'),
	}
}
