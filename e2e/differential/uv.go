package differential

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// UV runs a real uv without network and configuration of the machine. Its cache starts empty and
// holds no more than what uv learnt about interpreters.
type UV struct {
	// Release is what uv says of itself: 0.13.8.
	Release string
	// Python is an interpreter of CPython, Version what it says of itself: 3.12.1.
	Python, Version string
	FreeThreaded    bool
	home            string
}

// recordedUV is the uv whose rules are followed, and that the oracle was recorded with.
const recordedUV = "0.13.8"

// FindUV looks for uv and for a Python on PATH; the error says what is missing. home is a
// directory for uv to write to.
func FindUV(ctx context.Context, home string) (*UV, error) {
	u := &UV{home: home}
	out, err := exec.CommandContext(ctx, "uv", "--version").Output()
	if err != nil {
		return nil, fmt.Errorf("no uv to compare with: %w", err)
	}
	fields := strings.Fields(string(out))
	if len(fields) < 2 || fields[0] != "uv" {
		return nil, fmt.Errorf("uv --version says %q, expected uv and a version", strings.TrimSpace(string(out)))
	}
	u.Release = fields[1]
	for _, name := range []string{"python3", "python"} {
		if err = u.TakePython(ctx, name); err == nil {
			return u, nil
		}
	}
	return nil, fmt.Errorf("no Python to run uv with: %w", err)
}

// Recorded says whether uv is of the minor version whose rules are followed.
func (u *UV) Recorded() error {
	minor := recordedUV[:strings.LastIndexByte(recordedUV, '.')+1]
	if !strings.HasPrefix(u.Release, minor) {
		return fmt.Errorf("uv is %s, the rules are those of uv %sx", u.Release, minor)
	}
	return nil
}

// about prints what a target has to know of an interpreter.
const about = `import platform, sys, sysconfig
print(sys.executable, platform.python_version(), sys.implementation.name, sysconfig.get_config_var("Py_GIL_DISABLED") or 0, sep="\n")`

// TakePython makes uv run with an interpreter: a path, or a name on PATH.
func (u *UV) TakePython(ctx context.Context, name string) error {
	out, err := exec.CommandContext(ctx, name, "-c", about).Output()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(lines) != 4 || lines[2] != "cpython" {
		return fmt.Errorf("%s is %q, expected CPython", name, lines)
	}
	u.Python, u.Version, u.FreeThreaded = lines[0], lines[1], lines[3] == "1"
	return nil
}

// FindPython is an interpreter of this machine that satisfies a requires-python, as uv finds it.
func (u *UV) FindPython(ctx context.Context, requires string) (string, error) {
	cmd := exec.CommandContext(ctx, "uv", "python", "find", "--no-project", "--no-config", "--offline", requires)
	cmd.Env = append(os.Environ(), "UV_PYTHON_DOWNLOADS=never")
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("uv finds no Python for %q: %w", requires, err)
	}
	return strings.TrimSpace(string(out)), nil
}

// Run runs a command of uv in a directory and gives what it wrote to stderr. An environment in
// the directory is neither read nor changed.
func (u *UV) Run(ctx context.Context, dir string, args ...string) (string, error) {
	args = append(args, "--offline", "--python", u.Python)
	cmd := exec.CommandContext(ctx, "uv", args...)
	cmd.Dir = dir
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + u.home, "UV_CACHE_DIR=" + filepath.Join(u.home, "cache"),
		"UV_PROJECT_ENVIRONMENT=" + filepath.Join(u.home, "absent"),
		"UV_PYTHON_DOWNLOADS=never", "NO_COLOR=1", "UV_NO_PROGRESS=1", "LANG=C.UTF-8",
	}
	var stderr strings.Builder
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		return stderr.String(), fmt.Errorf("uv %s: %w: %s", strings.Join(args, " "), err, stderr.String())
	}
	return stderr.String(), nil
}
