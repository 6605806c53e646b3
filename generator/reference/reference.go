// Package reference reads the references to images and actions that uvdock writes into its files, as
// Renovate and Dependabot leave them: with another version in the tag, or with a digest.
package reference

import (
	"slices"
	"strconv"
	"strings"

	"github.com/uvdock/uvdock/generator/internal/lazy"
)

// Image is a reference to an image that names a tag.
type Image struct {
	// Name is registry and repository as written: python, ghcr.io/astral-sh/uv.
	Name string
	Tag  string
	// Digest is "sha256:" and 64 hexadecimal digits; empty where the reference has none.
	Digest string
}

// pattern is a reference with a tag.
// Source: https://github.com/distribution/reference/blob/main/reference.go
const pattern = `([a-z0-9][a-z0-9._-]*(?::[0-9]+)?(?:/[a-z0-9][a-z0-9._-]*)*):([A-Za-z0-9_][A-Za-z0-9_.-]{0,127})(?:@(sha256:[0-9a-f]{64}))?`

var whole = lazy.Regexp(`^` + pattern + `$`)

// Parse reads a reference; false for one without a tag, or with a digest of another algorithm.
func Parse(text string) (Image, bool) {
	m := whole().FindStringSubmatch(text)
	if m == nil {
		return Image{}, false
	}
	return Image{Name: m[1], Tag: m[2], Digest: m[3]}, true
}

// String is the reference as a Dockerfile has it.
func (i Image) String() string {
	if i.Digest == "" {
		return i.Tagged()
	}
	return i.Tagged() + "@" + i.Digest
}

// Tagged is the reference without its digest.
func (i Image) Tagged() string { return i.Name + ":" + i.Tag }

// version is a version within a tag: the 3.13 and the 3.24 of 3.13-alpine3.24.
var version = lazy.Regexp(`[0-9]+(?:\.[0-9]+)*`)

// Kind is the reference without its versions and its digest: what an update leaves as it is.
func (i Image) Kind() string { return i.Name + ":" + version().ReplaceAllString(i.Tag, "N") }

// Refines says whether the tag of i is that of another one or a more precise one: 3.13.5-slim of
// 3.13-slim.
func (i Image) Refines(other Image) bool {
	if i.Kind() != other.Kind() {
		return false
	}
	mine, theirs := version().FindAllString(i.Tag, -1), version().FindAllString(other.Tag, -1)
	for n := range mine {
		if mine[n] != theirs[n] && !strings.HasPrefix(mine[n], theirs[n]+".") {
			return false
		}
	}
	return true
}

// Newer says whether the versions of i are those of another one of its kind or later ones.
func (i Image) Newer(other Image) bool {
	return i.Kind() == other.Kind() && slices.CompareFunc(
		version().FindAllString(i.Tag, -1), version().FindAllString(other.Tag, -1), compareVersions) >= 0
}

// compareVersions compares dotted numbers of any length.
func compareVersions(a, b string) int {
	return slices.CompareFunc(strings.Split(a, "."), strings.Split(b, "."), func(x, y string) int {
		m, errM := strconv.ParseUint(x, 10, 64)
		n, errN := strconv.ParseUint(y, 10, 64)
		switch {
		case errM != nil || errN != nil || m == n:
			return strings.Compare(x, y)
		case m < n:
			return -1
		}
		return 1
	})
}
