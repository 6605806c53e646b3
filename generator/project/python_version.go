package project

import (
	"strconv"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/internal/lazy"
)

// pythonFiles are the names of version files in the order in which uv looks for them.
// Source: uv, crates/uv-python/src/version_files.rs.
var pythonFiles = []string{".python-version", ".python-versions"}

// pythonForm is every form of a request that fixes at least the major version:
//
//	3  3.12  3.12.4  312  3.13t  3.13+freethreaded  3.12d  3.14.0rc1
//	cpython@3.12  cpython3.12  cp312  cpython-3.12.3-linux-x86_64-gnu
var pythonForm = lazy.Regexp(`^(?:(?:cpython|cp|python)[@-]?)?` +
	`(?:([23])|([23])(\d{1,2})|([23])\.(\d{1,4})(?:\.(\d{1,4}))?(?:(?:a|b|rc)\d+)?)` +
	`(t|d|td|\+freethreaded|\+debug|\+freethreaded\+debug|\+gil)?` +
	`(?:-[a-z0-9_]+-[a-z0-9_]+(?:-[a-z0-9_]+)?)?$`)

// ParsePythonRequest reads the text of a .python-version file: the first line that is neither
// blank nor a comment. It returns nil without a finding when there is no such line, and nil
// with a finding when the line is a request that no image of CPython can be chosen from.
func ParsePythonRequest(text, file string) (*PythonRequest, diag.List) {
	text = strings.TrimPrefix(text, bom)
	for i, raw := range strings.Split(text, "\n") {
		line := strings.TrimSpace(raw)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		column := strings.Index(raw, line) + 1
		return parsePythonLine(line, diag.Place{File: file, Line: i + 1, Column: column})
	}
	return nil, nil
}

// parsePythonLine reads one request.
func parsePythonLine(line string, at diag.Place) (*PythonRequest, diag.List) {
	request := &PythonRequest{Text: line, Place: at, Minor: -1, Patch: -1}
	lower := strings.ToLower(line)
	if m := pythonForm().FindStringSubmatch(lower); m != nil {
		request.Major = number(m[1] + m[2] + m[4])
		request.Minor = number(m[3] + m[5])
		request.Patch = number(m[6])
		request.FreeThreaded = strings.Contains(m[7], "t") && m[7] != "+debug"
		if request.Major == 3 {
			return request, nil
		}
	}
	if isSpecifiers(lower) {
		request.Specifiers = line
		return request, nil
	}
	finding := diag.Warningf("python-version-ignored", at,
		"%q asks for no version of CPython 3, so it says nothing about the image", shorten(line))
	return nil, diag.List{finding.WithFix("write a version such as 3.13 into %s, or give --python", at.File)}
}

// isSpecifiers says whether the text is a range such as ">=3.12,<3.13".
func isSpecifiers(text string) bool {
	return strings.ContainsAny(text[:1], "<>=!~") && parseSpecifiers(text) == nil
}

// number is a decimal number, -1 for the empty text.
func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return -1
	}
	return n
}

// shorten keeps a message to one readable line.
func shorten(text string) string {
	if len(text) <= 60 {
		return text
	}
	return strings.ToValidUTF8(text[:57], "") + "..."
}
