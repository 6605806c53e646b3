package knowledge

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

func (f Framework) check() error {
	switch {
	case f.Name == "" || f.Title == "" || len(f.Constructors)+len(f.Marks)+len(f.Classes)+len(f.MadeBy)+len(f.Attributes) == 0:
		return fmt.Errorf("framework %q: name, title and constructors are required, or another sign of it", f.Name)
	case f.URL == "":
		return fmt.Errorf("framework %q: url is required", f.Name)
	case len(f.Classes) > 0 && len(f.Modules) == 0:
		return fmt.Errorf("framework %q: classes are looked for in modules that import one of modules", f.Name)
	case f.Interface != ASGI && f.Interface != WSGI && f.Interface != Own:
		return fmt.Errorf("framework %q: interface %q is neither asgi nor wsgi nor own", f.Name, f.Interface)
	case len(f.Packages) == 0 || !normalised(f.Packages...):
		return fmt.Errorf("framework %q: packages must be normalised names", f.Name)
	}
	return nil
}

func (s Server) check() error {
	switch {
	case s.Name == "" || s.Program == "" || s.Target == "" || s.URL == "":
		return fmt.Errorf("server %q: name, program, target and url are required", s.Name)
	case s.ASGI == 0 && s.WSGI == 0 && s.Own == 0:
		return fmt.Errorf("server %q: a rank for asgi, wsgi or own is required", s.Name)
	case s.Own > 0 && len(s.Frameworks) == 0:
		return fmt.Errorf("server %q: own needs the frameworks that it is of", s.Name)
	case s.Port == 0 && s.Own == 0:
		return fmt.Errorf("server %q: port is required", s.Name)
	case !strings.Contains(strings.Join(s.Args, " "), "{target"):
		return fmt.Errorf("server %q: args lack {target}", s.Name)
	case s.Health != "" && !strings.HasPrefix(s.Health, "/"):
		return fmt.Errorf("server %q: health does not begin with /", s.Name)
	case s.Check != "" && (s.Port != 0 || !strings.Contains(s.Check, "{module}") || !strings.Contains(s.Check, "{name}")):
		return fmt.Errorf("server %q: check is for a process without a port, and imports {name} from {module}", s.Name)
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
	for _, p := range slices.Concat(s.SkipDirs, s.SkipFiles, s.AsideDirs, s.FlatDirs, s.FlatModules) {
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
