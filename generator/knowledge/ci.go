package knowledge

import (
	"fmt"
	"io/fs"
	"time"

	"github.com/uvdock/uvdock/generator/internal/lazy"
)

// CI is what workflows use of others.
type CI struct {
	Schema  int        `toml:"schema"`
	Source  string     `toml:"source"`
	Checked time.Time  `toml:"checked"`
	Actions []CIAction `toml:"action"`
	Images  []CIImage  `toml:"image"`
}

// CIAction is an action of GitHub by its commit; Version is the tag of that commit.
type CIAction struct {
	Name    string `toml:"name"`
	Commit  string `toml:"commit"`
	Version string `toml:"version"`
}

// CIImage is the image of a job by what it is used for.
type CIImage struct {
	Use string `toml:"use"`
	Ref string `toml:"ref"`
}

var (
	actionName    = lazy.Regexp(`^[a-z0-9-]+/[a-z0-9-]+$`)
	actionCommit  = lazy.Regexp(`^[0-9a-f]{40}$`)
	actionVersion = lazy.Regexp(`^v[0-9]+\.[0-9]+\.[0-9]+$`)
)

// loadCI reads ci/pins.toml.
func loadCI(fsys fs.FS) (CI, error) {
	const file = "ci/pins.toml"
	var c CI
	if err := decode(fsys, file, &c); err != nil {
		return c, err
	}
	if c.Schema != schema || c.Source == "" || c.Checked.IsZero() || len(c.Actions) == 0 || len(c.Images) == 0 {
		return c, fmt.Errorf("%s: expected schema %d, a source, a day, actions and images", file, schema)
	}
	for i, a := range c.Actions {
		switch {
		case !actionName().MatchString(a.Name) || !actionCommit().MatchString(a.Commit) || !actionVersion().MatchString(a.Version):
			return c, fmt.Errorf("%s: action %d (%s): expected owner/name, a commit of 40 digits and a version like v1.2.3", file, i+1, a.Name)
		case i > 0 && a.Name <= c.Actions[i-1].Name:
			return c, fmt.Errorf("%s: action %s is out of order", file, a.Name)
		}
	}
	for _, i := range c.Images {
		if i.Use == "" || i.Ref == "" {
			return c, fmt.Errorf("%s: an image needs use and ref", file)
		}
	}
	return c, nil
}
