package cli

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
)

// location is a project's directory on this machine, as the file system that the library reads.
type location struct {
	fsys fs.FS
	// dir is the directory in fsys.
	dir string
	// volume is what fsys stands for, and cwd the working directory: to show paths as the
	// user wrote them.
	volume, cwd string
}

// locate opens the directory of a PATH argument; no argument is the working directory. The
// file system begins at the volume's top, because a project may belong to a workspace above it.
func locate(args []string) (location, error) {
	arg := "."
	if len(args) > 0 && args[0] != "" {
		arg = args[0]
	}
	abs, err := filepath.Abs(arg)
	if err != nil {
		return location{}, err
	}
	info, err := os.Stat(abs)
	switch {
	case err != nil:
		return location{}, usageError{fmt.Errorf("there is no directory %s", arg)}
	case !info.IsDir() && filepath.Base(abs) == "pyproject.toml":
		abs = filepath.Dir(abs)
	case !info.IsDir():
		return location{}, usageError{fmt.Errorf("%s is a file; give the directory that holds pyproject.toml", arg)}
	}
	cwd, err := os.Getwd()
	if err != nil {
		return location{}, err
	}
	volume := filepath.VolumeName(abs) + string(filepath.Separator)
	dir := filepath.ToSlash(strings.TrimPrefix(abs, volume))
	if dir == "" {
		dir = "."
	}
	return location{fsys: os.DirFS(volume), dir: dir, volume: volume, cwd: cwd}, nil
}

// onDisk is the path on this machine of a path in the file system.
func (l location) onDisk(base string) string {
	return filepath.Join(l.volume, filepath.FromSlash(base))
}

// show is how a file below base is named to the user: relative to the working directory where
// that is shorter than climbing out of it.
func (l location) show(base, file string) string {
	full := filepath.Join(l.onDisk(base), filepath.FromSlash(file))
	rel, err := filepath.Rel(l.cwd, full)
	if err != nil || strings.HasPrefix(rel, ".."+string(filepath.Separator)+"..") {
		return full
	}
	return filepath.ToSlash(rel)
}

// shown rewrites the files of findings for the user.
func (l location) shown(base string, list diag.List) diag.List {
	out := make(diag.List, 0, len(list))
	for _, f := range list {
		if f.File != "" {
			f.File = l.show(base, f.File)
		}
		out = append(out, f)
	}
	return out
}
