package detect

import (
	"bytes"
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/uvdock/uvdock/generator/detect/python"
)

// wanted says which files are worth parsing: those with a line that imports one of tops, and
// those with one of texts anywhere.
type wanted struct {
	tops  map[string]bool
	texts [][]byte
}

// scanned is what came of one file; zero for one that does not matter.
type scanned struct {
	parsed *python.Module
	err    error
}

// relevant loads the modules that can matter, files in the order of the walk. The others are
// read and not parsed.
func (s *sources) relevant(ctx context.Context, w wanted) []*module {
	results := s.scan(ctx, w)
	var out []*module
	for i, file := range s.tree.files {
		if m, done := s.files[file]; done {
			if m != nil {
				out = append(out, m)
			}
			continue
		}
		switch r := results[i]; {
		case r.parsed != nil:
			out = append(out, s.take(file, r.parsed, nil))
		case r.err != nil:
			s.take(file, nil, r.err)
		}
	}
	return out
}

// scan reads all files that are not loaded yet, on all cores.
func (s *sources) scan(ctx context.Context, w wanted) []scanned {
	results := make([]scanned, len(s.tree.files))
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), 8) {
		wait.Go(func() {
			var buffer bytes.Buffer
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(s.tree.files) {
					return
				}
				if _, done := s.files[s.tree.files[i]]; !done {
					results[i] = s.scanFile(s.tree.files[i], w, &buffer)
				}
			}
		})
	}
	wait.Wait()
	return results
}

func (s *sources) scanFile(file string, w wanted, buffer *bytes.Buffer) scanned {
	data, err := s.tree.read(file, s.in.Services.Sources.MaxBytes, buffer)
	if err != nil {
		return scanned{err: err}
	}
	if !w.in(data) {
		return scanned{}
	}
	parsed, err := python.Parse(data)
	return scanned{parsed, err}
}

// in says whether a file is worth parsing.
func (w wanted) in(data []byte) bool {
	for _, text := range w.texts {
		if bytes.Contains(data, text) {
			return true
		}
	}
	keyword := []byte("import")
	for rest := data; len(w.tops) > 0; {
		i := bytes.Index(rest, keyword)
		if i < 0 {
			return false
		}
		start := bytes.LastIndexAny(rest[:i], "\r\n") + 1
		end := bytes.IndexAny(rest[i:], "\r\n")
		if end < 0 {
			end = len(rest) - i
		}
		if w.names(rest[start : i+end]) {
			return true
		}
		rest = rest[i+end:]
	}
	return false
}

// names says whether one of the words of a line is wanted.
func (w wanted) names(line []byte) bool {
	for len(line) > 0 {
		n := 0
		for n < len(line) && wordByte(line[n]) {
			n++
		}
		if w.tops[string(line[:n])] {
			return true
		}
		line = line[min(n+1, len(line)):]
	}
	return false
}

func wordByte(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c > 127
}
