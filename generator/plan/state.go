package plan

import "strings"

// home is the home of the user that the image runs as. It exists in every profile and belongs to
// the user, so that a new volume there does, too.
const home = "/home/nonroot"

// State is a directory of the image that should be a volume: the process writes there what is
// to outlive it.
type State struct {
	// Name is a word for volumes, Dir an absolute path.
	Name string `json:"name"`
	Dir  string `json:"dir"`
	// Why names what is kept there.
	Why string `json:"why"`
	// ReadOnly is for a volume that others fill.
	ReadOnly bool `json:"read_only,omitempty"`
}

// decideState names what must be writable beside /tmp. Docker gives a new volume the owner of the
// directory in the image, and root where there is none; so the volume is the home as a whole.
func (b *builder) decideState() {
	var kept []string
	for _, s := range b.in.Service.State {
		kept = append(kept, s.Package+" in ~/"+s.Dir)
	}
	if kept == nil {
		return
	}
	why := "what is downloaded is kept: " + strings.Join(kept, ", ")
	b.plan.Runtime.State = []State{{Name: "home", Dir: home, Why: why}}
	b.because("state", "Volume", home, "uv.lock", why, "https://docs.docker.com/engine/storage/volumes/#populate-a-volume-using-a-container")
}
