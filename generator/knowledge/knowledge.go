// Package knowledge reads profiles/: what uvdock knows about base images, releases of uv and
// CPython, system packages and services. The data is typed here and nowhere else.
package knowledge

import (
	"fmt"
	"io/fs"
	"slices"
	"sync"

	"github.com/uvdock/uvdock/profiles"
)

// Tables is everything in profiles/, read once. It is never changed after Load.
type Tables struct {
	// Profiles are in the order in which they are shown to users.
	Profiles []Profile
	Prefers  []Prefer
	UV       UV
	// Pythons are ascending.
	Pythons  []PythonRelease
	Ignores  []IgnoreGroup
	Settings Settings
	VCS      []VCSBackend
	// Backends are the tables below [tool], as dotted keys, from which build back ends take paths.
	Backends []string
	// Hooks are how a project's own code gets into its build.
	Hooks   Hooks
	Groups  Groups
	Heavy   Heavy
	Secrets Secrets
	GPU     GPU
	Native  Native
	// Services reads frameworks and servers, once; only the search for a start command asks.
	Services func() (Services, error)
	// CI reads what workflows use of others, once; only they ask.
	CI func() (CI, error)
	// Sizes reads what things weigh, once; only the prediction of an image's size asks.
	Sizes func() (Sizes, error)
	// Adoption reads what is known of Dockerfiles by hand, once; only adopting one asks.
	Adoption func() (Adoption, error)
	// DebianSizes reads what the system packages of a release weigh; nothing for a release that has no table.
	DebianSizes func(release string) (DebianSizes, error)
}

// profileNames are the profiles in the order in which they are shown.
var profileNames = []string{"slim-bookworm", "slim-trixie", "alpine", "distroless"}

// Default loads the tables that are built into the program. System packages are decoded when
// they are looked up; the tests have read them all.
func Default() (*Tables, error) {
	return load(profiles.FS, func(fsys fs.FS) (Native, error) {
		index, err := indexNative(fsys)
		return Native{index: index}, err
	})
}

// Load reads the tables from a file system laid out like profiles/, every row of them. An error
// names the file, and the line where TOML gives one.
func Load(fsys fs.FS) (*Tables, error) {
	t, err := load(fsys, loadNative)
	if err == nil {
		_, err = t.Services()
	}
	if err == nil {
		_, err = t.CI()
	}
	if err == nil {
		_, err = t.Sizes()
	}
	if err == nil {
		_, err = t.Adoption()
	}
	for _, release := range debianReleases {
		if err == nil {
			_, err = t.DebianSizes(release)
		}
	}
	return t, err
}

func load(fsys fs.FS, native func(fs.FS) (Native, error)) (*Tables, error) {
	t := &Tables{
		Services: sync.OnceValues(func() (Services, error) { return loadServices(fsys) }),
		CI:       sync.OnceValues(func() (CI, error) { return loadCI(fsys) }),
		Sizes:    sync.OnceValues(func() (Sizes, error) { return loadSizes(fsys) }),
		Adoption: sync.OnceValues(func() (Adoption, error) { return loadAdoption(fsys) }),

		DebianSizes: func(release string) (DebianSizes, error) { return loadDebian(fsys, release) },
	}
	steps := []func() error{
		func() (err error) { t.Profiles, err = profilesOf(fsys, profileNames); return err },
		func() (err error) { t.Prefers, err = prefers(fsys); return err },
		func() (err error) { t.UV, err = uv(fsys); return err },
		func() (err error) { t.Pythons, err = pythons(fsys); return err },
		func() (err error) { t.Ignores, err = ignores(fsys); return err },
		func() error { return decode(fsys, "base/settings.toml", &t.Settings) },
		func() (err error) { t.VCS, err = vcs(fsys); return err },
		func() (err error) { t.Backends, t.Hooks, err = backends(fsys); return err },
		func() (err error) { t.Groups, err = groups(fsys); return err },
		func() error { return decode(fsys, "base/heavy.toml", &t.Heavy) },
		func() error { return decode(fsys, "base/secrets.toml", &t.Secrets) },
		func() error { return decode(fsys, "base/gpu.toml", &t.GPU) },
		func() (err error) { t.Native, err = native(fsys); return err },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, fmt.Errorf("reading the tables: %w", err)
		}
	}
	return t, nil
}

// Profile finds a profile by name.
func (t *Tables) Profile(name string) (Profile, bool) {
	i := slices.IndexFunc(t.Profiles, func(p Profile) bool { return p.Name == name })
	if i < 0 {
		return Profile{}, false
	}
	return t.Profiles[i], true
}

// Prefer finds the order of profiles for a goal; "" is the default.
func (t *Tables) Prefer(goal string) (Prefer, bool) {
	i := slices.IndexFunc(t.Prefers, func(p Prefer) bool { return p.Goal == goal })
	if i < 0 {
		return Prefer{}, false
	}
	return t.Prefers[i], true
}

// ProfileNames lists the names in the order in which they are shown.
func (t *Tables) ProfileNames() []string {
	names := make([]string, 0, len(t.Profiles))
	for _, p := range t.Profiles {
		names = append(names, p.Name)
	}
	return names
}
