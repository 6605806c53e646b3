// Package detect finds out what the container starts: the command, its port and health path,
// the signal that stops it. It reads the project's sources with a tokenizer of Python and
// knows frameworks and servers only from data (profiles/service).
package detect

import (
	"io/fs"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/project"
)

// Input is what the answer depends on.
type Input struct {
	// FS is the project's file system, Dir the slash path in it of the directory that holds the
	// project's pyproject.toml; "." is the top.
	FS        fs.FS
	Dir       string
	Pyproject *project.Pyproject
	// Packaged says that the image installs the project as a package. Else its files run from
	// /app, which is the working directory.
	Packaged bool
	// Beside says that the project is installed as a package, and that its files are looked at as those of
	// one that is not: what starts is in no package. Look sets it.
	Beside bool
	// Closure maps the normalised names of what the image installs to their versions.
	Closure map[string]string
	// Available maps packages that only an extra or group brings which is not selected to the
	// flag that selects it: "--group deploy". May be nil. ForDevelopment are those of them that nothing
	// brings but what is for development by its name.
	Available      map[string]string
	ForDevelopment map[string]bool
	Services       knowledge.Services
	// Port, HealthPath and Cmd are the flags of these names; 0 and "" mean not given. Cmd is
	// words as for a shell, or a JSON array of strings.
	Port       int
	HealthPath string
	Cmd        string
	// NoHealthcheck leaves the health path open.
	NoHealthcheck bool
	// Volumes are directories of the container that can be written.
	Volumes []string
	// BuildEnv are variables for the build, of --build-env; names unique.
	BuildEnv []EnvVar
	// Asked are the processes that the configuration names, in its order.
	Asked []Asked
	// Together takes what else the sources start as processes of the image, where Asked names none.
	Together bool
	// Process is the name of the process of Asked that is looked at, At the place of its command;
	// findings then speak of its table and not of flags.
	Process string
	At      diag.Place
}

// Asked is a process that the configuration names, see config.Process.
type Asked struct {
	Name, Cmd     string
	Port          int
	HealthPath    string
	NoHealthcheck bool
	Job           bool
	At            diag.Place
}

// Process is one of several that one image starts.
type Process struct {
	Name string
	// Job says that it ends, and that the services wait for that.
	Job     bool
	Service Service
}

// says is how a finding calls what was asked: the flag, or the key of the process's table.
func (in Input) says(flag string) string {
	if in.Process == "" {
		return "--" + flag
	}
	return "`" + flag + "` of process " + in.Process
}

// Command is what the container starts, ready for exec form.
type Command struct {
	// Program is a console script on PATH ("uvicorn", "myapp"), or "python".
	Program string
	// Module is what `python -m` starts instead of Program; "" if the program has no such
	// module. A base without a shell starts programs that way (spec D50).
	Module string
	Args   []string
}

// Words is the command line: program and arguments.
func (c Command) Words() []string { return append([]string{c.Program}, c.Args...) }

// EnvVar is a variable that the command needs.
type EnvVar struct{ Name, Value string }

// Evidence is one fact behind the answer.
type Evidence struct {
	// Place is empty for what is in no file, such as an installed package.
	Place diag.Place
	Text  string
}

// Confidence says what an answer rests on.
type Confidence string

const (
	// Stated means that the project or the user says it: --cmd, a Procfile, a console script, a setting.
	Stated Confidence = "stated"
	// Only means that nothing else was found that could be meant.
	Only Confidence = "only candidate"
	// Preferred means that there are others, which stand behind it by the rules.
	Preferred Confidence = "preferred"
	// Assumed means that a file is started because of its name, or because it is the one that runs at all.
	Assumed Confidence = "assumed"
)

// Service is what the container starts.
type Service struct {
	// Framework is a name of profiles/service ("fastapi", "flask", "django"), or one of
	// "console-script", "script", "module" (python -m of the project's package) and
	// "command" (--cmd). Empty when nothing was found.
	Framework string
	// Confidence is empty where Framework is.
	Confidence Confidence
	// Server is the name in profiles/service of the server that runs the application, ""
	// without one.
	Server  string
	Command Command
	// Port is what the process listens on, 0 when it listens on none or nobody knows.
	Port int
	// HealthPath is "" when no path is known: a guess is worse than none (spec D53).
	HealthPath string
	// Check is code of Python that ends with 0 while a process without a port is well; "" where none
	// is known. It imports what it needs.
	Check string
	// StopSignal is "" for SIGTERM, which servers handle, and "SIGINT" for a process that would
	// ignore SIGTERM as process 1 (spec D52).
	StopSignal string
	// Env is in the order of its decisions, names unique.
	Env []EnvVar
	// Root is the directory that the modules are imported from, relative to the project's
	// directory; "." mostly, and always where the project is installed as a package.
	Root string
	// Files says that what starts is a file that no package carries or that is named by its path, so that
	// the image of a project that is installed needs the project's files in /app as well.
	Files bool
	// Inside is the directory below /app in which the project's files lie, because they are a package of that
	// name that is imported from the directory above; "" for /app itself.
	Inside string
	// CollectStatic says to run Django's collectstatic in the build (spec D57), with
	// SettingsModule as DJANGO_SETTINGS_MODULE. Manage is the manage.py to run it with,
	// relative to the project's directory; "" where `python -m django` must do.
	CollectStatic  bool
	SettingsModule string
	Manage         string
	// BuildEnv are throw-away values for the variables that the settings must have while
	// static files are collected. Nothing else sees them.
	BuildEnv []EnvVar
	// State are the directories in which installed packages keep what they download.
	State []knowledge.State
	// Evidence is in the order in which it was decisive; never empty if Framework is not.
	Evidence []Evidence
	// Process is the name of this process where the image has several, Others are the others, in
	// their order.
	Process string
	Others  []Process
}
