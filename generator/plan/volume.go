package plan

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/internal/lazy"
)

// Volume is what the user wants mounted into the container, in the short form of docker run:
// NAME:DIR for a volume that Docker keeps, PATH:DIR for a file or directory of the host, each with
// ":ro" behind it to be read alone.
// Source: https://docs.docker.com/engine/storage/volumes/#syntax
type Volume struct {
	// Name is that of a volume, empty for a path of the host.
	Name string
	// Host is absolute, or clean and relative to the lock root; empty for a named volume.
	Host string
	// Dir is the absolute path in the container.
	Dir      string
	ReadOnly bool
}

// volumeName is what Docker takes for a name (moby, volume/local: RestrictedNameChars).
var volumeName = lazy.Regexp(`^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,127}$`)

// plainPath are paths that every place which writes them takes as they are.
var plainPath = lazy.Regexp(`^[A-Za-z0-9._/@%+=-]+$`)

// occupied are directories that hold what the image runs; a volume there would hide it. What lies
// below /app can be mounted over, /app itself and what lies below the others cannot.
var occupied = []string{"/app", "/bin", "/dev", "/etc", "/lib", "/lib64", "/opt/python", "/opt/venv", "/proc", "/sbin", "/sys", "/usr"}

// ParseVolume reads a volume; the error says what is expected.
func ParseVolume(text string) (Volume, error) {
	parts := strings.Split(text, ":")
	v := Volume{}
	switch {
	case len(parts) == 3 && (parts[2] == "ro" || parts[2] == "rw"):
		v.ReadOnly = parts[2] == "ro"
	case len(parts) != 2:
		return v, fmt.Errorf("%q is not SOURCE:DIR or SOURCE:DIR:ro", text)
	}
	source, dir := parts[0], parts[1]
	switch {
	case strings.Contains(source, "/") || source == "." || source == "..":
		if v.Host = path.Clean(source); !plainPath().MatchString(v.Host) || v.Host == ".." || strings.HasPrefix(v.Host, "../") {
			return v, fmt.Errorf("%q is no path below the directory of uv.lock, and no absolute one, of letters, digits and ._/@%%+=-", source)
		}
	case volumeName().MatchString(source):
		v.Name = source
	default:
		return v, fmt.Errorf("%q is no name of a volume (two or more letters, digits, \"_\", \".\", \"-\"), and no path, which has a slash: ./%s", source, source)
	}
	v.Dir = path.Clean(dir)
	if !path.IsAbs(dir) || !plainPath().MatchString(dir) {
		return v, fmt.Errorf("%q is no absolute path in the container", dir)
	}
	for _, taken := range occupied {
		_, below := within(v.Dir, taken)
		if v.Dir == taken || below && taken != "/app" || strings.HasPrefix(taken, strings.TrimSuffix(v.Dir, "/")+"/") {
			return v, fmt.Errorf("a volume at %s would hide what the image has in %s", v.Dir, taken)
		}
	}
	return v, nil
}

// decideVolumes plans what the user wants mounted.
func (b *builder) decideVolumes() {
	r := &b.plan.Runtime
	var told []string
	for _, v := range b.in.Volumes {
		why := "--volume"
		if v.Name != "" {
			if slices.ContainsFunc(r.State, func(s State) bool { return s.Dir == v.Dir }) {
				continue // the home, which is one already
			}
			r.State = append(r.State, State{Name: v.Name, Dir: v.Dir, Why: why, ReadOnly: v.ReadOnly})
			if v.Dir != home && !v.ReadOnly {
				r.Made = append(r.Made, v.Dir)
			}
			told = append(told, v.Name+":"+v.Dir)
			continue
		}
		r.Data = append(r.Data, Data{Host: v.Host, Dir: v.Dir, Why: why, Writable: !v.ReadOnly})
		told = append(told, v.Host+":"+v.Dir)
	}
	if told == nil {
		return
	}
	b.because("volumes", "Volumes", strings.Join(told, ", "), "--volume",
		"a new volume gets the owner of the directory in the image, so the image makes it for the user it runs as", "https://docs.docker.com/engine/storage/volumes/#populate-a-volume-using-a-container")
}

// leaveOutMounted keeps what is mounted from the host out of the context, unless the build reads it:
// a directory with Python code is mounted by those who develop, and is in the image as well.
func (b *builder) leaveOutMounted() {
	group := Group{Title: "Mounted by --volume."}
	for _, v := range b.in.Volumes {
		if v.Host == "" || v.Host == "." || path.IsAbs(v.Host) || b.needed(v.Host) || b.code(v.Host) {
			continue
		}
		if from, source, ok := b.place(v.Host); ok && from == "" {
			group.Patterns = append(group.Patterns, escaped(source))
		}
	}
	if group.Patterns != nil {
		b.plan.Ignore = append(b.plan.Ignore, group)
	}
}

// code says whether a Python source lies at or below a path relative to the lock root.
func (b *builder) code(file string) bool {
	found := false
	looked := 0
	_ = fs.WalkDir(b.in.Project.FS, path.Join(b.in.Project.Base, file), func(name string, _ fs.DirEntry, err error) error {
		looked++
		found = found || err == nil && path.Ext(name) == ".py"
		switch {
		case found || looked > maxLooked:
			return fs.SkipAll
		case err != nil:
			return fs.SkipDir
		}
		return nil
	})
	return found
}

// mounted says whether a file relative to the lock root lies in what --volume mounts.
func (b *builder) mounted(file string) bool {
	return slices.ContainsFunc(b.in.Volumes, func(v Volume) bool {
		_, inside := within(file, v.Host)
		return v.Host != "" && (file == v.Host || inside)
	})
}
