package plan

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/gitindex"
)

// maxTracked is how many files of secrets are reported.
const maxTracked = 10

// reportTracked warns of files of secrets below the lock root that git tracks. The .dockerignore
// keeps them out of the image; every clone has them. Without an index that can be read nothing is
// known, and nothing is said.
func (b *builder) reportTracked() {
	up, known := b.repository()
	if !known {
		return
	}
	top := path.Join(b.in.Project.Base, strings.Repeat("../", up))
	index, err := fs.ReadFile(b.in.Project.FS, path.Join(top, ".git/index"))
	if err != nil {
		return
	}
	paths, err := gitindex.Paths(index)
	if err != nil {
		return
	}
	reported := 0
	for _, tracked := range slices.Compact(paths) {
		file, below := within(path.Join(top, tracked), b.in.Project.Base)
		if !below || reported == maxTracked || !b.secret(file) || !b.exists(file) {
			continue
		}
		reported++
		b.report(diag.Warningf("tracked-secret", diag.Place{File: file}, "git tracks this file, and by its name it holds secrets; the image is kept from it, a clone is not").
			WithFix("git rm --cached %s, list it in .gitignore, and change what it holds", file))
	}
}

// secret says whether a file holds secrets, by its name, or by what it holds where the name alone
// does not tell.
func (b *builder) secret(file string) bool {
	s := b.in.Tables.Secrets
	name := path.Base(file)
	matches := func(patterns []string) bool {
		return slices.ContainsFunc(patterns, func(p string) bool { ok, _ := path.Match(p, name); return ok })
	}
	if matches(s.Except) || slices.ContainsFunc(strings.Split(path.Dir(file), "/"), func(dir string) bool { return slices.Contains(s.Samples, dir) }) {
		return false
	}
	return matches(s.Names) || matches(s.PrivateKey) && b.privateKey(file)
}

// privateKey says whether a file begins with a private key (RFC 7468).
func (b *builder) privateKey(file string) bool {
	f, err := b.in.Project.FS.Open(path.Join(b.in.Project.Base, file))
	if err != nil {
		return false
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, 16<<10))
	return err == nil && bytes.Contains(text, []byte("PRIVATE KEY-----"))
}
