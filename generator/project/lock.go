package project

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
)

// lockFile is the name of the lock beside the root pyproject.toml.
const lockFile = "uv.lock"

// readLock reads the lock of a directory of fsys. The lock is nil when it is missing or cannot
// be used, which the findings explain.
func readLock(fsys fs.FS, dir string) (*Lock, diag.List) {
	at := diag.Place{File: lockFile}
	text, err := readText(fsys, path.Join(dir, lockFile), maxLockSize)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, diag.List{diag.Errorf("no-lockfile", at, "there is no uv.lock beside the root pyproject.toml").
			WithFix("run `uv lock`")}
	case err != nil:
		return nil, diag.List{diag.Errorf("invalid-lock", at, "cannot read uv.lock: %s", reason(err))}
	}
	lock, finding := ParseLock(text)
	if finding != nil {
		return nil, diag.List{*finding}
	}
	return lock, nil
}

// ParseLock reads the text of a uv.lock, schema version 1 of any revision. Either the lock or
// the finding is nil. Like uv it names the first fault alone.
func ParseLock(text string) (*Lock, *diag.Finding) {
	text = strings.TrimPrefix(text, bom)
	if strings.TrimSpace(text) == "" {
		return nil, invalidLock(position{1, 1}, "uv.lock is empty", "run `uv lock`")
	}
	lock, ok := decodeSkimmed(text)
	if !ok {
		var finding *diag.Finding
		if lock, finding = decodeWhole(text); finding != nil {
			return nil, finding
		}
	}
	lock.Size = int64(len(text))
	if fault := lock.check(); fault != nil {
		return nil, invalidLock(position{fault.line, 1}, fault.message, fault.fix(lock))
	}
	return lock, nil
}

// decodeWhole lets the parser read the whole text. It knows the place of an error.
func decodeWhole(text string) (*Lock, *diag.Finding) {
	if p := textProblem(text, "resolve the conflict, then run `uv lock`"); p != nil {
		return nil, invalidLock(p.at, p.message, p.fix)
	}
	d := newLockDecoder()
	if d.read(text, 1) {
		return d.lock, nil
	}
	message, fix := d.err.message, "restore uv.lock from version control, or delete it and run `uv lock`"
	if version := d.lock.Version; version > 1 {
		fix = downgrade
		message = fmt.Sprintf("failed to parse `uv.lock`, which uses an unsupported schema version (v%d, but only v1 is supported): %s", version, message)
	}
	return nil, invalidLock(positionAt(d.data, d.err.offset), message, fix)
}

// downgrade is uv's advice for a lock of a schema that is not known.
const downgrade = "downgrade to a compatible uv version, or remove the uv.lock prior to running `uv lock` or `uv sync`"

// fix is the next step after a fault.
func (*lockFault) fix(lock *Lock) string {
	if lock.Version > 1 {
		return downgrade
	}
	return "run `uv lock`; if that fails too, delete uv.lock first"
}

// invalidLock is a finding about the lock.
func invalidLock(at position, message, fix string) *diag.Finding {
	place := diag.Place{File: lockFile, Line: at.line, Column: at.column}
	finding := diag.New("invalid-lock", diag.Error, place, message, fix)
	return &finding
}
