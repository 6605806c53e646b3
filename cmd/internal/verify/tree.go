package verify

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// tree is the file system of the image: what is where, and the content of the few files that
// judging needs. Paths are absolute, clean and slash-separated.
type tree struct {
	entries []entry // in the order of the archive, every path once
	index   map[string]int
	content map[string][]byte // see keeps
	keys    []string          // files with a private key in them
}

// entry is one file, directory or link.
type entry struct {
	path     string
	kind     byte  // a tar.Type* constant
	mode     int64 // permission bits with setuid, setgid, sticky as in stat(2)
	uid, gid int
	size     int64 // bytes
	link     string
}

const (
	modeSticky     = 0o1000
	modeGroupWrite = 0o020
	modeOtherWrite = 0o002
	modeExecute    = 0o111
)

// Private keys are small text files; larger files are not searched.
const keyFileLimit = 64 << 10

// exportFiles reads the image's file system through a container that is never started: nothing
// in the image has to run for it, so it works without a shell.
func (s *session) exportFiles(ctx context.Context) (*tree, error) {
	args := []string{"--network", "none"}
	if s.options.Platform != "" {
		args = append(args, "--platform", s.options.Platform)
	}
	// The command is there for images that have none; it never runs.
	name, err := s.create(ctx, append(args, s.tag, "/never-started")...)
	if err != nil {
		return nil, err
	}
	r, w := io.Pipe()
	go func() {
		var errs bytes.Buffer
		w.CloseWithError(s.run(ctx, w, &errs, "export", name))
	}()
	files, err := readTree(r)
	err = errors.Join(err, r.Close())
	if err != nil {
		return nil, fmt.Errorf("reading the image's files: %w", err)
	}
	return files, s.remove(ctx, name)
}

// readTree reads a tar archive of a whole file system.
func readTree(r io.Reader) (*tree, error) {
	t := &tree{index: map[string]int{}, content: map[string][]byte{}}
	archive := tar.NewReader(r)
	for {
		h, err := archive.Next()
		if errors.Is(err, io.EOF) {
			// What follows the end mark is padding; unread it would break the pipe.
			_, err = io.Copy(io.Discard, r)
			return t, err
		}
		if err != nil {
			return nil, err
		}
		if err := t.add(h, archive); err != nil {
			return nil, err
		}
	}
}

func (t *tree) add(h *tar.Header, content io.Reader) error {
	e := entry{
		path: path.Join("/", h.Name), kind: h.Typeflag, mode: h.Mode, uid: h.Uid, gid: h.Gid,
		size: h.Size, link: h.Linkname,
	}
	if i, again := t.index[e.path]; again {
		t.entries[i] = e
	} else {
		t.index[e.path] = len(t.entries)
		t.entries = append(t.entries, e)
	}
	if e.kind != tar.TypeReg || (!keeps(e.path) && e.size > keyFileLimit) {
		return nil
	}
	text, err := io.ReadAll(content)
	if err != nil {
		return fmt.Errorf("%s: %w", e.path, err)
	}
	if keeps(e.path) {
		t.content[e.path] = text
	}
	if bytes.Contains(text, []byte("PRIVATE KEY-----")) && privateKey().Match(text) {
		t.keys = append(t.keys, e.path)
	}
	return nil
}

// keeps says whether judging needs the content of a file: the user database, and what tells an
// installed distribution's own files from others (PyPA: Recording installed projects).
func keeps(p string) bool {
	return p == "/etc/passwd" || p == "/etc/group" ||
		strings.HasSuffix(p, ".dist-info/RECORD") || strings.HasSuffix(p, ".dist-info/direct_url.json")
}

// lookup follows symbolic links and returns the entry at the end of a path; ok is false when there
// is none or the links turn in a circle.
func (t *tree) lookup(p string) (found entry, ok bool) {
	for range 40 {
		next, linked := t.follow(p)
		if !linked {
			i, exists := t.index[p]
			if !exists {
				return entry{}, false
			}
			return t.entries[i], true
		}
		p = next
	}
	return entry{}, false
}

// follow replaces the first symbolic link on the way to p by its target.
func (t *tree) follow(p string) (next string, linked bool) {
	parts := strings.Split(strings.TrimPrefix(p, "/"), "/")
	for n := range parts {
		at := "/" + strings.Join(parts[:n+1], "/")
		i, exists := t.index[at]
		if !exists || t.entries[i].kind != tar.TypeSymlink {
			continue
		}
		target := t.entries[i].link
		if !path.IsAbs(target) {
			target = path.Join(path.Dir(at), target)
		}
		return path.Join(target, strings.Join(parts[n+1:], "/")), true
	}
	return p, false
}

// executable finds a program as execvp(3) would, in the directories of a PATH. It returns the path
// that PATH gives, links not followed: a venv's python is the link, not what it points at. Empty
// when there is none.
func (t *tree) executable(searchPath string, names ...string) string {
	for dir := range strings.SplitSeq(searchPath, ":") {
		for _, name := range names {
			p := path.Join("/", dir, name)
			if e, ok := t.lookup(p); ok && e.kind != tar.TypeDir && e.mode&modeExecute != 0 {
				return p
			}
		}
	}
	return ""
}

// below says whether p is dir or lies in it.
func below(p, dir string) bool {
	return p == dir || dir == "/" || strings.HasPrefix(p, dir+"/")
}
