package differential

import (
	"net/url"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/resolve"
)

// installed is a line of uv: " + name==version", " + name @ url" or " + name==version (from url)".
var installed = regexp.MustCompile(`(?m)^ \+ (\S+?)(?:==(\S+))?(?: @ (\S+)| \(from (\S+)\))?$`)

// listing is what uv would install: name==version, or name @ and a URL. Of a file that is the
// path below a directory.
func listing(out, top string) []string {
	var lines []string
	for _, m := range installed.FindAllStringSubmatch(out, -1) {
		if where := m[3] + m[4]; where != "" {
			lines = append(lines, m[1]+" @ "+below(where, top))
		} else {
			lines = append(lines, m[1]+"=="+m[2])
		}
	}
	return lines
}

func below(where, top string) string {
	file, ok := strings.CutPrefix(where, "file://")
	if !ok {
		return where
	}
	plain, err := url.PathUnescape(file)
	if err != nil {
		return where
	}
	within, err := filepath.Rel(top, plain)
	if err != nil {
		return where
	}
	return filepath.ToSlash(within)
}

// listingLine is a package as listing has it, of a lock in the directory base.
func listingLine(base string, p resolve.Package) string {
	switch p.Source.Kind {
	case project.Registry:
		return p.Name + "==" + p.Version
	case project.Git:
		return p.Name + " @ " + gitURL(p.Source)
	case project.URL:
		if p.Source.Subdirectory != "" {
			return p.Name + " @ " + p.Source.Location + "#subdirectory=" + p.Source.Subdirectory
		}
		return p.Name + " @ " + p.Source.Location
	}
	if path.IsAbs(p.Source.Location) {
		return p.Name + " @ " + strings.TrimPrefix(p.Source.Location, "/")
	}
	return p.Name + " @ " + path.Join(base, p.Source.Location)
}
