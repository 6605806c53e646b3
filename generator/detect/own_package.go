package detect

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/pep508"
)

// ownPackage is a project whose directory is a package itself: its modules import each other by the name of that
// directory, or with dots, and are started from the directory above, as in `uvicorn shop.main:app`. The image
// holds the files in a directory of that name below /app then.
type ownPackage struct {
	*detector
	start *module
	svc   *Service
	// name is the package's, found what stands against the start from inside of it.
	name  string
	found []diag.Finding
	// siblings says that modules import each other without the package as well, which only works from inside.
	siblings bool
}

// note takes an import that needs the package.
func (o *ownPackage) note(name string, f diag.Finding) {
	o.found = append(o.found, f)
	if o.name == "" || len(o.found) == 1 {
		o.name = name
	}
	// What is imported by name decides, as the dots go with any.
	if name != underscored(o.in.Pyproject.Name) {
		o.name = name
	}
}

// decide moves the files into the package's directory, or reports what was found.
func (o *ownPackage) decide() {
	if len(o.found) == 0 {
		return
	}
	_, taken := o.in.Closure[pep508.Normalize(o.name)]
	possible := !o.in.Packaged && !o.in.Beside && len(o.in.Asked) == 0 && !o.in.Together && o.svc.Root == "." && o.svc.Check == "" &&
		o.svc.Manage == "" && !o.siblings && isIdentifier(o.name) && (!taken || pep508.Normalize(o.name) == o.in.Pyproject.Name)
	if !possible || !o.rename() {
		f := o.found[0]
		if len(o.in.Asked) > 0 && !o.siblings && o.rename() {
			f = f.WithFix("name the package in the commands of the processes and in that of this one: %s", cmdFlag(o.svc.Command.Words()...))
		}
		o.findings = append(o.findings, f)
		return
	}
	o.svc.Inside = o.name
	o.offered = nil // they would be called otherwise, too
	o.svc.evidence(o.found[0].Place(), "the project's directory is the package %s, and is imported from the one above", o.name)
}

// rename makes the command start the module by its name in the package.
func (o *ownPackage) rename() bool {
	name := o.name + "." + o.start.name
	if o.start.name == "__init__" {
		name = o.name
	}
	args := o.svc.Command.Args
	for i, word := range args {
		rest, target := strings.CutPrefix(word, o.start.name+":")
		switch {
		case i == 0 && o.svc.Command.Program == "python" && word == o.start.file:
			o.svc.Command.Args = slices.Concat([]string{"-m", name}, args[1:])
			return true
		case i > 0 && args[i-1] == "-m" && word == o.start.name:
			args[i] = name
			return true
		case target && o.start.name != "":
			args[i] = name + ":" + rest
			return true
		}
	}
	return false
}

// namedInside is the same for a command that somebody gave: `uvicorn shop.main:app` of a project whose directory,
// or whose name, is shop. What it names decides, whatever the modules import.
func (d *detector) namedInside(svc *Service) {
	args := svc.Command.Args
	for i, word := range args {
		name, _, target := strings.Cut(word, ":")
		if !target && (i == 0 || args[i-1] != "-m") || d.in.Dir == "" || !isIdentifier(strings.ReplaceAll(name, ".", "")) {
			continue
		}
		if top, own := d.ownDirectory(&module{root: ".", file: "."}, name); own {
			svc.Inside = top
			svc.evidence(diag.Place{}, "%s is in the package %s, which the project's directory is", name, top)
			return
		}
	}
}
