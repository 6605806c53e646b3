package stale

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/project"
)

// origin is where a requirement comes from, as far as the manifests say.
type origin struct {
	// unknown means that it cannot be judged, and fits everything.
	unknown bool
	// kinds are the kinds of source that the lock may record; empty stands for a registry.
	kinds    []project.SourceKind
	location string
	// subdirectory and reference are of git and url sources.
	subdirectory, reference string
	lfs                     bool
	// index is the URL of the index that a registry requirement is bound to.
	index string
}

// admits says whether a recorded requirement comes from the origin.
func (o origin) admits(r project.Requirement) bool {
	switch {
	case o.unknown:
		return true
	case len(o.kinds) == 0:
		return r.Source.Kind == "" && sameURL(o.index, r.Index)
	case !slices.Contains(o.kinds, r.Source.Kind):
		return false
	case r.Source.Kind == project.Git:
		return sameURL(o.location, r.Source.Repository()) && o.reference == r.Source.Reference &&
			strings.Trim(o.subdirectory, "/") == strings.Trim(r.Source.Subdirectory, "/") && o.lfs == r.Source.LFS
	case r.Source.Kind == project.URL:
		return sameURL(o.location, r.Source.Location) && strings.Trim(o.subdirectory, "/") == strings.Trim(r.Source.Subdirectory, "/")
	}
	return o.location == path.Clean(r.Source.Location)
}

// String names the origin in a message.
func (o origin) String() string {
	switch {
	case len(o.kinds) > 0 && o.reference != "":
		return string(o.kinds[0]) + " `" + o.location + "` at `" + o.reference + "`"
	case len(o.kinds) > 0:
		return string(o.kinds[0]) + " `" + o.location + "`"
	case o.index != "":
		return "index `" + o.index + "`"
	}
	return "the default index"
}

// sameURL compares URLs without credentials, fragment and a slash at the end.
func sameURL(a, b string) bool { return a == b || plainURL(a) == plainURL(b) }

func plainURL(text string) string {
	u, err := url.Parse(text)
	if err != nil {
		return text
	}
	if u.Scheme != "ssh" {
		u.User = nil
	}
	u.Fragment = ""
	if unescaped, err := url.PathUnescape(u.Path); err == nil {
		u.Path, u.RawPath = unescaped, ""
	}
	return strings.TrimSuffix(u.String(), "/")
}
