package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"maps"

	"github.com/uvdock/uvdock/generator/reference"
	"github.com/uvdock/uvdock/generator/region"
)

// stampPrefix begins the line that tells a file as uvdock wrote it from one that was edited.
const stampPrefix = "# uvdock:sha256:"

// stampMark is the line in a template, without its checksum.
const stampMark = stampPrefix

// Stamp fills in the checksum of a rendered file: SHA-256 over all of its lines but this one and those
// of regions, which a person may change, with the versions and digests of references left out, which
// Renovate and Dependabot change. Text without such a line is returned as it is.
func Stamp(text []byte) []byte {
	before, _, after, ok := cutStamp(text)
	if !ok {
		return text
	}
	return bytes.Join([][]byte{before, []byte(stampPrefix + sum(region.Bare(text)[0]) + "\n"), after}, nil)
}

// Origin says what is known of a file on disk.
type Origin int

// The origins: a file that uvdock did not write, one that it wrote and somebody edited, one
// that is as uvdock wrote it.
const (
	Foreign Origin = iota
	Edited
	Intact
)

// OriginOf reads the stamp of a file. How its lines end, a byte order mark, its regions and blank lines
// beside them are no edit.
func OriginOf(text []byte) Origin {
	text = Normal(text)
	_, stamp, _, ok := cutStamp(text)
	if !ok {
		return Foreign
	}
	for _, bare := range region.Bare(text) {
		if string(bytes.TrimSpace(stamp)) == stampPrefix+sum(bare) {
			return Intact
		}
	}
	return Edited
}

// Normal is a text with lines that end as Unix has them, and without a byte order mark.
func Normal(text []byte) []byte {
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	return bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
}

// Windows says whether every line of a text ends as Windows has it: then that is how the file is
// checked out, and how it is written again.
func Windows(text []byte) bool {
	n := bytes.Count(text, []byte("\n"))
	return n > 0 && n == bytes.Count(text, []byte("\r\n"))
}

// Alike says whether two files were rendered alike, whatever became of them since: they have one
// stamp, and the same references.
func Alike(a, b []byte) bool {
	images := func(text []byte) map[string]reference.Image {
		out := map[string]reference.Image{}
		for name, place := range reference.Found(text) {
			out[name] = place.Image
		}
		return out
	}
	return StampOf(a) == StampOf(b) && maps.Equal(images(a), images(b))
}

// StampOf returns the stamp line of a file without its line break, empty where there is none.
func StampOf(text []byte) string {
	_, stamp, _, _ := cutStamp(text)
	return string(bytes.TrimSpace(stamp))
}

// cutStamp splits text around the first stamp line.
func cutStamp(text []byte) (before, stamp, after []byte, ok bool) {
	offset := 0
	for line := range bytes.Lines(text) {
		if bytes.HasPrefix(line, []byte(stampPrefix)) {
			return text[:offset], line, text[offset+len(line):], true
		}
		offset += len(line)
	}
	return nil, nil, nil, false
}

// sum is the checksum of a text without its stamp line.
func sum(text []byte) string {
	before, _, after, ok := cutStamp(text)
	if !ok {
		before = text
	}
	h := sha256.New()
	h.Write(reference.Canonical(before))
	h.Write(reference.Canonical(after))
	return hex.EncodeToString(h.Sum(nil))
}
