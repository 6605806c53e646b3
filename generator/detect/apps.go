package detect

import (
	"fmt"
	"path"
	"strings"

	"github.com/uvdock/uvdock/generator/knowledge"
)

// application is an application object or a factory found in the sources.
type application struct {
	framework *knowledge.Framework
	mod       *module
	name      string
	line      int
	// factory says that calling the name gives the application; args that it demands arguments.
	factory, args bool
	// named says that the project itself names it as what is started, and where.
	named *Evidence
	// outside says that the image cannot import the module.
	outside bool
	// whole says that the file or module as a whole is the application: it has no name in it.
	whole bool
	// argument is the literal that the constructor was given first, "" without one.
	argument string
	// by is the key of the project's own function that makes it, "" where none does.
	by string
	// at is the binding that holds the routes: the object itself, or the variable in a factory.
	at ref
}

// same says whether two names are for one application: a factory that several files call makes what each of
// them binds, unless they hand it different literals.
func (a application) same(other application) bool {
	return a.target() == other.target() ||
		a.by != "" && a.by == other.by && (a.argument == other.argument || a.argument == "" || other.argument == "")
}

// target is module:name, or file:name for a module that cannot be imported.
func (a application) target() string {
	switch {
	case a.whole && (a.framework.File || a.outside):
		return a.mod.file
	case a.whole:
		return a.mod.name
	case a.outside:
		return a.mod.file + ":" + a.name
	}
	return a.mod.name + ":" + a.name
}

func (a application) String() string {
	if a.factory {
		return a.target() + "()"
	}
	return a.target()
}

// text says what was seen.
func (a application) text() string {
	switch {
	case a.whole && a.framework.File:
		return fmt.Sprintf("%s is %s application", a, article(a.framework.Title))
	case a.whole:
		return fmt.Sprintf("%s has what a process of %s runs", a, a.framework.Title)
	case a.framework.Background && !a.factory:
		return fmt.Sprintf("%s is an object of %s", a, a.framework.Title)
	case a.args:
		return fmt.Sprintf("%s, a factory that demands arguments, gives %s application", a, article(a.framework.Title))
	case a.factory:
		return fmt.Sprintf("%s, a factory, gives %s application", a, article(a.framework.Title))
	}
	return fmt.Sprintf("%s is %s application", a, article(a.framework.Title))
}

// stem is the file's name without directory and ending.
func (a application) stem() string {
	return strings.TrimSuffix(path.Base(a.mod.file), ".py")
}

func cutLast(dotted string) (before, last string, ok bool) {
	i := strings.LastIndex(dotted, ".")
	if i < 0 {
		return "", dotted, false
	}
	return dotted[:i], dotted[i+1:], true
}

// article puts a or an before a title, by how it is spoken.
func article(title string) string {
	if strings.ContainsRune("aeiouAEIO", rune(title[0])) || strings.HasPrefix(title, "MCP") {
		return "an " + title
	}
	return "a " + title
}
