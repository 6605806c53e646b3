package verify

import (
	"archive/tar"
	"fmt"
	"path"
	"slices"
	"strings"
)

// scratch are directories that are meant to be written to, or are not of the image.
var scratch = [...]string{"/tmp", "/var/tmp", "/dev", "/proc", "/sys", "/.dockerenv"}

// judgeWritable looks at owner and mode of every file. Not to be writable must hold without the
// read-only root that verify runs with: not every operator sets it.
func judgeWritable(ev *evidence) verdict {
	id, ok := identify(ev.image.Config.User, ev.files)
	switch {
	case !ok:
		return skips("the image does not know its user " + ev.image.Config.User)
	case id.uid == 0:
		return skips("it runs as root, who may write everywhere; see user")
	}
	free := freeDirs(ev, id)
	var lines []string
	for _, e := range ev.files.entries {
		if why := writableBy(e, id, free); why != "" {
			lines = append(lines, e.path+": "+why)
		}
	}
	if len(lines) == 0 {
		return holds(fmt.Sprintf("none of %s", plural(len(ev.files.entries), "path")))
	}
	v := breaks(fmt.Sprintf("%s writable, first %s", plural(len(lines), "path"), lines[0]),
		"leave files to root (COPY without --chown, no chown, no chmod o+w; WORKDIR before USER); declare data directories with VOLUME")
	v.detail = listed(lines, 10)
	return v
}

// freeDirs are the directories that the user may own: the home and the volumes, unless the
// application lies in them.
func freeDirs(ev *evidence, id identity) []string {
	code := codeDirs(ev)
	var free []string
	dirs := []string{id.home}
	for v := range ev.image.Config.Volumes {
		dirs = append(dirs, v)
	}
	for _, d := range dirs {
		d = path.Clean(d)
		holdsCode := slices.ContainsFunc(code, func(c string) bool { return below(c, d) })
		if path.IsAbs(d) && d != "/" && !holdsCode {
			free = append(free, d)
		}
	}
	return free
}

// codeDirs are where code is imported from: the working directory (first on sys.path for
// python -m) and every virtual environment.
func codeDirs(ev *evidence) []string {
	var code []string
	if w := path.Clean(ev.image.Config.WorkingDir); path.IsAbs(w) && w != "/" {
		code = append(code, w)
	}
	for _, e := range ev.files.entries {
		if path.Base(e.path) == "pyvenv.cfg" {
			code = append(code, path.Dir(e.path))
		}
	}
	return code
}

// writableBy says why the user may write to an entry; empty when he may not. The owner counts as a
// writer whatever the mode: he may change it.
func writableBy(e entry, id identity, free []string) string {
	inside := func(dir string) bool { return below(e.path, dir) }
	if e.kind == tar.TypeSymlink || slices.ContainsFunc(scratch[:], inside) {
		return ""
	}
	// In a sticky directory everybody may make files, and nobody may touch another's: no harm.
	sticky := e.kind == tar.TypeDir && e.mode&modeSticky != 0 && e.uid != id.uid
	if e.mode&modeOtherWrite != 0 && !sticky {
		return fmt.Sprintf("world-writable (mode %04o)", e.mode&0o7777)
	}
	if sticky || slices.ContainsFunc(free, inside) {
		return ""
	}
	switch {
	case e.uid == id.uid:
		return fmt.Sprintf("owned by the user %d", e.uid)
	case e.mode&modeGroupWrite != 0 && slices.Contains(id.gids, e.gid):
		return fmt.Sprintf("writable for the user's group %d (mode %04o)", e.gid, e.mode&0o7777)
	}
	return ""
}

// listed is the first n lines and how many more there are.
func listed(lines []string, n int) string {
	if len(lines) <= n {
		return strings.Join(lines, "\n")
	}
	return strings.Join(lines[:n], "\n") + fmt.Sprintf("\nand %d more", len(lines)-n)
}
