package differential

import (
	"archive/zip"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"
)

// Record is the oracle of one project: its cases, and the artifacts that they name by number.
type Record struct {
	Repo  string      `json:"repo"`
	Root  string      `json:"root"`
	Dists [][4]string `json:"dists"`
	Cases []Case      `json:"cases"`
	// RequiredVersionRemoved: the setting was deleted for all cases but those that fail of it.
	RequiredVersionRemoved bool `json:"required_version_removed"`
}

// Case is one run of uv.
type Case struct {
	Python   string   `json:"python"`
	Platform string   `json:"platform"`
	Dir      string   `json:"dir"`
	Args     []string `json:"args"`
	Error    *struct {
		Class   string `json:"class"`
		Message string `json:"message"`
	} `json:"error"`
	Packages      []int `json:"packages"`
	Uninstallable []int `json:"uninstallable"`
}

// Corpus is the projects, and the records by file name.
type Corpus struct {
	Tree    fs.FS
	Records map[string]*Record
	Names   []string
}

// OpenCorpus reads corpus.zip and oracle.zip of a directory.
func OpenCorpus(dir string) (*Corpus, error) {
	tree, err := zip.OpenReader(path.Join(dir, "corpus.zip"))
	if err != nil {
		return nil, err
	}
	oracle, err := zip.OpenReader(path.Join(dir, "oracle.zip"))
	if err != nil {
		return nil, err
	}
	defer oracle.Close()
	c := &Corpus{Tree: &tree.Reader, Records: map[string]*Record{}}
	for _, f := range oracle.File {
		if !strings.HasSuffix(f.Name, ".json") {
			continue
		}
		record, err := readRecord(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		name := strings.TrimSuffix(path.Base(f.Name), ".json")
		c.Records[name] = record
		c.Names = append(c.Names, name)
	}
	sort.Strings(c.Names)
	return c, nil
}

func readRecord(f *zip.File) (*Record, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	record := &Record{}
	return record, json.NewDecoder(r).Decode(record)
}

// AsIs says whether a case was recorded with required-version in force.
func (r *Record) AsIs(c *Case) bool {
	return !r.RequiredVersionRemoved || c.Error != nil && c.Error.Class == "required-version"
}

// Repository is the directory of the record's repository in the tree.
func (r *Record) Repository() string { return strings.Replace(r.Repo, "/", "__", 1) }

// Dir is the directory in the repository in which a case was run.
func (r *Record) Dir(c *Case) string { return path.Join(r.Root, c.Dir) }
