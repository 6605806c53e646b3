package stale

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/project"
)

// lower turns a requirement string into what the lock has to record: [tool.uv.sources] of the
// manifest, or else of the workspace root, decide where it comes from. Several sources with
// markers make several requirements, and a last one for what none of the markers covers.
// Source: uv, crates/uv-distribution/src/metadata/lowering.rs.
func (c *checker) lower(o owner, w written) []need {
	r, base, ok := parse(w)
	if !ok {
		return []need{{name: base.name, origin: origin{unknown: true}, text: w.text, label: w.label, at: w.at}}
	}
	sources, holder := c.sources(o, base.name, w)
	if len(sources) == 0 {
		base.origin = direct(r)
		return []need{base}
	}
	var out []need
	var covered []string
	for _, s := range sources {
		n := base
		n.origin = c.origin(holder, s)
		if marker, ok := and(base.marker.String(), s.Marker); ok {
			n.marker = marker
		}
		covered = append(covered, s.Marker)
		if s.Marker == "" || !never(n.marker) {
			out = append(out, n)
		}
	}
	rest := base
	rest.origin = direct(r)
	if marker, ok := remainder(base.marker.String(), covered); ok {
		rest.marker = marker
		out = append(out, rest)
	}
	return out
}

// sources are the entries of [tool.uv.sources] that hold for a requirement, and whose they are.
func (c *checker) sources(o owner, name string, w written) ([]project.SourceEntry, owner) {
	holders := []owner{o}
	if o.inside {
		holders = append(holders, owner{c.project.Root, ".", true})
	}
	for _, holder := range holders {
		var found []project.SourceEntry
		named := false
		for _, s := range holder.manifest.UV.Sources {
			if s.Name != name {
				continue
			}
			named = true
			if (s.Extra == "" || s.Extra == w.extra) && (s.Group == "" || s.Group == w.group) {
				found = append(found, s)
			}
		}
		if named {
			return found, holder
		}
	}
	return nil, o
}

// remainder is the part of a marker that no source covers; false when nothing remains.
func remainder(marker string, covered []string) (pep508.Marker, bool) {
	parts := []string{}
	if marker != "" {
		parts = append(parts, "("+marker+")")
	}
	for _, cover := range covered {
		m, err := pep508.ParseMarker(cover)
		if err != nil || m.Always() {
			return pep508.Marker{}, false
		}
		negated, ok := negate(m.String())
		if !ok {
			return pep508.Marker{}, false
		}
		parts = append(parts, "("+negated+")")
	}
	rest, err := pep508.ParseMarker(strings.Join(parts, " and "))
	if err != nil {
		return pep508.Marker{}, false
	}
	return rest, !never(rest)
}

// never says whether a marker is known to hold nowhere.
func never(m pep508.Marker) bool {
	none, err := pep508.ParseMarker("python_version < '0'")
	return err == nil && pep508.Equivalent(m, none, nil) == pep508.True
}

// direct is the origin of a requirement without an entry in [tool.uv.sources].
func direct(r pep508.Requirement) origin {
	if r.URL == "" {
		return origin{}
	}
	location, fragment, _ := strings.Cut(r.URL, "#")
	out := origin{location: location, kinds: []project.SourceKind{project.URL}}
	for pair := range strings.SplitSeq(fragment, "&") {
		if value, ok := strings.CutPrefix(pair, "subdirectory="); ok {
			out.subdirectory = value
		}
	}
	switch {
	case strings.HasPrefix(location, "git+"):
		out.kinds = []project.SourceKind{project.Git}
		out.location = strings.TrimPrefix(location, "git+")
		if at := strings.LastIndexByte(out.location, '@'); at > strings.LastIndexByte(out.location, '/') {
			out.location, out.reference = out.location[:at], out.location[at+1:]
		}
	case !strings.Contains(location, "://") || strings.HasPrefix(location, "file:"), strings.Contains(location, "${"):
		return origin{unknown: true}
	}
	return out
}

// origin is what one entry of [tool.uv.sources] says.
func (c *checker) origin(o owner, s project.SourceEntry) origin {
	switch {
	case s.Workspace && o.inside:
		return c.workspaceOrigin(s)
	case s.Git != "":
		location := strings.TrimPrefix(s.Git, "git+")
		return origin{
			kinds: []project.SourceKind{project.Git}, location: location, subdirectory: s.Subdirectory,
			reference: s.Tag + s.Branch + s.Rev, lfs: s.LFS != nil && *s.LFS,
		}
	case s.URL != "":
		location, _, _ := strings.Cut(s.URL, "#")
		return origin{kinds: []project.SourceKind{project.URL}, location: location, subdirectory: s.Subdirectory}
	case s.Path != "":
		return c.pathOrigin(o, s)
	case s.Index != "":
		return c.indexOrigin(o, s.Index)
	}
	return origin{unknown: true}
}

// workspaceOrigin is a member of the workspace.
func (c *checker) workspaceOrigin(s project.SourceEntry) origin {
	i := slices.IndexFunc(c.project.Members, func(m project.Member) bool { return m.Name == s.Name })
	if i < 0 {
		return origin{unknown: true}
	}
	return origin{kinds: []project.SourceKind{c.memberKind(c.project.Members[i])}, location: c.project.Members[i].Dir}
}

// pathOrigin is a directory or an archive.
func (c *checker) pathOrigin(o owner, s project.SourceEntry) origin {
	if path.IsAbs(s.Path) || strings.ContainsAny(s.Path, "$~\\:") {
		return origin{unknown: true}
	}
	full := path.Join(c.project.Base, o.dir, s.Path)
	out := origin{location: c.fromRoot(path.Join(o.dir, s.Path))}
	info, err := fs.Stat(c.project.FS, full)
	switch {
	case !fs.ValidPath(full) || err != nil:
		out.kinds = []project.SourceKind{project.Directory, project.Editable, project.Virtual, project.Path}
	case !info.IsDir():
		out.kinds = []project.SourceKind{project.Path}
	case s.Editable != nil && *s.Editable:
		out.kinds = []project.SourceKind{project.Editable}
	case s.Package != nil && !*s.Package:
		out.kinds = []project.SourceKind{project.Virtual}
	default:
		out.kinds = []project.SourceKind{project.Directory, project.Virtual}
	}
	return out
}

// fromRoot is the shortest path from the lock root: "../lib" is "." when the root is lib.
func (c *checker) fromRoot(location string) string {
	up, rest := 0, location
	for strings.HasPrefix(rest, "../") {
		up, rest = up+1, rest[3:]
	}
	base := strings.Split(c.project.Base, "/")
	for up > 0 && up <= len(base) {
		own := base[len(base)-up]
		if rest != own && !strings.HasPrefix(rest, own+"/") {
			break
		}
		up, rest = up-1, strings.TrimPrefix(strings.TrimPrefix(rest, own), "/")
	}
	return path.Clean(strings.Repeat("../", up) + rest)
}

// indexOrigin is a named index of the manifest or of the workspace root.
func (c *checker) indexOrigin(o owner, name string) origin {
	manifests := []*project.Pyproject{o.manifest}
	if o.inside {
		manifests = append(manifests, c.project.Root)
	}
	for _, manifest := range manifests {
		uv, _ := manifest.Tool["uv"].(map[string]any)
		indexes, _ := uv["index"].([]map[string]any)
		for _, index := range indexes {
			if text, _ := index["url"].(string); index["name"] == name && strings.Contains(text, "://") {
				return origin{index: text}
			}
		}
	}
	return origin{unknown: true}
}
