package knowledge

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"time"

	gotoml "github.com/pelletier/go-toml/v2"
)

// nativeIndex finds the text of a row by its rank and name, and decodes it only then: an image
// needs a few of the thousand rows, and decoding all of them would take longer than anything
// else that a command does. The tests of this package read and check every row.
type nativeIndex map[nativeKey]nativeText

type nativeKey struct {
	rank Rank
	name string
}

// nativeText is one [[package]] table and what the head of its file says.
type nativeText struct {
	file    string
	checked time.Time
	text    []byte
}

var (
	rowHead  = []byte("\n[[package]]\n")
	nameHead = []byte(`name = "`)
)

// indexNative reads every native/**/*.toml as far as the names of the rows. The name is the
// first key of a row; the full reader holds everything else.
func indexNative(fsys fs.FS) (nativeIndex, error) {
	index := make(nativeIndex, 1200)
	err := fs.WalkDir(fsys, "native", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(file) != ".toml" {
			return err
		}
		data, err := fs.ReadFile(fsys, file)
		if err != nil {
			return err
		}
		return index.add(file, bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")))
	})
	return index, err
}

func (index nativeIndex) add(file string, data []byte) error {
	rows := bytes.Split(data, rowHead)
	var head nativeFile
	if err := gotoml.Unmarshal(rows[0], &head); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	if err := head.check(); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	for _, row := range rows[1:] {
		rest, named := bytes.CutPrefix(row, nameHead)
		end := bytes.IndexByte(rest, '"')
		if !named || end < 0 {
			return fmt.Errorf("%s: a row does not begin with its name", file)
		}
		key := nativeKey{head.Rank, string(rest[:end])}
		if other, twice := index[key]; twice {
			return fmt.Errorf("%s: %q has a row in %s too", file, key.name, other.file)
		}
		index[key] = nativeText{file, head.Checked, row}
	}
	return nil
}

// row decodes one row. A row that does not decode is a fault of profiles/native, which the
// tests would have found; it counts as absent.
func (index nativeIndex) row(rank Rank, name string) (NativeRow, bool) {
	text, ok := index[nativeKey{rank, name}]
	if !ok {
		return NativeRow{}, false
	}
	var row NativeRow
	if err := gotoml.Unmarshal(text.text, &row); err != nil {
		return NativeRow{}, false
	}
	row.Rank, row.File = rank, text.file
	if row.Checked.IsZero() {
		row.Checked = text.checked
	}
	return row, true
}
