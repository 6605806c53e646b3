package main

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/uvdock/uvdock/generator/knowledge"
)

//go:embed scripts
var scripts embed.FS

// result is a proof with what it saw.
type result struct {
	proof knowledge.Proof
	made  contents
	// idle are linked packages that the compiled files name no library of.
	idle []string
}

// prove compiles the sdist of a claim and loads the result. An error is one of the engine's; what
// is wrong with the row is in the proof.
func prove(ctx context.Context, e *engine, c claim, limit time.Duration, logs string) (result, error) {
	r := result{proof: knowledge.Proof{Release: c.release, Date: today()}}
	if c.gone != "" {
		r.proof.Outcome, r.proof.Reason = knowledge.Failed, shorten(c.gone)
		return r, nil
	}
	work, err := os.MkdirTemp("", "uvdock-prove-")
	if err != nil {
		return r, err
	}
	defer os.RemoveAll(work)
	if err := os.CopyFS(work, scripts); err != nil {
		return r, err
	}
	out := filepath.Join(work, "out")
	o, err := observe(ctx, e, c, limit, filepath.Join(work, "scripts"), out)
	if logs != "" {
		err = errors.Join(err, keepLogs(out, filepath.Join(logs, c.row.Name+"."+c.release)))
	}
	if err != nil {
		return r, err
	}
	r.made, r.idle = o.with.made, unneeded(c.linked, o.with.made)
	r.proof.Outcome, r.proof.Reason = judge(o, c.linked)
	if r.proof.Version = r.made.Version; r.proof.Version == "" {
		r.proof.Version = failedVersion(o.with.log, c.row.Name)
	}
	return r, nil
}

// unoptimised are flags for C compilers that halve the time of a proof and change nothing about
// headers and libraries. Some code compiles only when it is optimised; it is tried a second time.
const unoptimised = "-O0 -g0"

// observe runs the steps of a proof.
func observe(ctx context.Context, e *engine, c claim, limit time.Duration, scripts, out string) (observations, error) {
	var o observations
	tools, err := e.image(ctx, c.release, c.toolchain)
	if err != nil {
		return o, err
	}
	bare, err := e.image(ctx, c.release, nil)
	if err != nil {
		return o, err
	}
	if err := os.Mkdir(out, 0o755); err != nil {
		return o, err
	}
	for _, flags := range []string{unoptimised, ""} {
		err = e.run(ctx, tools, c.release, scripts, out, "compile.sh", map[string]string{
			"NAME": c.row.Name, "SPEC": c.spec, "BUILD": strings.Join(c.build, " "),
			"LIMIT": strconv.Itoa(int(limit.Seconds())), "FLAGS": flags,
			"BESIDE": strings.Join(c.row.Beside, " "), "BASE": strings.Join(c.besideBuild, " "),
		})
		if err != nil {
			return o, err
		}
		if o.with, o.without = read(out, "with"), read(out, "without"); o.with == nil {
			return o, fmt.Errorf("%s: compile.sh left no result", c.row.Name)
		}
		if o.with.code == 0 || o.with.code == timedOut {
			break
		}
	}
	if !o.with.works() || len(o.with.made.ELF) == 0 {
		return o, nil
	}
	if err := os.WriteFile(filepath.Join(out, "elf"), []byte(strings.Join(o.with.made.ELF, "\n")+"\n"), 0o644); err != nil {
		return o, err
	}
	err = e.run(ctx, bare, c.release, scripts, out, "import.sh", map[string]string{
		"CODE": statement(c.row, o.with.made), "RUNTIME": strings.Join(c.runtime, " "),
		"BASE": strings.Join(c.besideRuntime, " "),
	})
	o.bare, o.runtime = read(out, "bare"), read(out, "runtime")
	return o, err
}

// statement is the row's import, or else one of every extension module.
func statement(row knowledge.NativeRow, made contents) string {
	if row.Import != "" {
		return row.Import
	}
	if len(made.Modules) == 0 {
		return "pass" // a program: its libraries are looked at alone
	}
	return "import " + strings.Join(made.Modules, ", ")
}

// read takes in what a script left of a step; nil where it was not run.
func read(out, name string) *step {
	text, err := os.ReadFile(filepath.Join(out, name+".code"))
	if err != nil {
		return nil
	}
	code, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return nil
	}
	s := &step{code: code}
	log, _ := os.ReadFile(filepath.Join(out, name+".log"))
	s.log = string(log)
	if data, err := os.ReadFile(filepath.Join(out, name+".json")); err == nil {
		if err := json.Unmarshal(data, &s.made); err != nil {
			return nil
		}
	}
	return s
}

// keepLogs copies the logs of a proof to a directory, for who corrects the row.
func keepLogs(out, to string) error {
	files, err := filepath.Glob(filepath.Join(out, "*.*"))
	if err != nil || len(files) == 0 {
		return err
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, filepath.Base(file)), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func today() time.Time { return time.Now().UTC().Truncate(24 * time.Hour) }
