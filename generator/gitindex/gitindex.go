// Package gitindex reads which files git tracks, from the file .git/index.
//
// Source: https://git-scm.com/docs/index-format
package gitindex

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
)

// ErrFormat is wrapped by the errors about an index that cannot be read: another version, a
// truncated file, no index at all.
var ErrFormat = errors.New("no index of git that can be read")

const (
	header = 12
	// fixed is what comes before the name of an entry: times, numbers, modes, size, object, flags.
	fixed = 62
	// object is where the name of the object begins in it, which takes 20 bytes.
	object = 40
	// extended is the bit of the flags that says that two more bytes of flags follow (version 3).
	extended = 0x4000
)

// Paths are the tracked files, as the index has them: sorted, with slashes, relative to the top of
// the work tree. An unmerged file is there once for each of its versions. Versions 2 to 4 are
// read, of repositories with SHA-1 object names.
func Paths(index []byte) ([]string, error) {
	entries, err := Entries(index)
	if err != nil {
		return nil, err
	}
	paths := make([]string, len(entries))
	for i, e := range entries {
		paths[i] = e.Path
	}
	return paths, nil
}

// Entry is one tracked file.
type Entry struct {
	Path string
	// Object is the name of its content, in hexadecimal digits.
	Object string
}

// Entries are the tracked files in the order of Paths, each with its content.
func Entries(index []byte) ([]Entry, error) {
	if len(index) < header || !bytes.HasPrefix(index, []byte("DIRC")) {
		return nil, fmt.Errorf("%w: it does not begin with DIRC", ErrFormat)
	}
	version, count := binary.BigEndian.Uint32(index[4:]), binary.BigEndian.Uint32(index[8:])
	if version < 2 || version > 4 {
		return nil, fmt.Errorf("%w: version %d", ErrFormat, version)
	}
	rest := index[header:]
	if uint64(count) > uint64(len(rest))/fixed {
		return nil, fmt.Errorf("%w: %d entries cannot be in %d bytes", ErrFormat, count, len(rest))
	}
	entries := make([]Entry, 0, count)
	previous := ""
	for range count {
		name, size, err := entry(rest, version, previous)
		if err != nil {
			return nil, fmt.Errorf("entry %s: %w", strconv.Itoa(len(entries)+1), err)
		}
		entries = append(entries, Entry{name, hex.EncodeToString(rest[object : object+20])})
		previous, rest = name, rest[size:]
	}
	return entries, nil
}

// entry reads the entry at the beginning of data, and says how many bytes it takes.
func entry(data []byte, version uint32, previous string) (name string, size int, err error) {
	if len(data) < fixed {
		return "", 0, ErrFormat
	}
	at := fixed
	if binary.BigEndian.Uint16(data[fixed-2:])&extended != 0 {
		at += 2
	}
	if version == 4 {
		cut, n := offset(data[min(at, len(data)):])
		if n == 0 || cut > uint64(len(previous)) {
			return "", 0, ErrFormat
		}
		name, at = previous[:len(previous)-int(cut)], at+n
	}
	end := bytes.IndexByte(data[min(at, len(data)):], 0)
	if end < 0 {
		return "", 0, ErrFormat
	}
	name += string(data[at : at+end])
	size = at + end + 1
	if version < 4 { // padded with zeros, at least one, to a multiple of eight
		size = (at + end + 8) / 8 * 8
	}
	if size > len(data) {
		return "", 0, ErrFormat
	}
	return name, size, nil
}

// offset reads a number of variable length, and says how many bytes it takes; 0 for none.
// Source: https://git-scm.com/docs/pack-format, the offset encoding.
func offset(data []byte) (value uint64, n int) {
	for i, b := range data {
		if i == 9 {
			return 0, 0
		}
		if i > 0 {
			value++
		}
		value = value<<7 | uint64(b&0x7f)
		if b&0x80 == 0 {
			return value, i + 1
		}
	}
	return 0, 0
}
