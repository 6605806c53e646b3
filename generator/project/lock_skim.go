package project

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// decodeSkimmed reads a lock whose wheels and sdists are written as uv writes them, a line a
// file: four fifths of a lock are such lines, and they need no parser. They are read by hand,
// and the parser gets what lies between them. It says no where the result is not certain to be
// that of the parser alone, which then has to read everything.
//
// A large lock is cut at a [[package]] in its middle, and its halves are read side by side.
func decodeSkimmed(text string) (*Lock, bool) {
	cut := middle(text)
	if cut < 0 {
		return skimPart(text, 1)
	}
	var second *Lock
	var ok bool
	var wait sync.WaitGroup
	wait.Go(func() { second, ok = skimPart(text[cut:], 1+strings.Count(text[:cut], "\n")) })
	first, firstOK := skimPart(text[:cut], 1)
	wait.Wait()
	if !firstOK || !ok {
		return nil, false
	}
	first.Packages = append(first.Packages, second.Packages...)
	return first, true
}

// worthCutting is the size in bytes from which a lock is read in two halves.
const worthCutting = 256 << 10

// middle is the offset of a [[package]] near the middle of a large lock behind which nothing
// but packages follows; -1 where there is none.
func middle(text string) int {
	if len(text) < worthCutting {
		return -1
	}
	cut := strings.Index(text[len(text)/2:], "\n[[package]]\n")
	if cut < 0 {
		return -1
	}
	cut += len(text)/2 + 1
	for rest := text[cut:]; ; {
		i := strings.Index(rest, "\n[")
		if i < 0 {
			return cut
		}
		if rest = rest[i+1:]; !strings.HasPrefix(rest, "[[package]]\n") && !strings.HasPrefix(rest, "[package.") {
			return -1
		}
	}
}

// skimPart reads a lock, or its part that begins at a line.
func skimPart(text string, line int) (*Lock, bool) {
	if !utf8.ValidString(text) {
		return nil, false
	}
	s := skimmer{text: text, line: line, unreadLine: line, decoder: newLockDecoder()}
	return s.decoder.lock, s.run()
}

// skimmer goes through the lines of a lock.
type skimmer struct {
	text string
	// at is the offset of the next line, line its number from 1.
	at, line int
	// unread is the offset of the first line that nobody has read, unreadLine its number.
	unread, unreadLine int
	// inPackage says that the keys that follow belong to the newest package itself.
	inPackage bool
	// decoder reads everything but files.
	decoder *lockDecoder
	// wheels are those of the array at hand.
	wheels []File
}

// run reads the text. false means that a part is more than the decoder can read by itself: an
// error, or a multi-line string in which something looks like a line of files.
func (s *skimmer) run() bool {
	for s.at < len(s.text) {
		line := s.peek()
		switch {
		case line == "[[package]]":
			s.inPackage = true
		case strings.HasPrefix(line, "["):
			s.inPackage = false
		case s.inPackage && (line == "wheels = [" || strings.HasPrefix(line, "sdist = {")):
			if !s.decode() {
				return false
			}
			if s.files(line) {
				s.unread, s.unreadLine = s.at, s.line
				continue
			}
		}
		s.next(line)
	}
	return s.decode()
}

// decode lets the decoder read up to the line at hand.
func (s *skimmer) decode() bool {
	part, line := s.text[s.unread:s.at], s.unreadLine
	s.unread, s.unreadLine = s.at, s.line
	return s.decoder.read(part, line)
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
	s.at = min(s.at+len(line)+1, len(s.text))
}

// files reads the wheels or the sdist of the newest package, which begin with a line. Where a
// line is not as expected, or the key is there twice, nothing has happened.
func (s *skimmer) files(line string) bool {
	key, _, _ := strings.Cut(line, " ")
	if s.decoder.seen.keys[key] {
		return false
	}
	newest := s.decoder.lock.Packages[len(s.decoder.lock.Packages)-1]
	start, startLine := s.at, s.line
	if key == "sdist" && !s.skimSdist(newest, line) || key == "wheels" && !s.skimWheels(newest, line) {
		s.at, s.line = start, startLine
		return false
	}
	s.decoder.seen.keys[key] = true
	return true
}

// skimWheels reads an array of wheels.
func (s *skimmer) skimWheels(to *Package, line string) bool {
	s.wheels = s.wheels[:0]
	for s.next(line); s.at < len(s.text); s.next(line) {
		line = s.peek()
		if line == "]" {
			s.next(line)
			to.Wheels = slices.Clone(s.wheels)
			return len(s.wheels) > 0
		}
		entry, isEntry := strings.CutPrefix(line, "    ")
		entry, ends := strings.CutSuffix(entry, ",")
		file, ok := skimFile(entry)
		if !isEntry || !ends || !ok {
			return false
		}
		file.Line = s.line
		s.wheels = append(s.wheels, file)
	}
	return false
}

// skimSdist reads the line of an sdist.
func (s *skimmer) skimSdist(to *Package, line string) bool {
	file, ok := skimFile(strings.TrimPrefix(line, "sdist = "))
	if ok {
		file.Line = s.line
		to.Sdist = &file
		s.next(line)
	}
	return ok
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

// hasControl says whether a text has a character that TOML forbids in a string: below a space,
// or DEL. A lock has megabytes of such text, so it is looked at in words of eight bytes: a byte
// from which the subtraction borrows sets its highest bit.
func hasControl(text string) bool {
	const ones, highest = 0x0101010101010101, 0x8080808080808080
	for ; len(text) >= 8; text = text[8:] {
		word := uint64(text[0]) | uint64(text[1])<<8 | uint64(text[2])<<16 | uint64(text[3])<<24 |
			uint64(text[4])<<32 | uint64(text[5])<<40 | uint64(text[6])<<48 | uint64(text[7])<<56
		del := word ^ 0x7f*ones
		if ((word-' '*ones)&^word|(del-ones)&^del)&highest != 0 {
			return true
		}
	}
	for i := range len(text) {
		if text[i] < ' ' || text[i] == 0x7f {
			return true
		}
	}
	return false
}
