package audit

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	pep440 "github.com/aquasecurity/go-pep440-version"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/internal/lazy"
	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/pep508"
)

// uvTag is a tag of uv's image that fixes the release: 0.13.8, 0.13.8-python3.13-trixie-slim.
// Source: https://docs.astral.sh/uv/guides/integration/docker/#available-images
var uvTag = lazy.Regexp(`^(\d+\.\d+\.\d+(?:(?:a|b|rc)\d+)?)(?:-|$)`)

// isUV says whether an image is uv's, also where it comes through a mirror.
func (i image) isUV() bool { return strings.HasSuffix("/"+i.name(), "/astral-sh/uv") }

// uv compares the uv of the Dockerfile with what the project asks for and with the lock. A release
// that the plan has, too, was judged when it was planned, but for a flag against required-version.
func (in Input) uv(d taken) (out diag.List) {
	seen := map[string]bool{}
	for _, i := range d.images {
		m := uvTag().FindStringSubmatch(i.tag())
		if !i.isUV() || m == nil || seen[m[1]] {
			continue
		}
		version := m[1]
		seen[version] = true
		if required := in.Project.Settings.RequiredVersion; required != "" && !satisfies(version, required) {
			out = append(out, diag.Warningf("dockerfile-uv", in.at(i.line),
				"the Dockerfile takes uv %s, which required-version %q in %s does not admit: uv stops the build", version, required, in.Project.Settings.Place("required-version")).
				WithFix("take a release within required-version; `uvdock generate` does"))
		}
		if since := in.since(); less(version, since) && in.Plan.UV != in.Tables.UV.Ref(version) {
			out = append(out, diag.Warningf("dockerfile-uv", in.at(i.line),
				"the Dockerfile takes uv %s, and uv.lock has revision %d, which uv %s or newer writes", version, in.Project.Lock.Revision, since).
				WithFix("take uv %s or newer; `uvdock generate` does", since))
		}
	}
	return out
}

// since is the oldest uv that writes the lock's revision; empty where that is not known.
func (in Input) since() string {
	if in.Project.Lock == nil {
		return ""
	}
	i := slices.IndexFunc(in.Tables.UV.Revision, func(r knowledge.UVRevision) bool { return r.Revision == in.Project.Lock.Revision })
	if i < 0 {
		return ""
	}
	return in.Tables.UV.Revision[i].Since
}

// satisfies says whether a release is within a specifier. One that does not parse was reported when
// the project was planned.
func satisfies(version, required string) bool {
	specifiers, err := pep440.NewSpecifiers(required)
	parsed, parseErr := pep440.Parse(version)
	return err != nil || parseErr != nil || specifiers.Check(parsed)
}

// less compares two versions by PEP 440; text that is no version is not less.
func less(a, b string) bool {
	va, errA := pep440.Parse(a)
	vb, errB := pep440.Parse(b)
	return errA == nil && errB == nil && va.LessThan(vb)
}

// python is a version that the Dockerfile names: 3.13, 3.13.5, 3.14.0rc1, 3.13t.
type python struct {
	text         string
	minor, patch int // patch is -1 where it is open
	line         int
}

func (p python) minorText() string { return "3." + strconv.Itoa(p.minor) }

var (
	pythonTag = lazy.Regexp(`^3\.(\d{1,2})(?:\.(\d{1,3}))?(?:(?:a|b|rc)\d+)?t?(?:-|$)`)
	uvPython  = lazy.Regexp(`-python(3\.\d{1,2})(?:-|$)`)
)

// pythons are the versions of CPython that the Dockerfile takes, each once.
func (d taken) pythons() []python {
	var out []python
	seen := map[string]bool{}
	add := func(version string, line int) {
		m := pythonTag().FindStringSubmatch(version)
		if m == nil {
			return
		}
		p := python{text: strings.TrimSuffix(m[0], "-"), patch: -1, line: line}
		p.minor, _ = strconv.Atoi(m[1])
		if m[2] != "" {
			p.patch, _ = strconv.Atoi(m[2])
		}
		if !seen[p.text] {
			seen[p.text] = true
			out = append(out, p)
		}
	}
	for _, i := range d.images {
		if path.Base(i.name()) == "python" {
			add(i.tag(), i.line)
		}
		if m := uvPython().FindStringSubmatch(i.tag()); m != nil && i.isUV() {
			add(m[1], i.line)
		}
	}
	for _, i := range d.installed {
		add(i.ref, i.line)
	}
	return out
}

// python compares the Python of the Dockerfile with requires-python and the version file. That of the
// plan was judged when it was chosen, and a flag may have chosen it against the file.
func (in Input) python(d taken) (out diag.List) {
	request, _ := in.Project.PythonRequestOf(in.Member.Dir)
	for _, p := range d.pythons() {
		if p.text == in.Plan.Python {
			continue
		}
		if required := in.Project.RequiresPython; !p.within(required) {
			out = append(out, diag.Warningf("dockerfile-python", in.at(p.line),
				"the Dockerfile takes Python %s, which requires-python %q does not admit", p.text, required).
				WithFix("take another Python; `uvdock generate` takes %s", in.Plan.Python))
			continue
		}
		planned, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSuffix(in.Plan.Python, "t"), "3."), ".")
		if request == nil || planned == strconv.Itoa(p.minor) {
			continue
		}
		if request.Minor >= 0 && request.Minor != p.minor || !p.within(request.Specifiers) {
			out = append(out, diag.Warningf("dockerfile-python", in.at(p.line),
				"the Dockerfile takes Python %s, and %s asks for %s", p.text, request.Place, fmt.Sprintf("%.60s", request.Text)).
				WithFix("change one of the two; `uvdock generate` takes %s", in.Plan.Python))
		}
	}
	return out
}

// within says whether a range admits the version, or any patch of it where the patch is open. A
// range that does not parse says nothing: reading the project has reported it.
func (p python) within(text string) bool {
	specifiers, err := pep508.ParseSpecifiers(text)
	if err != nil {
		return true
	}
	from, to := p.patch, p.patch
	if p.patch < 0 {
		from, to = 0, 40
	}
	for patch := from; patch <= to; patch++ {
		if specifiers.Admits(pep508.Release{3, uint64(p.minor), uint64(patch)}) {
			return true
		}
	}
	return false
}
