package knowledge

import (
	"fmt"
	"io/fs"
	"slices"

	"github.com/uvdock/uvdock/generator/internal/lazy"
)

// serviceFile is one file of profiles/service; it holds any of the tables.
type serviceFile struct {
	Schema    int        `toml:"schema"`
	Framework *Framework `toml:"framework"`
	Server    *Server    `toml:"server"`
	Programs  []Program  `toml:"program"`
	Runners   []Runner   `toml:"runner"`
	States    []State    `toml:"state"`
	Variables []Variable `toml:"variable"`
	Writes    []Write    `toml:"write"`
	Demands   []Demand   `toml:"demand"`
	Jobs      []Job      `toml:"job"`
	Commands  []Commands `toml:"commands"`
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
	for _, v := range f.Variables {
		if err := v.check(); err != nil {
			return err
		}
	}
	for _, j := range f.Jobs {
		if err := j.check(); err != nil {
			return err
		}
	}
	for _, c := range f.Commands {
		if err := c.check(); err != nil {
			return err
		}
	}
	for _, w := range f.Writes {
		if err := w.check(); err != nil {
			return err
		}
	}
	for _, d := range f.Demands {
		if err := d.check(); err != nil {
			return err
		}
	}
	s.States = append(s.States, f.States...)
	s.Variables = append(s.Variables, f.Variables...)
	s.Writes = append(s.Writes, f.Writes...)
	s.Demands = append(s.Demands, f.Demands...)
	s.Jobs = append(s.Jobs, f.Jobs...)
	s.Commands = append(s.Commands, f.Commands...)
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

// normalForm is a distribution name in the normal form of PEP 503.
var normalForm = lazy.Regexp(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func normalised(names ...string) bool {
	for _, n := range names {
		if !normalForm().MatchString(n) {
			return false
		}
	}
	return true
}
