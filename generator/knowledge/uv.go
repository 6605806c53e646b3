package knowledge

import (
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
)

// UV is what is known of uv's releases.
type UV struct {
	Schema int `toml:"schema"`
	// Image is the reference of the image that holds the binary; {version} stands for the version.
	Image string `toml:"image"`
	// Default is taken where the project does not ask for a version, Minimum is the oldest
	// that the generated Dockerfile works with.
	Default string `toml:"default"`
	Minimum string `toml:"minimum"`
	// Platforms are those that the image is published for.
	Platforms []string     `toml:"platforms"`
	Revision  []UVRevision `toml:"revision"`
	Minor     []UVMinor    `toml:"minor"`
}

// UVRevision says since which uv a lock revision is written.
type UVRevision struct {
	Revision int    `toml:"revision"`
	Since    string `toml:"since"`
}

// UVMinor is one minor of uv with the number of its last patch.
type UVMinor struct {
	Minor string `toml:"minor"`
	Last  int    `toml:"last"`
}

// Ref is the image reference of a version.
func (u UV) Ref(version string) string { return strings.ReplaceAll(u.Image, "{version}", version) }

// Versions are the known releases from newest to oldest, none older than Minimum's minor.
func (u UV) Versions() []string {
	var out []string
	for _, v := range slices.Backward(u.Minor) {
		for patch := v.Last; patch >= 0; patch-- {
			out = append(out, v.Minor+"."+strconv.Itoa(patch))
		}
	}
	return out
}

// uv reads base/uv.toml.
func uv(fsys fs.FS) (UV, error) {
	var u UV
	if err := decode(fsys, "base/uv.toml", &u); err != nil {
		return u, err
	}
	if u.Schema != schema {
		return u, fmt.Errorf("base/uv.toml: expected schema %d, found %d", schema, u.Schema)
	}
	return u, nil
}
