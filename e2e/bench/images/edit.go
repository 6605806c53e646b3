package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// editSource adds a line to a source file, as a change in a working day does.
func editSource(dir, source, mark string) error {
	name := filepath.Join(dir, source)
	text, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("source file to edit (see -source): %w", err)
	}
	return os.WriteFile(name, fmt.Appendf(text, "\nEDITED = %q\n", mark), 0o644)
}

// bumpVersion sets the project's version in pyproject.toml and in uv.lock.
func bumpVersion(dir, version string) error {
	for name, edit := range map[string]func(string, string) (string, error){
		"pyproject.toml": bumpProject, "uv.lock": bumpLock,
	} {
		path := filepath.Join(dir, name)
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		edited, err := edit(string(text), version)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if err := os.WriteFile(path, []byte(edited), 0o644); err != nil {
			return err
		}
	}
	return nil
}

var (
	projectVersion = regexp.MustCompile(`(?ms)(^\[project\]\n(?:[^\[\n][^\n]*\n|\n)*?version = ")[^"]+(")`)
	// uv writes name, version, source at the head of each package, in this order.
	ownVersion = regexp.MustCompile(`(?m)(^\[\[package\]\]\nname = "[^"]+"\nversion = ")[^"]+("\nsource = \{ (?:editable|virtual) = "\." \}$)`)
)

func bumpProject(text, version string) (string, error) {
	return replaceOnce(projectVersion, text, version, `version = "..." in [project]`)
}

// bumpLock does to a lock what `uv lock` does after the version in pyproject.toml changed: only the
// version of the project's own entry is another.
func bumpLock(text, version string) (string, error) {
	return replaceOnce(ownVersion, text, version, `a package with the source "."`)
}

func replaceOnce(pattern *regexp.Regexp, text, version, what string) (string, error) {
	if n := len(pattern.FindAllString(text, 2)); n != 1 {
		return "", fmt.Errorf("expected exactly one %s, found %d", what, n)
	}
	return pattern.ReplaceAllString(text, "${1}"+version+"${2}"), nil
}

var cacheMount = regexp.MustCompile(`--mount=type=cache,(?:id=([^,\s]+),)?`)

// freshCacheMounts renames each cache mount of a Dockerfile, so that a build finds them empty.
// Mounts that shared an id still share one; a mount without an id has its target for an id.
func freshCacheMounts(dockerfile, nonce string) string {
	return cacheMount.ReplaceAllStringFunc(dockerfile, func(mount string) string {
		id := "default"
		if match := cacheMount.FindStringSubmatch(mount); match[1] != "" {
			id = match[1]
		}
		return "--mount=type=cache,id=" + strings.Trim(id, `"`) + "-" + nonce + ","
	})
}
