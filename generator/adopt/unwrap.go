package adopt

import (
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/adopt/syntax"
	"github.com/uvdock/uvdock/generator/internal/lazy"
)

var (
	activated = lazy.Regexp(`^(\S*/)?\.?venv/bin/(.+)$`)
	shells    = []string{"sh", "bash", "ash", "dash", "/bin/sh", "/bin/bash", "/bin/ash", "/usr/bin/bash"}
	reapers   = []string{"tini", "dumb-init", "catatonit", "gosu", "su-exec"}
)

// unwrap takes off what the generated image does itself or has not: uv run, a reaper, a shell around
// one command, the path of an environment.
func (c *command) unwrap() {
	for range 10 {
		if len(c.words) == 0 {
			return
		}
		first := path.Base(c.words[0])
		switch m := activated().FindStringSubmatch(c.words[0]); {
		case slices.Contains(shells, c.words[0]) && len(c.words) >= 3 && strings.HasPrefix(c.words[1], "-") && strings.HasSuffix(c.words[1], "c"):
			if !c.unshell() {
				return
			}
		case c.words[0] == "exec":
			c.words = c.words[1:]
		case slices.Contains(reapers, first):
			c.reaper(first)
		case first == "uv" && slices.Contains(c.words, "run"):
			c.uvRun()
		case m != nil:
			c.words[0] = m[2]
			c.note("/opt/venv/bin is on PATH")
		default:
			return
		}
	}
}

func (c *command) note(text string) {
	if !slices.Contains(c.notes, text) {
		c.notes = append(c.notes, text)
	}
}

var uvRunInScript = lazy.Regexp(`((?:^|&&|\|\||;|\bexec\s|\n)\s*(?:[A-Za-z_]\w*=\S*\s+)*)uv run((?:\s+--?(?:frozen|locked|no-sync|no-dev|quiet|q|no-project|offline|no-cache|no-default-groups|s|script))*)\s+(-m\s+|--module\s+)?(\S+)`)

// withoutUV takes uv run out of a script: the environment is on PATH.
func withoutUV(script string) string {
	return uvRunInScript().ReplaceAllStringFunc(script, func(run string) string {
		m := uvRunInScript().FindStringSubmatch(run)
		switch {
		case strings.HasPrefix(m[4], "-"):
			return run // an option that means something
		case m[3] != "":
			return m[1] + "python -m " + m[4]
		case strings.HasSuffix(m[4], ".py"):
			return m[1] + "python " + m[4]
		}
		return m[1] + m[4]
	})
}

// unshell takes a shell off a single command. A script that needs one keeps it, without uv.
func (c *command) unshell() bool {
	script := strings.TrimSpace(c.words[2])
	list, plain := syntax.Commands(script)
	if plain && len(list) == 1 && !strings.ContainsAny(list[0], "$`|<>*?&~") && !strings.Contains(strings.Split(list[0], " ")[0], "=") {
		c.words = syntax.Words(list[0])
		c.note("exec form needs no shell, so the process gets its signals")
		return true
	}
	without := withoutUV(script)
	if without != script {
		c.note("the environment is on PATH, so uv is not needed to run")
	}
	c.words = append([]string{"sh", "-c", without}, c.words[3:]...)
	if !strings.Contains(without, "exec ") && plain {
		c.note("write exec before the last command, so that it gets its signals")
	}
	return false
}

func (c *command) reaper(name string) {
	rest := c.words[1:]
	for len(rest) > 0 && strings.HasPrefix(rest[0], "-") {
		done := rest[0] == "--"
		if rest = rest[1:]; done {
			break
		}
	}
	if name == "gosu" || name == "su-exec" {
		rest = rest[min(1, len(rest)):]
		c.note("the image's user is set by USER")
	} else {
		c.note("`docker run --init` puts a reaper in front")
	}
	c.words = rest
}

// valued are the options of uv run that take a value.
// Source: https://docs.astral.sh/uv/reference/cli/#uv-run
var valued = strings.Fields("--package --extra --no-extra --group --no-group --only-group --with --with-editable --with-requirements --env-file --directory --project -p --python --index --default-index -i --index-url --extra-index-url -f --find-links --index-strategy --keyring-provider --config-file --cache-dir --color --refresh-package -P --upgrade-package --reinstall-package --no-binary-package --no-build-package --prerelease --resolution --fork-strategy --link-mode --exclude-newer --allow-insecure-host -C --config-setting")

// uvRun takes `uv run` with its options off.
func (c *command) uvRun() {
	c.note("the environment is on PATH, so uv is not needed to run")
	rest := c.words[1:]
	module := false
	for len(rest) > 0 && (strings.HasPrefix(rest[0], "-") || rest[0] == "run") {
		option := rest[0]
		rest = rest[1:]
		name, value, joined := strings.Cut(option, "=")
		if slices.Contains(valued, name) && !joined && len(rest) > 0 {
			value, rest = rest[0], rest[1:]
		}
		if option == "--" {
			break
		}
		module = module || option == "-m" || option == "--module"
		switch name {
		case "--extra", "--group", "--package", "--only-group", "--no-group":
			c.selected = append(c.selected, name, value)
		case "--all-extras", "--no-default-groups":
			c.selected = append(c.selected, name)
		case "--with":
			c.note("--with " + value + " is in no lock: add it with `uv add`")
		case "--env-file":
			c.note("give the container --env-file " + value)
		case "--directory":
			c.note("it started in " + value)
		}
	}
	switch {
	case module:
		rest = append([]string{"python", "-m"}, rest...)
	case len(rest) > 0 && strings.HasSuffix(rest[0], ".py"):
		rest = append([]string{"python"}, rest...)
	}
	c.words = rest
}
