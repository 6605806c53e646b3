package verify

import (
	"archive/tar"
	"bytes"
	"io"
	"strings"
	"testing"
)

// file is an entry of a test's file system; the zero mode is 0644, root's.
type file struct {
	path     string
	content  string
	link     string
	mode     int64
	uid, gid int
}

// makeTree is the tree of an archive of the files.
func makeTree(t *testing.T, files ...file) *tree {
	t.Helper()
	read, err := readTree(bytes.NewReader(writeTree(t, files...)))
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// writeTree writes the files as docker export would. A path that ends in a slash is a directory, a
// file with a link a symbolic link.
func writeTree(t *testing.T, files ...file) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range files {
		h := tar.Header{
			Name: strings.TrimPrefix(f.path, "/"), Mode: f.mode, Uid: f.uid, Gid: f.gid,
			Size: int64(len(f.content)), Typeflag: tar.TypeReg, Linkname: f.link,
		}
		switch {
		case f.link != "":
			h.Typeflag = tar.TypeSymlink
		case strings.HasSuffix(f.path, "/"):
			h.Typeflag = tar.TypeDir
		}
		if h.Mode == 0 {
			h.Mode = 0o644
		}
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, f.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadTreeTruncated(t *testing.T) {
	if _, err := readTree(strings.NewReader(strings.Repeat("x", 700))); err == nil {
		t.Error("no error for what is no tar archive")
	}
}

func TestExecutable(t *testing.T) {
	files := makeTree(
		t,
		file{path: "/bin", link: "usr/bin"},
		file{path: "/opt/venv/bin/python", link: "/usr/local/bin/python3"},
		file{path: "/usr/local/bin/python3", link: "python3.13"},
		file{path: "/usr/local/bin/python3.13", mode: 0o755},
		file{path: "/usr/bin/python3", mode: 0o755},
		file{path: "/data/python3", mode: 0o644},
		file{path: "/dangling/python3", link: "/nowhere"},
		file{path: "/circle/python3", link: "/circle/python3"},
		file{path: "/dir/python3/", mode: 0o755},
	)
	for _, c := range []struct{ search, want string }{
		{"/opt/venv/bin:/usr/local/bin", "/opt/venv/bin/python"},
		{"/bin", "/bin/python3"},
		{"/data:/dangling:/circle:/dir:/usr/local/bin", "/usr/local/bin/python3"},
		{"/none", ""},
		{"", ""},
	} {
		if got := files.executable(c.search, "python3", "python"); got != c.want {
			t.Errorf("PATH %q: %q, want %q", c.search, got, c.want)
		}
	}
}
