package verify

import (
	"archive/tar"
	"bytes"
	"maps"
	"path"
	"slices"
	"strings"
)

// privateKey is a PEM private key with its content (RFC 7468), not the mere mention of one in
// source code.
var privateKey = lazy(`-----BEGIN [A-Z ]*PRIVATE KEY-----\s+(?:[A-Za-z-]+: [^\n]*\s+)*[A-Za-z0-9+/=]{40,}`)

// standardLibrary is the interpreter's own tree; its tests carry keys that everyone has.
var standardLibrary = lazy(`/lib(?:64)?/python3\.\d+t?/`)

// judgeSecretFiles looks at names, and at the content of small files for private keys. What a
// published distribution ships (tornado's test keys) is public already and does not count.
func judgeSecretFiles(ev *evidence) verdict {
	var lines []string
	for _, e := range ev.files.entries {
		if e.kind != tar.TypeReg || e.size == 0 {
			continue
		}
		what := ev.rules.secrets.file(e.path)
		if slices.Contains(ev.files.keys, e.path) {
			what = "a private key"
		}
		if what != "" && !ev.files.public(e.path) {
			lines = append(lines, e.path+" is "+what)
		}
	}
	if len(lines) == 0 {
		return holds("none found")
	}
	v := breaks(lines[0], "name it in .dockerignore, or mount it at run time; and replace what it holds")
	v.detail = listed(lines, 10)
	return v
}

// file says which kind of secret a file holds by its name; empty when none.
func (r secretRules) file(p string) string {
	name := strings.ToLower(path.Base(p))
	matches := func(pattern string) bool { ok, _ := path.Match(pattern, name); return ok }
	for _, f := range r.Files {
		ends := func(end string) bool { return strings.HasSuffix(p, "/"+end) }
		if slices.ContainsFunc(f.Ends, ends) ||
			slices.ContainsFunc(f.Names, matches) && !slices.ContainsFunc(f.Except, matches) {
			return f.What
		}
	}
	return ""
}

// public says whether a file comes from the interpreter or from a distribution that an index
// published: one whose RECORD lists it and that has no direct_url.json (PEP 610), which the
// project's own packages have.
func (t *tree) public(p string) bool {
	dir, rest, installed := strings.Cut(p, "/site-packages/")
	if !installed {
		return standardLibrary().MatchString(p)
	}
	rest = source(rest)
	site := dir + "/site-packages/"
	for record, content := range t.content {
		info := strings.TrimSuffix(record, "/RECORD")
		if info == record || path.Dir(info)+"/" != site {
			continue
		}
		if _, direct := t.content[info+"/direct_url.json"]; !direct && recorded(content, rest) {
			return true
		}
	}
	return false
}

// source is the module that a file of bytecode was compiled from (PEP 3147), any other path as it
// is: uv compiles what it installs and lists sources alone.
func source(p string) string {
	dir, name := path.Split(p)
	above, cached := strings.CutSuffix(dir, "__pycache__/")
	module, _, tagged := strings.Cut(name, ".")
	if !cached || !tagged || path.Ext(name) != ".pyc" {
		return p
	}
	return above + module + ".py"
}

// recorded says whether a RECORD lists a path: CSV, the path first and quoted where it must be.
func recorded(record []byte, p string) bool {
	return bytes.HasPrefix(record, []byte(p+",")) || bytes.Contains(record, []byte("\n"+p+",")) ||
		bytes.Contains(record, []byte("\""+p+"\","))
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
