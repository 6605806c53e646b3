package render

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
)

func TestTidy(t *testing.T) {
	a, ab := sectionMark("a"), sectionMark("a", "b")
	for _, c := range []struct {
		name, in, want string
		lines          [][]string
	}{
		{"keys last until the next mark", a + "x\ny\n\n" + ab + "z", "x\ny\n\nz\n", [][]string{{"a"}, {"a"}, nil, {"a", "b"}}},
		{"a mark within a line", a + "x\n&& " + ab + "y\nz", "x\n&& y\nz\n", [][]string{{"a"}, {"a", "b"}, {"a", "b"}}},
		{"the last of two marks on a line", a + ab + "x", "x\n", [][]string{{"a", "b"}}},
		{"a line of a mark alone is no line", "x\n" + a + "\ny", "x\ny\n", [][]string{nil, {"a"}}},
		{"blank lines", "\n\n" + a + "x  \n\t\n\n\ny\n\n\n", "x\n\ny\n", [][]string{{"a"}, nil, {"a"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, lines, _ := tidy(c.in)
			if text != c.want || !reflect.DeepEqual(lines, c.lines) {
				t.Errorf("%q %q, want %q %q", text, lines, c.want, c.lines)
			}
		})
	}
	if text, _, _ := tidy("x" + mark + "y"); !strings.Contains(text, mark) {
		t.Errorf("a mark that does not close is lost: %q", text)
	}
}

func TestStamp(t *testing.T) {
	file := Stamp([]byte("# head\n" + stampMark + "\nFROM scratch\n"))
	for _, c := range []struct {
		name, text string
		want       Origin
	}{
		{"as written", string(file), Intact},
		{"with CRLF", strings.ReplaceAll(string(file), "\n", "\r\n"), Intact},
		{"edited below", strings.Replace(string(file), "scratch", "mine", 1), Edited},
		{"edited above", strings.Replace(string(file), "# head", "# mine", 1), Edited},
		{"a line more", string(file) + "USER 0\n", Edited},
		{"the checksum edited", strings.Replace(string(file), stampPrefix, stampPrefix+"0", 1), Edited},
		{"no checksum", "FROM scratch\n", Foreign},
		{"empty", "", Foreign},
		{"a checksum later in a line", "RUN x " + stampPrefix + "\n", Foreign},
	} {
		if got := OriginOf([]byte(c.text)); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	if plain := []byte("FROM scratch\n"); !bytes.Equal(Stamp(plain), plain) {
		t.Error("text without the line is changed")
	}
}
