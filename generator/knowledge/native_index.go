package knowledge

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"time"

	gotoml "github.com/pelletier/go-toml/v2"
)

// nativeIndex finds the text of a row by its rank and name, and decodes it only then: an image
// needs a few of the thousand rows, and decoding all of them would take longer than anything
// else that a command does. The tests of this package read and check every row.
type nativeIndex map[Rank]map[string]nativeText

// nativeText is one [[package]] table and the file it stands in.
type nativeText struct {
	in   *nativeSource
	text []byte
}

// nativeSource is a file and what its head says of its rows.
type nativeSource struct {
	file    string
	checked time.Time
}

var (
	rowHead  = []byte("\n[[package]]\n")
	nameHead = []byte(`name = "`)
)

// indexNative reads every native/**/*.toml as far as the names of the rows. The name is the
// first key of a row; the full reader holds everything else.
func indexNative(fsys fs.FS) (nativeIndex, error) {
	index := nativeIndex{Curated: {}, Derived: {}, BuildRequirement: {}, Tool: {}}
	err := fs.WalkDir(fsys, "native", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(file) != ".toml" {
			return err
		}
		data, err := fs.ReadFile(fsys, file)
		if err != nil {
			return err
		}
		if bytes.IndexByte(data, '\r') >= 0 {
			data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
		}
		if err := index.add(file, data); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		return nil
	})
	return index, err
}

func (index nativeIndex) add(file string, data []byte) error {
	top, rest, more := bytes.Cut(data, rowHead)
	var head nativeFile
	if err := gotoml.Unmarshal(top, &head); err != nil {
		return err
	}
	if err := head.check(); err != nil {
		return err
	}
	source, rows := &nativeSource{file, head.Checked}, index[head.Rank]
	for more {
		var row []byte
		row, rest, more = bytes.Cut(rest, rowHead)
		name, named := bytes.CutPrefix(row, nameHead)
		end := bytes.IndexByte(name, '"')
		if !named || end < 0 {
			return errors.New("a row does not begin with its name")
		}
		if other, twice := rows[string(name[:end])]; twice {
			return fmt.Errorf("%q has a row in %s too", name[:end], other.in.file)
		}
		rows[string(name[:end])] = nativeText{source, row}
	}
	return nil
}

// row decodes one row. A row that does not decode is a fault of profiles/native, which the
// tests would have found; it counts as absent.
func (index nativeIndex) row(rank Rank, name string) (NativeRow, bool) {
	text, ok := index[rank][name]
	if !ok {
		return NativeRow{}, false
	}
	var row NativeRow
	if err := gotoml.Unmarshal(text.text, &row); err != nil {
		return NativeRow{}, false
	}
	row.Rank, row.File = rank, text.in.file
	if row.Checked.IsZero() {
		row.Checked = text.in.checked
	}
	return row, true
}
