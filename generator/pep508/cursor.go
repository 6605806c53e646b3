package pep508

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// SyntaxError says where a text stops being a marker or a requirement.
type SyntaxError struct {
	// Input is the whole text, Offset the byte at which the problem stands.
	Input  string
	Offset int
	// Message says what was seen and what was expected.
	Message string
}

// Error is the message with the text and the column, which counts from 1.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%s at column %d of %q", e.Message, e.Offset+1, e.Input)
}

// cursor walks over a text.
type cursor struct {
	text string
	at   int
}

func (c *cursor) fail(at int, format string, args ...any) error {
	return &SyntaxError{Input: c.text, Offset: at, Message: fmt.Sprintf(format, args...)}
}

func (c *cursor) rest() string { return c.text[c.at:] }

func (c *cursor) done() bool { return c.at >= len(c.text) }

// peek is the next byte, 0 at the end.
func (c *cursor) peek() byte {
	if c.done() {
		return 0
	}
	return c.text[c.at]
}

func (c *cursor) space() {
	for !c.done() {
		r, size := utf8.DecodeRuneInString(c.rest())
		if !unicode.IsSpace(r) {
			return
		}
		c.at += size
	}
}

// eat takes the text if it comes next.
func (c *cursor) eat(s string) bool {
	if strings.HasPrefix(c.rest(), s) {
		c.at += len(s)
		return true
	}
	return false
}

// while takes the longest run of runes that satisfy ok.
func (c *cursor) while(ok func(rune) bool) string {
	start := c.at
	for !c.done() {
		r, size := utf8.DecodeRuneInString(c.rest())
		if !ok(r) {
			break
		}
		c.at += size
	}
	return c.text[start:c.at]
}

// found names what comes next, for messages.
func (c *cursor) found() string {
	if c.done() {
		return "the end"
	}
	word := c.rest()
	if i := strings.IndexFunc(word, unicode.IsSpace); i > 0 {
		word = word[:i]
	}
	if len(word) > 40 {
		word = word[:40]
	}
	return fmt.Sprintf("%q", word)
}
