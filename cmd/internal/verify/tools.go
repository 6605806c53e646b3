package verify

import (
	"archive/tar"
	"path"
	"slices"
	"strings"
)

// Decorations of a compiler's name: x86_64-linux-gnu-gcc-12, aarch64-alpine-linux-musl-gcc.
var (
	targetTriplet = lazy(`^[a-z0-9_]+-(?:[a-z0-9]+-)?linux-(?:gnu|musl)[a-z0-9]*-`)
	versionSuffix = lazy(`-\d+(?:\.\d+)*$`)
	separators    = lazy(`[-_.]+`) // of a package's name (PEP 503)
)

func judgeUV(ev *evidence) verdict {
	return judgeTools(ev, ev.rules.tools.UV,
		"copy uv into the build stage only; if a dependency brings it, move that to a development group")
}

func judgeCompiler(ev *evidence) verdict {
	return judgeTools(ev, ev.rules.tools.Compiler,
		"install build packages in the build stage and copy only the venv from there")
}

// judgeGit lets git be where an installed package runs it.
func judgeGit(ev *evidence) verdict {
	v := judgeTools(ev, ev.rules.tools.Git, "install git in the build stage only")
	if v.status != Broken {
		return v
	}
	if user := ev.files.installed(ev.rules.tools.GitUsers); user != "" {
		return holds("git is there for " + user + ", which runs it")
	}
	return v
}

// installed is the first of these packages that the image has, "" for none of them.
func (t *tree) installed(names []string) string {
	for _, e := range t.entries {
		if name := distribution(e.path); name != "" && slices.Contains(names, name) {
			return name
		}
	}
	return ""
}

// distribution is the normalised name of the package whose metadata a directory holds
// (https://packaging.python.org/en/latest/specifications/recording-installed-packages/), "" for any other path.
func distribution(p string) string {
	name, ok := strings.CutSuffix(path.Base(p), ".dist-info")
	name, _, versioned := strings.Cut(name, "-")
	if !ok || !versioned || !strings.HasSuffix(path.Dir(p), "/site-packages") {
		return ""
	}
	return separators().ReplaceAllString(strings.ToLower(name), "-")
}

// judgeTools finds executables by name. A link that points nowhere counts: something was there.
func judgeTools(ev *evidence, names []string, fix string) verdict {
	var found []string
	for _, e := range ev.files.entries {
		if isProgram(e) && slices.Contains(names, toolName(e.path)) {
			found = append(found, e.path)
		}
	}
	if len(found) == 0 {
		return holds("none found")
	}
	v := breaks(listed(found[:1], 1)+" is there", fix)
	if len(found) > 1 {
		v.detail = listed(found, 10)
	}
	return v
}

// isProgram leaves out what lies inside an installed package: it is that package's data.
func isProgram(e entry) bool {
	if strings.Contains(e.path, "/site-packages/") {
		return false
	}
	switch e.kind {
	case tar.TypeReg, tar.TypeLink:
		return e.mode&modeExecute != 0
	case tar.TypeSymlink:
		return slices.Contains([]string{"bin", "sbin"}, path.Base(path.Dir(e.path)))
	}
	return false
}

// toolName is the last part of a path without target triplet and version.
func toolName(p string) string {
	name := targetTriplet().ReplaceAllString(path.Base(p), "")
	return versionSuffix().ReplaceAllString(name, "")
}

// judgeRepository finds the directory of a version control system; .git may be a file, too, in a
// worktree or submodule.
func judgeRepository(ev *evidence) verdict {
	for _, e := range ev.files.entries {
		if slices.Contains(ev.rules.tools.Repository, path.Base(e.path)) && (e.kind == tar.TypeDir || e.kind == tar.TypeReg) {
			return breaks(e.path+" is there", "name "+path.Base(e.path)+" in .dockerignore")
		}
	}
	return holds("none found")
}
