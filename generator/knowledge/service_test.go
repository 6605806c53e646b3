package knowledge

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/profiles"
)

// TestServices checks what no single file can: that the tables fit each other.
func TestServices(t *testing.T) {
	s, err := loadServices(profiles.FS)
	if err != nil {
		t.Fatal(err)
	}
	frameworks := map[string]bool{}
	constructors := map[string]string{}
	for _, f := range s.Frameworks {
		frameworks[f.Name] = true
		for _, c := range f.Constructors {
			if other := constructors[c]; other != "" {
				t.Errorf("%s makes an application of %s and of %s", c, other, f.Title)
			}
			constructors[c] = f.Title
		}
		if f.Interface == Own {
			continue // started by its own code where no server is of it
		}
		served := false
		for _, server := range s.Servers {
			served = served || server.Rank(f.Interface) > 0
		}
		if !served {
			t.Errorf("no server speaks %s for %s", f.Interface, f.Name)
		}
	}
	for _, server := range s.Servers {
		if server.Port == 0 {
			continue
		}
		if !strings.Contains(strings.Join(server.Args, " "), "{port}") || !strings.Contains(strings.Join(server.Args, " "), "0.0.0.0") {
			t.Errorf("%s is not told port and host", server.Name)
		}
		for _, name := range server.Frameworks {
			if !frameworks[name] {
				t.Errorf("%s names the framework %q, which is not known", server.Name, name)
			}
		}
		if server.Loopback && len(server.HostFlags)+len(server.BindFlags) == 0 {
			t.Errorf("%s listens on 127.0.0.1 and has no flag for it", server.Name)
		}
	}
	if !slices.IsSortedFunc(s.States, func(x, y State) int { return strings.Compare(x.Package, y.Package) }) {
		t.Error("the packages with state are not in order")
	}
	for _, r := range s.Runners {
		if r.Framework != "" && !frameworks[r.Framework] {
			t.Errorf("the runner %s names the framework %q, which is not known", r.Call, r.Framework)
		}
	}
}

func TestServicesRefused(t *testing.T) {
	const limits = "schema = 1\n[sources]\nmax_files = 1\nmax_bytes = 1\nmax_depth = 1\n"
	tests := []struct{ name, file, want string }{
		{"unknown key", "schema = 1\n[framework]\nnam = 'x'\n", `unknown key "framework.nam"`},
		{"schema", "schema = 2\n", "schema 2, expected 1"},
		{"incomplete framework", "schema = 1\n[framework]\nname = 'x'\n", "constructors are required"},
		{"interface", "schema = 1\n[framework]\nname = 'x'\ntitle = 'X'\nconstructors = ['x.X']\npackages = ['x']\nurl = 'x'\ninterface = 'cgi'\n", "neither asgi nor wsgi"},
		{"name that is not normalised", "schema = 1\n[framework]\nname = 'x'\ntitle = 'X'\nconstructors = ['x.X']\npackages = ['X_y']\nurl = 'x'\ninterface = 'asgi'\n", "normalised"},
		{"server without target", "schema = 1\n[server]\nname = 'x'\nprogram = 'x'\nmodule = 'x'\nasgi = 1\nport = 1\nargs = ['x']\npackages = ['x']\n", "target"},
		{"server without rank", "schema = 1\n[server]\nname = 'x'\nprogram = 'x'\nmodule = 'x'\ntarget = 'x'\nurl = 'x'\n", "rank"},
		{"server of its own for nobody", "schema = 1\n[server]\nname = 'x'\nprogram = 'x'\ntarget = 'x'\nurl = 'x'\nown = 1\nargs = ['{target}']\npackages = ['x']\n", "own needs the frameworks"},
		{"server without a source", "schema = 1\n[server]\nname = 'x'\nprogram = 'x'\ntarget = 'x'\nasgi = 1\n", "url"},
		{"health that is no path", "schema = 1\n[server]\nname = 'x'\nprogram = 'x'\ntarget = 'x'\nurl = 'x'\nasgi = 1\nport = 1\nhealth = 'x'\nargs = ['{target}']\npackages = ['x']\n", "begin with /"},
		{"classes anywhere", "schema = 1\n[framework]\nname = 'x'\ntitle = 'X'\nurl = 'x'\nclasses = ['f']\ninterface = 'own'\npackages = ['x']\n", "import one of modules"},
		{"framework without a source", "schema = 1\n[framework]\nname = 'x'\ntitle = 'X'\nmarks = ['x.f']\ninterface = 'own'\npackages = ['x']\n", "url"},
		{"variable outside of /tmp", "schema = 1\n[[variable]]\npackage = 'x'\nname = 'X'\nvalue = '/var/x'\nurl = 'x'\n", "below /tmp"},
		{"job without its file", "schema = 1\n[[job]]\ntitle = 'X'\npackage = 'x'\nfile = 'x'\nargs = ['x']\nurl = 'x'\n", "args with {file}"},
		{"write without a source", "schema = 1\n[[write]]\ncall = 'x.y'\n", "url"},
		{"runner", "schema = 1\n[[runner]]\ncall = 'x'\nserver = true\n", "port"},
		{"program", "schema = 1\n[[program]]\nname = 'x'\n", "module"},
		{"state outside of the home", "schema = 1\n[[state]]\npackage = 'x'\nurl = 'x'\ndir = '/var/x'\n", "below the home"},
		{"state without a source", "schema = 1\n[[state]]\npackage = 'x'\ndir = 'x'\n", "url"},
		{"second sources", limits, "second [sources]"},
		{"pattern", "schema = 1\n[sources]\nmax_files = 1\nmax_bytes = 1\nmax_depth = 1\nskip_dirs = ['[']\n", "pattern"},
		{"syntax", "schema = \n", "service/b.toml:1:"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fsys := fstest.MapFS{"service/b.toml": {Data: []byte(tt.file)}}
			if tt.name != "pattern" {
				fsys["service/a.toml"] = &fstest.MapFile{Data: []byte(limits)}
			}
			if _, err := loadServices(fsys); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
	if _, err := loadServices(fstest.MapFS{}); err == nil {
		t.Error("no files at all are accepted")
	}
}
