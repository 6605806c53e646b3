package project

import (
	"bytes"
	"strconv"
	"strings"
	"sync"
)

// skimmed is the files of one package, read without the TOML parser.
type skimmed struct {
	wheels []File
	sdist  *File
}

// decodeSkimmed reads a lock whose wheels and sdists are written as uv writes them, a line a
// file: four fifths of a lock are such lines, and they need no parser. They are read by hand and
// left out of what the parser sees, as blank lines, so that its line numbers stay right. It
// says no where the result is not certain to be the parser's: the whole text is then parsed.
//
// A large lock is cut at a [[package]] in its middle, and its halves are read side by side.
func decodeSkimmed(data []byte) (*Lock, bool) {
	cut := middle(data)
	if cut < 0 {
		return skimPart(data, 1)
	}
	var second *Lock
	var ok bool
	var wait sync.WaitGroup
	wait.Go(func() { second, ok = skimPart(data[cut:], 1+bytes.Count(data[:cut], []byte("\n"))) })
	first, firstOK := skimPart(data[:cut], 1)
	wait.Wait()
	if !firstOK || !ok {
		return nil, false
	}
	first.Size = int64(len(data))
	first.Packages = append(first.Packages, second.Packages...)
	return first, true
}

// worthCutting is the size in bytes from which a lock is read in two halves.
const worthCutting = 256 << 10

// middle is the offset of a [[package]] near the middle of a large lock behind which nothing
// but packages follows; -1 where there is none.
func middle(data []byte) int {
	if len(data) < worthCutting {
		return -1
	}
	cut := bytes.Index(data[len(data)/2:], []byte("\n[[package]]\n"))
	if cut < 0 {
		return -1
	}
	cut += len(data)/2 + 1
	for rest := data[cut:]; ; {
		i := bytes.Index(rest, []byte("\n["))
		if i < 0 {
			return cut
		}
		if rest = rest[i+1:]; !bytes.HasPrefix(rest, []byte("[[package]]\n")) && !bytes.HasPrefix(rest, []byte("[package.")) {
			return -1
		}
	}
}

// skimPart reads a lock, or its part that begins at a line.
func skimPart(data []byte, line int) (*Lock, bool) {
	s := skimmer{text: string(data), line: line, rest: make([]byte, 0, len(data)/3)}
	s.run()
	// What looks like a line of files may be text in a multi-line string. That string would
	// begin in what is left, for a line that was read has none.
	if bytes.Contains(s.rest, []byte(`"""`)) || bytes.Contains(s.rest, []byte(`'''`)) {
		return nil, false
	}
	lock, err := newLockDecoder(s.rest, line).decode()
	if err != nil || len(lock.Packages) != len(s.found) {
		return nil, false
	}
	for i, p := range lock.Packages {
		found := s.found[i]
		if found.wheels != nil && p.Wheels != nil || found.sdist != nil && p.Sdist != nil {
			return nil, false // a key twice: the parser says where
		}
		if found.wheels != nil {
			p.Wheels = found.wheels
		}
		if found.sdist != nil {
			p.Sdist = found.sdist
		}
	}
	lock.Size = int64(len(data))
	return lock, true
}

// skimmer goes through the lines of a lock.
type skimmer struct {
	text string
	// at is the offset of the next line, line its number from 1.
	at, line int
	// inPackage says that the keys that follow belong to the newest package itself.
	inPackage bool
	found     []skimmed
	// rest is the text without what was read.
	rest []byte
}

func (s *skimmer) run() {
	for s.at < len(s.text) {
		line := s.peek()
		switch {
		case line == "[[package]]":
			s.inPackage = true
			s.found = append(s.found, skimmed{})
		case strings.HasPrefix(line, "["):
			s.inPackage = false
		case s.inPackage && line == "wheels = [" && s.wheels(), s.inPackage && strings.HasPrefix(line, "sdist = {") && s.sdist(line):
			continue
		}
		s.rest = append(s.rest, line...)
		s.next(line)
	}
}

// peek is the line at hand, without its end.
func (s *skimmer) peek() string {
	if end := strings.IndexByte(s.text[s.at:], '\n'); end >= 0 {
		return s.text[s.at : s.at+end]
	}
	return s.text[s.at:]
}

// next goes on to the line after this one.
func (s *skimmer) next(line string) {
	s.line++
	if s.at += len(line); s.at < len(s.text) {
		s.at++
		s.rest = append(s.rest, '\n')
	}
}

// wheels reads an array of wheels. Where a line is not as expected nothing has happened.
func (s *skimmer) wheels() bool {
	if s.found[len(s.found)-1].wheels != nil {
		return false
	}
	start := *s
	var files []File
	s.next("wheels = [")
	for s.at < len(s.text) {
		line := s.peek()
		s.next(line)
		if line == "]" {
			s.found[len(s.found)-1].wheels = files
			return files != nil
		}
		entry, isEntry := strings.CutPrefix(line, "    ")
		entry, ends := strings.CutSuffix(entry, ",")
		file, ok := skimFile(entry)
		if !isEntry || !ends || !ok {
			break
		}
		file.Line = s.line - 1
		files = append(files, file)
	}
	*s = start
	return false
}

// sdist reads the line of an sdist.
func (s *skimmer) sdist(line string) bool {
	file, ok := skimFile(strings.TrimPrefix(line, "sdist = "))
	if !ok || s.found[len(s.found)-1].sdist != nil {
		return false
	}
	file.Line = s.line
	s.found[len(s.found)-1].sdist = &file
	s.next(line)
	return true
}

// skimFile reads { url = "...", hash = "...", size = 1, upload-time = "..." } with the keys in
// this order, of which the first may be path or filename and the last three may be absent.
func skimFile(text string) (File, bool) {
	file := File{Size: -1}
	var where string
	rest, ok := strings.CutPrefix(text, "{ ")
	key, rest, _ := strings.Cut(rest, " ")
	if where, rest, ok = skimString(rest, "= ", ok); !ok {
		return file, false
	}
	switch key {
	case "url":
		file.URL = where
	case "path":
		file.Path = where
	case "filename":
	default:
		return file, false
	}
	file.Name = fileName(where)
	if strings.HasPrefix(rest, ", hash") {
		if file.Hash, rest, ok = skimString(rest, ", hash = ", true); !ok {
			return file, false
		}
	}
	if digits, has := strings.CutPrefix(rest, ", size = "); has {
		end := strings.IndexAny(digits, ", ")
		if end < 0 || digits[0] == '0' && end > 1 {
			return file, false
		}
		size, err := strconv.ParseUint(digits[:end], 10, 63)
		if err != nil {
			return file, false
		}
		file.Size, rest = int64(size), digits[end:]
	}
	if strings.HasPrefix(rest, ", upload-time") {
		if _, rest, ok = skimString(rest, ", upload-time = ", true); !ok {
			return file, false
		}
	}
	return file, rest == " }"
}

// skimString reads a lead and a string without escapes.
func skimString(text, lead string, ok bool) (value, rest string, _ bool) {
	text, has := strings.CutPrefix(text, lead+`"`)
	end := strings.IndexByte(text, '"')
	if !ok || !has || end < 0 || strings.IndexByte(text[:end], '\\') >= 0 || hasControl(text[:end]) {
		return "", "", false
	}
	return text[:end], text[end+1:], true
}

// hasControl says whether a text has a character that TOML forbids in a string.
func hasControl(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] == 0x7f {
			return true
		}
	}
	return false
}
