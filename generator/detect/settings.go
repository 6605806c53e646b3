package detect

import (
	"path"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/uvdock/uvdock/generator/detect/python"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// settings is what a server's own settings file in the project's directory says.
type settings struct {
	// file is "" where there is none.
	file string
	// app is module:name, port a number, base a path without slashes around it; each with the
	// key that says it.
	app, appKey   string
	port          int
	portKey       string
	base, baseKey string
	// keys are all that it sets, empty where the image does not have the file.
	keys []string
	// lines are where the keys stand.
	lines map[string]int
}

// settings reads the file of a server's settings.
func (d *detector) settings(s knowledge.Server) settings {
	if s.Config == nil {
		return settings{}
	}
	for _, file := range s.Config.Files {
		if !d.src.tree.exists(file) {
			continue
		}
		values, lines := d.readSettings(file, s.Config.Section)
		out := settings{file: file, lines: lines}
		for key := range values {
			out.keys = append(out.keys, key)
		}
		slices.Sort(out.keys)
		out.take(values, *s.Config)
		if d.in.Packaged {
			out.keys = nil
		}
		return out
	}
	return settings{}
}

// take picks what the keys of a server mean.
func (s *settings) take(values map[string]string, c knowledge.ServerConfig) {
	if v := values[c.Application]; v != "" {
		s.app, s.appKey = v, c.Application
		if !strings.Contains(v, ":") && c.Callable != "" {
			s.app += ":" + orElse(values[c.Callable], "application")
		}
	} else if v := values[c.File]; v != "" {
		module := strings.ReplaceAll(strings.TrimSuffix(path.Clean(v), ".py"), "/", ".")
		s.app, s.appKey = module+":"+orElse(values[c.Callable], "application"), c.File
	}
	for _, key := range c.Ports {
		v := values[key]
		if n := portNumber(v[strings.LastIndex(v, ":")+1:]); n >= 1024 && s.port == 0 {
			s.port, s.portKey = n, key
		}
	}
	if v := strings.Trim(values[c.Base], "/"); v != "" && plainPath(v) {
		s.base, s.baseKey = v, c.Base
	}
}

func orElse(text, fallback string) string {
	if text == "" {
		return fallback
	}
	return text
}

// place is where a key stands.
func (s settings) place(in Input, key string) diag.Place { return in.place(s.file, s.lines[key]) }

// readSettings reads a file of settings by its ending: TOML, ini, Python.
func (d *detector) readSettings(file, section string) (values map[string]string, lines map[string]int) {
	values, lines = map[string]string{}, map[string]int{}
	if strings.HasSuffix(file, ".py") {
		m := d.src.load(file)
		if m == nil {
			return values, lines
		}
		for name := range m.scope {
			b := m.scope.last(name)
			if b.stmt != nil && b.stmt.Kind == python.AssignStmt {
				values[name] = d.src.constant(frame{mod: m}, b.value, maxHops).text
				lines[name] = b.line
			}
		}
		return values, lines
	}
	data, err := d.src.tree.read(file, d.in.Services.Sources.MaxBytes, nil)
	if err != nil {
		d.src.skipped(file, 0, err.Error())
		return values, lines
	}
	if strings.HasSuffix(file, ".toml") {
		d.tomlSettings(file, data, values, lines)
		return values, lines
	}
	iniSettings(string(data), section, values, lines)
	return values, lines
}

func (d *detector) tomlSettings(file string, data []byte, values map[string]string, lines map[string]int) {
	var tree map[string]any
	if err := toml.Unmarshal(data, &tree); err != nil {
		d.src.skipped(file, 0, err.Error())
		return
	}
	flatten("", tree, values)
	for key := range values {
		_, last, _ := cutLast(key)
		for n, line := range strings.Split(string(data), "\n") {
			if name, _, ok := strings.Cut(line, "="); ok && strings.TrimSpace(name) == last {
				lines[key] = n + 1
				break
			}
		}
	}
}

// flatten writes the strings and numbers of nested tables under dotted keys.
func flatten(prefix string, tree map[string]any, values map[string]string) {
	for key, v := range tree {
		switch v := v.(type) {
		case map[string]any:
			flatten(prefix+key+".", v, values)
		case string:
			values[prefix+key] = v
		case int64:
			values[prefix+key] = itoa(int(v))
		}
	}
}

// iniSettings reads key = value lines of one section; the first of a key counts.
func iniSettings(text, section string, values map[string]string, lines map[string]int) {
	in := false
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "["):
			in = line == "["+section+"]"
		case !in || strings.HasPrefix(line, "#") || strings.HasPrefix(line, ";"):
		default:
			key, value, ok := strings.Cut(line, "=")
			key = strings.TrimSpace(key)
			if _, known := values[key]; ok && !known {
				values[key], lines[key] = strings.TrimSpace(value), n+1
			}
		}
	}
}

// nameByServers marks the applications that the settings of installed servers name.
func (d *detector) nameByServers(all []application) {
	for _, s := range d.in.Services.Servers {
		if s.Config == nil || !d.in.has(s.Packages) {
			continue
		}
		c := d.settings(s)
		if c.file != "" && d.in.Packaged {
			d.findings = append(d.findings, diag.Notef("settings-left-out", d.in.place(c.file, 0),
				"%s is not part of the package that the image installs, so %s starts without it", c.file, s.Name).
				WithFix(`name what matters with --cmd, or take it into the package`))
		}
		if c.app == "" {
			continue
		}
		e := Evidence{c.place(d.in, c.appKey), c.appKey + " is " + c.app}
		if !mark(all, c.app, e) {
			d.findings = append(d.findings, diag.Warningf("missing-application", e.Place,
				"%s names %s, but the sources have no such application", c.file, c.app).
				WithFix("correct the setting, or name the command with --cmd"))
		}
	}
}
