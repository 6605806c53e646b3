package differential

import (
	"archive/zip"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// UV runs a real uv without network, cache and configuration of the machine.
type UV struct {
	// Python is an interpreter, Version what it says of itself: 3.12.1.
	Python, Version string
	home            string
}

// FindUV looks for uv of the recorded minor version and for a Python; the error says what is
// missing.
func FindUV(ctx context.Context, home string) (*UV, error) {
	u := &UV{home: home}
	out, err := exec.CommandContext(ctx, "uv", "--version").Output()
	if err != nil {
		return nil, fmt.Errorf("no uv to compare with: %w", err)
	}
	minor := recordedUV[:strings.LastIndexByte(recordedUV, '.')+1]
	if !strings.HasPrefix(string(out), "uv "+minor) {
		return nil, fmt.Errorf("uv is %q, the rules are those of uv %sx", strings.TrimSpace(string(out)), minor)
	}
	for _, name := range []string{"python3", "python"} {
		out, err := exec.CommandContext(ctx, name, "-c", "import platform, sys; print(sys.executable, platform.python_version())").Output()
		if fields := strings.Fields(string(out)); err == nil && len(fields) == 2 {
			u.Python, u.Version = fields[0], fields[1]
			return u, nil
		}
	}
	return nil, fmt.Errorf("no Python to run uv with")
}

// recordedUV is the uv whose rules are followed, and that the oracle was recorded with.
const recordedUV = "0.13.8"

// Run runs a command of uv in a directory and gives what it wrote to stderr.
func (u *UV) Run(ctx context.Context, dir string, args ...string) (string, error) {
	args = append(args, "--offline", "--no-cache", "--python", u.Python)
	cmd := exec.CommandContext(ctx, "uv", args...)
	cmd.Dir = dir
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + u.home, "UV_PYTHON_DOWNLOADS=never", "NO_COLOR=1", "UV_NO_PROGRESS=1", "LANG=C.UTF-8"}
	var stderr strings.Builder
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		return stderr.String(), fmt.Errorf("uv %s: %w: %s", strings.Join(args, " "), err, stderr.String())
	}
	return stderr.String(), nil
}

// WriteWheel makes a wheel without code, for --find-links.
func WriteWheel(dir, name string) error {
	f, err := os.Create(filepath.Join(dir, name+"-1-py3-none-any.whl"))
	if err != nil {
		return err
	}
	defer f.Close()
	z := zip.NewWriter(f)
	info := name + "-1.dist-info/"
	for _, part := range [][2]string{
		{"METADATA", "Metadata-Version: 2.1\nName: " + name + "\nVersion: 1\n"},
		{"WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"},
		{"RECORD", ""},
	} {
		w, err := z.Create(info + part[0])
		if err != nil {
			return err
		}
		if _, err := w.Write([]byte(part[1])); err != nil {
			return err
		}
	}
	return z.Close()
}
