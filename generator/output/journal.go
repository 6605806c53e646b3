package output

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// journalName is the file in which a run says what it is about to do, in the directory that all paths
// are relative to. It is there while somebody writes, and after a run that was interrupted.
//
// Its first line is the journal as JSON, written before anything else. "commit" follows when all new
// files lie beside their places: from then on the change is made, and whoever finds the journal
// completes it. "abort" follows when a file could not be put in its place and all old texts lie
// beside theirs: from then on the change is undone. Before "commit" nothing has changed.
const journalName = ".uvdock-journal"

const (
	committed = "commit\n"
	aborted   = "abort\n"
)

// journal is what a run is about to do.
type journal struct {
	Schema  string  `json:"schema"`
	Entries []entry `json:"entries"`
	// Made are the directories that are made, outermost first.
	Made []string `json:"made"`
}

const journalSchema = "uvdock.journal/1"

// entry is one file.
type entry struct {
	Path   string `json:"path"`
	Remove bool   `json:"remove"`
	// Temp is where the new text lies until it is put in its place, or the file that was taken out of
	// it. Back is where the old text lies when the change is undone.
	Temp string `json:"temp"`
	Back string `json:"back"`
	// Old and New are the SHA-256 of the texts, empty where there is none.
	Old string `json:"old"`
	New string `json:"new"`

	change Change
}

// newJournal plans changes.
func newJournal(changes []Change) *journal {
	j := &journal{Schema: journalSchema}
	for _, c := range changes {
		beside := filepath.Join(filepath.Dir(c.Path), ".uvdock-"+rand.Text()[:12])
		j.Entries = append(j.Entries, entry{
			Path: c.Path, Remove: c.Remove, Temp: beside, Back: beside + "-old",
			Old: hash(c.Old), New: hash(c.New), change: c,
		})
	}
	return j
}

// hash is the SHA-256 of a text, empty for none.
func hash(text []byte) string {
	if text == nil {
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// begin writes the first line.
func (j *journal) begin(d disk) error {
	line, err := json.Marshal(j)
	if err != nil {
		return err
	}
	return writeAll(d, journalName, os.O_WRONLY|os.O_TRUNC, 0, append(line, '\n'))
}

// add appends a line to the journal.
func add(d disk, line string) error {
	return writeAll(d, journalName, os.O_WRONLY|os.O_APPEND, 0, []byte(line))
}

// writeAll writes a file and flushes it to the disk. A mode of 0 leaves that of a file that is there.
func writeAll(d disk, name string, flag int, mode fs.FileMode, text []byte) error {
	f, err := d.OpenFile(name, flag, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// readJournal reads what another run left; nil when it had not begun. done is what follows the first line.
func readJournal(d disk) (j *journal, done string, err error) {
	text, err := d.ReadFile(journalName)
	if err != nil {
		return nil, "", err
	}
	line, rest, whole := bytes.Cut(text, []byte("\n"))
	j = &journal{}
	if !whole || json.Unmarshal(line, j) != nil || j.Schema != journalSchema {
		return nil, "", nil
	}
	return j, string(rest), nil
}

// holds says whether a file has a text of that hash; "" stands for no file.
func holds(d disk, name, want string) (bool, error) {
	text, err := d.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return want == "", nil
	case err != nil:
		return false, err
	case text == nil:
		text = []byte{}
	}
	return hash(text) == want, nil
}

// exists says whether there is a file or directory.
func exists(d disk, name string) bool {
	_, err := d.Stat(name)
	return err == nil
}

// directories are those of the entries, each once.
func (j *journal) directories() []string {
	var out []string
	seen := map[string]bool{}
	for _, e := range j.Entries {
		if dir := filepath.Dir(e.Path); !seen[dir] {
			seen[dir] = true
			out = append(out, dir)
		}
	}
	return out
}
