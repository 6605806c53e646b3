// Package plan turns what was read, resolved and detected into a plan: everything that the
// Dockerfile says, decided, as plain ordered data. Templates lay the plan out and choose nothing.
//
// The shape of the image is "layers that follow content": a lock stage reduces the manifests
// to what this image installs, the dependency layer depends on that alone, first-party code is
// a layer of its own. See docs/dockerfile.md.
package plan

// Plan is one image. Slices are in the order in which they are written; nil means absent.
type Plan struct {
	// Command are the words of the command that writes the same plan again.
	Command []string `json:"command"`
	// Output is the Dockerfile's path relative to the lock root, Context what it is built with,
	// Build the words of the docker command that does it there.
	Output  string   `json:"output"`
	Context Context  `json:"context"`
	Build   []string `json:"build"`
	// Profile and Family are names of the base; Platforms are those the plan was proven for.
	Profile   string   `json:"profile"`
	Family    string   `json:"family"`
	Platforms []string `json:"platforms"`
	// Python is the version as image tags write it: 3.13, 3.13.5, 3.13t.
	Python string `json:"python"`
	// Syntax is the image of the syntax directive.
	Syntax string `json:"syntax"`
	// UV is the image that holds uv, Base the one of builder and runtime. Base is nil where
	// the two differ: then Builder.Image and Runtime.Image say.
	UV   string  `json:"uv"`
	Base *string `json:"base"`

	Builder      Builder      `json:"builder"`
	Lock         *Lock        `json:"lock"`
	Dependencies Dependencies `json:"dependencies"`
	Project      Project      `json:"project"`
	Interpreter  *Interpreter `json:"interpreter"`
	Libraries    *Libraries   `json:"libraries"`
	Runtime      Runtime      `json:"runtime"`
	// Process is the name of what Runtime starts where the image has several processes, else empty;
	// Processes are the others, in their order. Stages says that each has a stage of its own.
	Process   string    `json:"process"`
	Processes []Process `json:"processes"`
	Stages    bool      `json:"stages"`

	// Reads are what the stages take from the contexts, in the order in which they do.
	Reads  []Read  `json:"reads"`
	Ignore []Group `json:"ignore"`

	// Decisions are in the order of the Dockerfile; keys are unique.
	Decisions []Decision `json:"decisions"`
}

// Decision is a value with its source and its why; `uvdock explain` prints them.
type Decision struct {
	// Key is stable and in kebab case; lines of the Dockerfile refer to it.
	Key string `json:"key"`
	// Title names the decision for readers, Value is what was decided.
	Title string `json:"title"`
	Value string `json:"value"`
	// Source says where the value comes from: a flag, a file and line, "uvdock" for its own rules.
	Source string `json:"source"`
	// Why is one sentence; Link is where the rule can be read, empty where there is no page.
	Why  string `json:"why"`
	Link string `json:"link,omitempty"`
}

// Env is one environment variable.
type Env struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Builder is the ground of the build stages.
type Builder struct {
	Image string `json:"image"`
	// Packages are system packages: compilers, headers, git. Sorted, unique.
	Packages []string `json:"packages"`
	Env      []Env    `json:"env"`
	// Python is what `uv python install` gets, empty where the base image has the interpreter.
	Python string `json:"python"`
	// Cache is the id of uv's cache mount.
	Cache string `json:"cache"`
	// Stdlib is the directory of the standard library that is byte-compiled in the base, empty
	// for none.
	Stdlib string `json:"stdlib"`
}

// Lock is the stage that reduces the manifests to pylock.toml; nil when nothing third-party is
// installed.
type Lock struct {
	// Mounts are the manifests, as values of RUN --mount.
	Mounts []string `json:"mounts"`
	// Export are the arguments of `uv export` that say what is exported.
	Export []string `json:"export"`
	// Workspace says that the manifests of other members are among the mounts.
	Workspace bool `json:"workspace"`
	// Verified says whether uv confirms here that uv.lock is current (--locked).
	Verified bool `json:"verified"`
}

// Dependencies is the layer of third-party packages.
type Dependencies struct {
	// Mounts are the mounts beside the cache and pylock.toml.
	Mounts []string `json:"mounts"`
	// Settings say which uv settings made the manifest a mount here; sorted.
	Settings []string `json:"settings"`
}

// Project is the stage of first-party code.
type Project struct {
	// Script says that the project is no package: its files run from /app.
	Script bool `json:"script"`
	// Dir is the project's directory relative to the lock root; "." for a project of its own.
	Dir string `json:"dir"`
	// Home is where that directory lies in the stage, an absolute path.
	Home string `json:"home"`
	// Copies are what the stage copies, in the order in which it does.
	Copies []Copy `json:"copies"`
	// Files copies the project's directory to /app beside the wheels, because what starts is in none of them;
	// nil where the wheels are enough, and for a script, whose Home is that.
	Files *Copy `json:"files"`
	// Check are the arguments of `uv sync` that confirm the dependencies.
	Check []string `json:"check"`
	// Verified says whether that sync confirms the lock as well (--locked).
	Verified bool `json:"verified"`
	// Install are the trees that are installed as wheels, sorted by directory; Refresh their names.
	Install []string `json:"install"`
	Refresh []string `json:"refresh"`
	// Version is the build argument for a version that comes from version control; nil if none.
	Version *VersionArg `json:"version"`
	// Mounts are secrets and the like beside the cache.
	Mounts []string `json:"mounts"`
	// CollectStatic are the variables of Django's collectstatic; nil when it is not run.
	CollectStatic *CollectStatic `json:"collect_static"`
	// BuildEnv are variables for the builds of this stage alone.
	BuildEnv []Env `json:"build_env"`
	// Cached says whether the stage needs uv's cache: it builds something.
	Cached bool `json:"cached"`
}

// InApp says whether the image has the project's files in /app.
func (p Project) InApp() bool { return p.Script || p.Files != nil }

// Copy is one COPY into a build stage.
type Copy struct {
	// From is a named context, empty for the build context; Sources are paths in it.
	From    string   `json:"from"`
	Sources []string `json:"sources"`
	// Target is relative to the directory of the stage.
	Target string `json:"target"`
}

// Read is a file or a directory that a stage binds or copies from a context.
type Read struct {
	// Stage is one of the stages that read a context: StageLock, StageDependencies, StageProject, and where
	// a person's lines read something that in which they stand, or the name of their place between stages.
	Stage string `json:"stage"`
	// Path is relative to the lock root; a directory is read with all below it.
	Path      string `json:"path"`
	Directory bool   `json:"directory"`
	// From is the named context that holds it, empty for the build context.
	From string `json:"from"`
}

// The stages that read a context.
const (
	StageLock         = "lock"
	StageDependencies = "dependencies"
	StageProject      = "project"
)

// VersionArg is a build argument that stands in for a version from version control.
type VersionArg struct {
	// Arg is the argument's name, Env the variables of the build back ends it is given to.
	Arg     string   `json:"arg"`
	Default string   `json:"default"`
	Env     []string `json:"env"`
}

// CollectStatic is Django's collectstatic at build time.
type CollectStatic struct {
	// Env are throw-away values for settings that must exist.
	Env []Env `json:"env"`
	// Manage is the path of manage.py relative to /app.
	Manage string `json:"manage"`
}

// Interpreter is a managed CPython that is copied into the runtime.
type Interpreter struct {
	// Prune are shell patterns below the interpreter's directory, nil to keep everything.
	Prune []Group `json:"prune"`
}

// Libraries collects shared libraries for a runtime without a package manager.
type Libraries struct {
	// Provided are the Debian packages that the runtime has already.
	Provided []string `json:"provided"`
	// Packages are Debian packages whose libraries are loaded by name at run time, which
	// ldd cannot see. They are installed and copied whole.
	Packages []string `json:"packages"`
}

// Runtime is the image that runs.
type Runtime struct {
	Image      string   `json:"image"`
	Distroless bool     `json:"distroless"`
	Packages   []string `json:"packages"`
	Env        []Env    `json:"env"`
	// Guards are imports that fail the build when a shared library is missing.
	Guards []string `json:"guards"`
	// Data are files and directories of the project that are too large for an image and are
	// mounted instead; nil for none.
	Data []Data `json:"data"`
	// State are the directories that should be volumes; nil for none.
	State []State `json:"state"`
	// Made are those of them that the image makes, so that a new volume belongs to its user.
	Made []string `json:"made,omitempty"`
	// Inside is the directory below /app in which the files of a script lie, a package; "" for /app itself.
	Inside string `json:"inside,omitempty"`
	// GPU says that the container is to be given one.
	GPU bool `json:"gpu"`
	Start
}

// Start is what a container does.
type Start struct {
	// Port is 0 when nothing listens.
	Port int `json:"port"`
	// Health is the exec form of the health check, nil for none, Timing how often it is asked.
	Health []string `json:"health"`
	Timing Timing   `json:"timing"`
	// StopSignal is empty for SIGTERM.
	StopSignal string `json:"stop_signal"`
	// Command is the exec form.
	Command []string `json:"command"`
}

// Timing is how a health check is asked, in seconds.
type Timing struct {
	Interval    int `json:"interval"`
	Timeout     int `json:"timeout"`
	StartPeriod int `json:"start_period"`
	Retries     int `json:"retries"`
}

// Process is one of several that an image starts.
type Process struct {
	Name string `json:"name"`
	// Job says that it ends, and that the services wait until it has ended well.
	Job bool `json:"job"`
	// Env is what it needs beside the variables of the image.
	Env []Env `json:"env"`
	Start
}

// Group is a titled list of patterns.
type Group struct {
	Title    string   `json:"title"`
	Patterns []string `json:"patterns"`
}
