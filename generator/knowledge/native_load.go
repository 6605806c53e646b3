package knowledge

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// nativeFile is one file of profiles/native.
type nativeFile struct {
	Schema  int
	Rank    Rank
	Checked time.Time
	Package []NativeRow
}

// Lookup finds the row of a normalised name, curated before derived.
func (n Native) Lookup(name string) (NativeRow, bool) {
	if n.index == nil {
		return findNative(n.Rows, name)
	}
	if row, ok := n.index.row(Curated, name); ok {
		return row, true
	}
	return n.index.row(Derived, name)
}

// BuildRequirement finds the row of a name in build-system.requires.
func (n Native) BuildRequirement(name string) (NativeRow, bool) {
	if n.index != nil {
		return n.index.row(BuildRequirement, name)
	}
	return findNative(n.BuildRequirements, name)
}

// toolNames are the rows that every table has.
var toolNames = []string{"c", "c++", "git", "git-lfs", "go", "rust", "ssh", "unknown"}

// Tool finds what a toolchain, git, git-lfs or ssh takes; the zero row for any other name.
func (n Native) Tool(name string) NativeRow {
	if n.index != nil {
		row, _ := n.index.row(Tool, name)
		return row
	}
	row, _ := findNative(n.Tools, name)
	return row
}

func findNative(rows []NativeRow, name string) (NativeRow, bool) {
	i, ok := slices.BinarySearchFunc(rows, name, func(r NativeRow, name string) int {
		return cmp.Compare(r.Name, name)
	})
	if !ok {
		return NativeRow{}, false
	}
	return rows[i], true
}

// loadNative reads every native/**/*.toml.
func loadNative(fsys fs.FS) (Native, error) {
	var n Native
	err := fs.WalkDir(fsys, "native", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(file) != ".toml" {
			return err
		}
		return n.add(fsys, file)
	})
	if err != nil {
		return Native{}, err
	}
	for _, rows := range [][]NativeRow{n.Rows, n.BuildRequirements, n.Tools} {
		sortNative(rows)
		for i := 1; i < len(rows); i++ {
			if compareNative(&rows[i-1], &rows[i]) == 0 {
				return Native{}, fmt.Errorf("%s: %q has a row in %s too", rows[i].File, rows[i].Name, rows[i-1].File)
			}
		}
	}
	for _, name := range toolNames {
		if _, ok := findNative(n.Tools, name); !ok {
			return Native{}, fmt.Errorf("native: no file of rank %q has a row %q", Tool, name)
		}
	}
	return n, nil
}

// sortNative sorts rows by way of their indexes: a row is large, and most stand in order already.
func sortNative(rows []NativeRow) {
	order := make([]int, len(rows))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return compareNative(&rows[a], &rows[b]) })
	sorted := make([]NativeRow, len(rows))
	for to, from := range order {
		sorted[to] = rows[from]
	}
	copy(rows, sorted)
}

func compareNative(a, b *NativeRow) int {
	if c := cmp.Compare(a.Name, b.Name); c != 0 || a.Rank == b.Rank {
		return c
	}
	if b.Rank == Derived { // the others do not mix
		return -1
	}
	return 1
}

func (n *Native) add(fsys fs.FS, file string) error {
	var f nativeFile
	if err := decode(fsys, file, &f); err != nil {
		return err
	}
	if err := f.check(); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	for i, row := range f.Package {
		row.Rank, row.File = f.Rank, file
		if row.Checked.IsZero() {
			row.Checked = f.Checked
		}
		if err := row.Check(); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if i > 0 && f.Package[i-1].Name >= row.Name {
			return fmt.Errorf("%s: %q stands after %q: sort the rows by name, one row a name",
				file, row.Name, f.Package[i-1].Name)
		}
		switch f.Rank {
		case BuildRequirement:
			n.BuildRequirements = append(n.BuildRequirements, row)
		case Tool:
			n.Tools = append(n.Tools, row)
		default:
			n.Rows = append(n.Rows, row)
		}
	}
	return nil
}

func (f nativeFile) check() error {
	ranks := []Rank{Curated, Derived, BuildRequirement, Tool}
	switch {
	case f.Schema != schema:
		return fmt.Errorf("schema is %d, expected %d", f.Schema, schema)
	case !slices.Contains(ranks, f.Rank):
		return fmt.Errorf("rank is %q, expected one of %s", f.Rank, quoted(ranks))
	case f.Checked.IsZero():
		return errors.New("the head of the file lacks the date `checked`")
	}
	return nil
}

func quoted[S ~string](values []S) string {
	var out []string
	for _, v := range values {
		out = append(out, fmt.Sprintf("%q", string(v)))
	}
	return strings.Join(out, ", ")
}
