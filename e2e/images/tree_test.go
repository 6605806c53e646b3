package images

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// An entry is a file, directory or link of an image.
type entry struct {
	kind     byte // a type flag of archive/tar
	mode     int64
	uid, gid int
	link     string
	content  []byte
}

// sameButContent compares everything that a directory listing shows.
func (e entry) sameButContent(other entry) bool {
	return e.kind == other.kind && e.mode == other.mode && e.uid == other.uid && e.gid == other.gid && e.link == other.link
}

func (e entry) equal(other entry) bool {
	return e.sameButContent(other) && bytes.Equal(e.content, other.content)
}

// String is short enough for an error: of the content it shows size and hash.
func (e entry) String() string {
	return fmt.Sprintf("{type %c, mode %o, owner %d:%d, link %q, %d bytes, sha256 %.12x}",
		e.kind, e.mode, e.uid, e.gid, e.link, len(e.content), sha256.Sum256(e.content))
}

// readTree gives the entries of a tar archive below a directory, by their path in it.
func readTree(archive, below string) (map[string]entry, error) {
	file, err := os.Open(archive)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	tree := map[string]entry{}
	for reader := tar.NewReader(file); ; {
		header, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return tree, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", archive, err)
		}
		path, inside := strings.CutPrefix(header.Name, below)
		if !inside || path == "" {
			continue
		}
		content, err := io.ReadAll(reader)
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", archive, path, err)
		}
		tree[strings.TrimSuffix(path, "/")] = entry{header.Typeflag, header.Mode, header.Uid, header.Gid, header.Linkname, content}
	}
}
