// Package relock makes an example installable: the committed locks carry placeholder hosts, so a copy
// of the example is locked again with the index of this machine, and the two locks are compared.
package relock

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// ErrUnavailable is wrapped by the errors of Relock that say that this machine cannot lock: no uv on
// PATH, or an index that cannot be reached. A test skips on it.
var ErrUnavailable = errors.New("locking is not possible here")

// Relock copies the project in src into a directory of into, see CopyProject, and locks the copy with
// the index of this machine. committed and fresh are the bytes of the two locks; see Differences. The project's own
// .python-version is left aside for locking, for a lock is the same with each Python that
// requires-python admits, and the pinned one may be absent.
func Relock(ctx context.Context, src, into string) (dst string, committed, fresh []byte, err error) {
	uv, err := exec.LookPath("uv")
	if err != nil {
		return "", nil, nil, fmt.Errorf("%w: uv is not on PATH", ErrUnavailable)
	}
	if dst, err = CopyProject(src, into); err != nil {
		return "", nil, nil, err
	}
	lock := filepath.Join(dst, "uv.lock")
	committed, err = os.ReadFile(lock)
	if err != nil {
		return "", nil, nil, fmt.Errorf("%s has no lock to compare with: %w", src, err)
	}
	python, err := requiresPython(committed)
	if err != nil {
		return "", nil, nil, fmt.Errorf("%s: %w", filepath.Join(src, "uv.lock"), err)
	}
	if err := os.Remove(lock); err != nil {
		return "", nil, nil, err
	}
	cmd := exec.CommandContext(ctx, uv, "lock", "--no-progress", "--python", python)
	cmd.Dir = dst
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", nil, nil, lockError(src, string(out), err)
	}
	fresh, err = os.ReadFile(lock)
	return dst, committed, fresh, err
}

// requiresPython gives the specifiers of a lock's top-level requires-python.
func requiresPython(lock []byte) (string, error) {
	for line := range strings.Lines(string(lock)) {
		if strings.HasPrefix(line, "[") {
			break
		}
		if rest, ok := strings.CutPrefix(line, "requires-python = "); ok {
			return strings.Trim(strings.TrimSpace(rest), `"`), nil
		}
	}
	return "", errors.New("no requires-python at the top of the lock, which uv always writes")
}

// lockError tells an index that cannot be reached from a project that cannot be locked.
func lockError(src, output string, err error) error {
	for _, sign := range []string{"error sending request", "dns error", "Connection refused", "timed out", "Network connectivity is disabled"} {
		if strings.Contains(output, sign) {
			return fmt.Errorf("%w: the package index cannot be reached:\n%s", ErrUnavailable, output)
		}
	}
	return fmt.Errorf("uv lock in a copy of %s: %w\n%s", src, err, output)
}
