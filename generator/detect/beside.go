package detect

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
)

// look looks for one process. Where the project is installed as a package, and what starts is in none, as
// a Streamlit file or a main.py beside it, the files count as those of a project that is not: authors
// start them in the project's directory, so the image has them in its working directory.
func (d *detector) look(ctx context.Context, in Input) (*detector, Service) {
	one := newDetector(in)
	one.src = d.src
	svc := one.one(ctx)
	// Servers and scripts import from the working directory first, programs of the environment do not.
	lacks := one.says("import-not-installed") && svc.Framework != "console-script"
	if !in.Packaged || !one.files && !one.says(nothingFound) && !lacks {
		return one, svc
	}
	in.Packaged, in.Beside = false, true
	if d.besideSrc == nil {
		d.besideSrc = newSources(ctx, in)
	}
	two := newDetector(in)
	two.src = d.besideSrc
	found := two.one(ctx)
	if two.says(nothingFound) || lacks && (two.findings.HasErrors() || found.Framework == "") {
		return one, svc
	}
	if found.Framework != "" {
		found.Files = true
		found.evidence(in.place("pyproject.toml", 0), "the package does not hold all that starts, so the image has the project's files as well")
	}
	return two, found
}

// nothingFound is the finding where nothing is there to start.
const nothingFound = "no-start-command"

// says is whether an error of that code was found.
func (d *detector) says(code string) bool {
	return slices.ContainsFunc(d.findings.Errors(), func(f diag.Finding) bool { return f.Code == code })
}

// needsFiles says whether a command line names a file of the project, or a module that is in no package.
func (d *detector) needsFiles(words []string) bool {
	if m, _, ok := pythonModule(words); ok && d.besidePackage(m) {
		return true
	}
	_, args := d.serverOf(words)
	if !strings.Contains(words[0], "/") {
		words = words[1:] // a program on PATH, whatever file has its name
	}
	return slices.ContainsFunc(words, func(word string) bool {
		if _, value, ok := strings.Cut(word, "="); ok && strings.HasPrefix(word, "-") {
			word = value
		}
		file := path.Clean(word)
		if word != "" && file != "." && d.src.tree.exists(file) && !d.src.tree.isDir(file) {
			return true
		}
		module, _, _ := strings.Cut(word, ":")
		return slices.Contains(args, word) && looksLikeTarget(word) && d.besidePackage(module)
	})
}

// besidePackage says whether a module lies in the project's directory and in no package of it.
func (d *detector) besidePackage(module string) bool {
	return d.src.find(nil, module) == "" && (d.src.under(".", module) != "" || d.src.under(".", module+".__main__") != "")
}
