package config

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/internal/lazy"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// Process is [tool.uvdock.process.NAME]: one of several processes that an image starts.
type Process struct {
	Name string
	// Cmd is the start command as --cmd takes it: words as for a shell, or a JSON array.
	Cmd string
	// Port is 0, and HealthPath empty, where the table does not say.
	Port          int
	HealthPath    string
	NoHealthcheck bool
	// Job says that the process ends, and that the services wait until it has ended well.
	Job bool
	// At is where the table stands, CmdAt where its command does.
	At, CmdAt diag.Place
}

// processKeys are those of one table.
var processKeys = []string{"cmd", "port", "health-path", "no-healthcheck", "kind"}

// processKinds are the values of the key kind; the first is the default.
var processKinds = []string{"service", "job"}

// maxProcessName is the length of a label in a host name, which a service of compose is one for the others.
const maxProcessName = 63

// processName is what a stage, a target of bake and a service of compose can all be called.
var processName = lazy.Regexp(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// ValidProcessName says why a name is none for a process; nil where it is one.
func ValidProcessName(name string) error {
	switch {
	case slices.Contains(knowledge.ReservedStages, name):
		return fmt.Errorf("a stage or target of that name is there already")
	case len(name) > maxProcessName:
		return fmt.Errorf("a name has at most %d characters, as it is a host name for the other services", maxProcessName)
	case !processName().MatchString(name):
		return fmt.Errorf("a name has lower case letters, digits and single dashes, and begins with a letter: it is a stage, a target and a service")
	}
	return nil
}

// processes reads [tool.uvdock.process], in the order of the file.
func (r *reader) processes(value any) (out []Process) {
	table, ok := value.(map[string]any)
	if !ok {
		r.errorf([]string{"process"}, processExample, "`%s` must be a table of tables, one a process", r.t.named("process"))
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(table)) {
		path := []string{"process", name}
		if err := ValidProcessName(name); err != nil {
			r.errorf(path, "call it web, worker or migrate, for example", "%q is no name of a process: %v", name, err)
			continue
		}
		if p, ok := r.oneProcess(path, table[name]); ok {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b Process) int {
		return cmp.Or(cmp.Compare(a.At.Line, b.At.Line), cmp.Compare(a.At.Column, b.At.Column))
	})
	return out
}

const processExample = `write tables like [tool.uvdock.process.worker] with cmd = "celery --app shop worker"`

// oneProcess reads one table. False says that something in it is wrong, which is reported.
func (r *reader) oneProcess(path []string, value any) (Process, bool) {
	where := r.t.named(strings.Join(path, "."))
	table, ok := value.(map[string]any)
	if !ok {
		r.errorf(path, processExample, "`%s` must be a table", where)
		return Process{}, false
	}
	before := len(r.findings)
	p := Process{Name: path[1], At: r.t.Place(path...)}
	p.CmdAt = r.t.Place(append(slices.Clone(path), "cmd")...)
	for _, key := range slices.Sorted(maps.Keys(table)) {
		r.processKey(&p, append(slices.Clone(path), key), where, table[key])
	}
	if _, given := table["cmd"]; !given {
		r.errorf(path, `add what it starts: cmd = "celery --app shop worker"`, "`%s` has no `cmd`", where)
	}
	switch {
	case p.Job && (p.Port != 0 || p.HealthPath != ""):
		r.errorf(path, "leave port and health-path out, or kind", "`%s` is a job, which ends: nobody asks it on a port", where)
	case p.HealthPath != "" && p.NoHealthcheck:
		r.errorf(path, "leave one of them out", "`%s` has a health-path and no-healthcheck", where)
	}
	return p, len(r.findings) == before
}

// processKey reads one key.
func (r *reader) processKey(p *Process, path []string, where string, value any) {
	ok, want := false, ""
	switch key := path[len(path)-1]; key {
	case "cmd":
		p.Cmd, ok = commandText(value)
		want = "words, as in \"python -m jobs\", or an array of strings"
	case "port":
		n, isNumber := value.(int64)
		p.Port, ok, want = int(n), isNumber && n >= 1 && n <= 65535, "a number from 1 to 65535"
	case "health-path":
		p.HealthPath, ok = value.(string)
		ok, want = ok && strings.HasPrefix(p.HealthPath, "/"), "a path like \"/healthz\""
	case "no-healthcheck":
		p.NoHealthcheck, ok = value.(bool)
		want = "true or false"
	case "kind":
		kind, _ := value.(string)
		p.Job, ok, want = kind == "job", slices.Contains(processKinds, kind), "\"service\" or \"job\""
	default:
		r.unknown(path, strings.Join(path[:len(path)-1], "."), processKeys)
		return
	}
	if !ok {
		r.errorf(path, "it is "+want, "`%s` of `%s` is %s", path[len(path)-1], where, shown(value))
	}
}

// commandText is a command as --cmd takes it; an array becomes JSON.
func commandText(value any) (string, bool) {
	switch v := value.(type) {
	case string:
		return v, strings.TrimSpace(v) != ""
	case []any:
		for _, word := range v {
			if _, ok := word.(string); !ok {
				return "", false
			}
		}
		text, err := json.Marshal(v)
		return string(text), err == nil && len(v) > 0
	}
	return "", false
}

// shown is a value as an error names it: text and numbers as they are, of the rest the kind.
func shown(value any) string {
	switch v := value.(type) {
	case string:
		return fmt.Sprintf("%q", v)
	case int64, float64, bool:
		return fmt.Sprint(v)
	case []any:
		return "an array"
	case map[string]any:
		return "a table"
	}
	return fmt.Sprintf("%T", value)
}

// Layouts say how an image holds several processes: all in one, or a stage each.
const (
	LayoutOneImage = "one-image"
	LayoutStages   = "stages"
)

// Layouts are the values of the option processes.
var Layouts = []string{LayoutOneImage, LayoutStages}
