package knowledge

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// serviceFile is one file of profiles/service; it holds any of the tables.
type serviceFile struct {
	Schema    int        `toml:"schema"`
	Framework *Framework `toml:"framework"`
	Server    *Server    `toml:"server"`
	Programs  []Program  `toml:"program"`
	Runners   []Runner   `toml:"runner"`
	States    []State    `toml:"state"`
	Sources   *Sources   `toml:"sources"`
}

// loadServices reads service/*.toml of profiles.FS, in the order of their names.
func loadServices(fsys fs.FS) (Services, error) {
	var s Services
	files, err := fs.Glob(fsys, "service/*.toml")
	if err != nil {
		return s, err
	}
	slices.Sort(files)
	for _, file := range files {
		var f serviceFile
		if err := decode(fsys, file, &f); err != nil {
			return s, err
		}
		if f.Schema != schema {
			return s, fmt.Errorf("%s: schema %d, expected %d", file, f.Schema, schema)
		}
		if err := s.add(f); err != nil {
			return s, fmt.Errorf("%s: %w", file, err)
		}
	}
	if s.Sources.MaxFiles == 0 {
		return s, fmt.Errorf("service/*.toml: no [sources] table with max_files")
	}
	return s, nil
}

// add checks the tables of one file and takes them in.
func (s *Services) add(f serviceFile) error {
	if fw := f.Framework; fw != nil {
		if err := fw.check(); err != nil {
			return err
		}
		s.Frameworks = append(s.Frameworks, *fw)
	}
	if sv := f.Server; sv != nil {
		if err := sv.check(); err != nil {
			return err
		}
		s.Servers = append(s.Servers, *sv)
	}
	for _, r := range f.Runners {
		if r.Call == "" || (r.Server && r.Port == 0) {
			return fmt.Errorf("runner %q: call and, of a server, port are required", r.Call)
		}
	}
	for _, p := range f.Programs {
		if p.Name == "" || p.Module == "" || !normalised(p.Package) {
			return fmt.Errorf("program %q: name, module and a normalised package are required", p.Name)
		}
	}
	for _, state := range f.States {
		if err := state.check(); err != nil {
			return err
		}
	}
	s.States = append(s.States, f.States...)
	s.Programs = append(s.Programs, f.Programs...)
	s.Runners = append(s.Runners, f.Runners...)
	if f.Sources != nil {
		if s.Sources.MaxFiles != 0 {
			return fmt.Errorf("a second [sources] table")
		}
		s.Sources = *f.Sources
		return s.Sources.check()
	}
	return nil
}

func (f Framework) check() error {
	switch {
	case f.Name == "" || f.Title == "" || len(f.Constructors) == 0:
		return fmt.Errorf("framework %q: name, title and constructors are required", f.Name)
	case f.Interface != ASGI && f.Interface != WSGI:
		return fmt.Errorf("framework %q: interface %q is neither asgi nor wsgi", f.Name, f.Interface)
	case len(f.Packages) == 0 || !normalised(f.Packages...):
		return fmt.Errorf("framework %q: packages must be normalised names", f.Name)
	}
	return nil
}

func (s Server) check() error {
	switch {
	case s.Name == "" || s.Program == "" || s.Module == "" || s.Target == "":
		return fmt.Errorf("server %q: name, program, module and target are required", s.Name)
	case s.ASGI == 0 && s.WSGI == 0:
		return fmt.Errorf("server %q: a rank for asgi or wsgi is required", s.Name)
	case s.Port == 0:
		return fmt.Errorf("server %q: port is required", s.Name)
	case !strings.Contains(strings.Join(s.Args, " "), "{target}"):
		return fmt.Errorf("server %q: args lack {target}", s.Name)
	case len(s.Packages) == 0 || !normalised(s.Packages...):
		return fmt.Errorf("server %q: packages must be normalised names", s.Name)
	}
	for _, o := range s.Options {
		if !normalised(o.With...) || !normalised(o.Without...) || len(o.Args) == 0 {
			return fmt.Errorf("server %q: an option lacks args or names a package that is not normalised", s.Name)
		}
	}
	return nil
}

func (s Sources) check() error {
	if s.MaxFiles <= 0 || s.MaxBytes <= 0 || s.MaxDepth <= 0 {
		return fmt.Errorf("[sources]: max_files, max_bytes and max_depth must be positive")
	}
	for _, p := range slices.Concat(s.SkipDirs, s.SkipFiles, s.AsideDirs) {
		if _, err := path.Match(p, "x"); err != nil {
			return fmt.Errorf("[sources]: pattern %q: %w", p, err)
		}
	}
	for _, p := range slices.Concat(s.HealthPaths, s.HealthEndings) {
		if !strings.HasPrefix(p, "/") {
			return fmt.Errorf("[sources]: health path %q does not begin with /", p)
		}
	}
	return nil
}

// normalForm is a distribution name in the normal form of PEP 503.
var normalForm = lazy(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func normalised(names ...string) bool {
	for _, n := range names {
		if !normalForm().MatchString(n) {
			return false
		}
	}
	return true
}
