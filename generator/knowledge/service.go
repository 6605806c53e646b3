package knowledge

// Services is what uvdock knows about frameworks and servers: how one is recognised in
// sources, how it is started. It comes from profiles/service/*.toml.
type Services struct {
	// Frameworks are sorted by file name.
	Frameworks []Framework
	// Servers are sorted by file name; a framework's needs decide which one is taken.
	Servers []Server
	// Programs are further commands that can also be started as `python -m`.
	Programs []Program
	// Runners are the calls in sources that run a server or handle signals.
	Runners []Runner
	// States are the directories in which packages keep what they download, by package.
	States []State
	// Variables are what packages need on a root that cannot be written, by package.
	Variables []Variable
	// Jobs are processes that end, offered beside the answer.
	Jobs []Job
	// Commands are the libraries by which a program has several commands.
	Commands []Commands
	// Writes are the calls in sources that write beside them.
	Writes []Write
	// Demands are the ways in which sources read variables that must be set.
	Demands []Demand
	// Sources says where applications are looked for.
	Sources Sources
}

// Interface is the protocol between a server and an application.
type Interface string

// The interfaces: https://asgi.readthedocs.io, PEP 3333, and none that others share: the
// application is started by a program of its framework, or by its own code.
const (
	ASGI Interface = "asgi"
	WSGI Interface = "wsgi"
	Own  Interface = "own"
)

// Framework is one framework of web applications, workers, bots or servers.
type Framework struct {
	Name  string `toml:"name"`
	Title string `toml:"title"`
	// Packages are normalised names; one of them must be installed.
	Packages []string `toml:"packages"`
	// Interface is what its application object speaks.
	Interface Interface `toml:"interface"`
	// Background says that it answers no requests: a worker, a scheduler, a bot. Beside a web
	// application it is a process of its own, and never the one that is meant without a word.
	Background bool `toml:"background"`
	// Second says that it runs beside another background process and stands behind it.
	Second bool `toml:"second"`
	// Joined says that one process is told all applications of the framework.
	Joined bool `toml:"joined"`
	// Constructors are the qualified names whose call makes the application.
	Constructors []string `toml:"constructors"`
	// Words are what a line that imports must name for a file to be read at all; empty for the
	// first part of what Constructors, Marks and Modules name.
	Words []string `toml:"words"`
	// Chained says that methods of what a constructor gives return the application: a builder.
	Chained bool `toml:"chained"`
	// MadeBy are methods "framework.method" whose result is an application: mcp.http_app.
	MadeBy []string `toml:"made_by"`
	// Attributes are those of another framework's application that hold one: dash.server.
	Attributes []string `toml:"attributes"`
	// Marks are calls and decorators at the level of a file by which the file, or the module, as
	// a whole is the application: a qualified name, "streamlit.*", or "*.servable" for a method.
	Marks []string `toml:"marks"`
	// Classes are the variables of a class by any of which the class is the application, in modules
	// that import one of Modules: functions of an arq worker.
	Classes []string `toml:"classes"`
	Modules []string `toml:"modules"`
	// File says that the program is given a file, not a module. PageDirs hold files that belong
	// to another one and are not started themselves.
	File     bool     `toml:"file"`
	PageDirs []string `toml:"page_dirs"`
	// Refused is why such an application cannot be started in an image; "" if it can.
	Refused string `toml:"refused"`
	// Names are the variables that usually hold it, Factories the usual functions that make it.
	Names     []string `toml:"names"`
	Factories []string `toml:"factories"`
	// Coroutines says that a factory may be a coroutine function.
	Coroutines bool `toml:"coroutines"`
	// Routes are the methods of the application and of its routers whose first argument is a
	// path that answers GET. Entries are qualified names with the same meaning, for route
	// tables: starlette.routing.Route, django.urls.path.
	Routes  []string `toml:"routes"`
	Entries []string `toml:"entries"`
	// Routers are the constructors of routers, Includes the methods that add one.
	Routers  []string `toml:"routers"`
	Includes []string `toml:"includes"`
	// Prefixes are the keywords of routers and includes that prefix their paths.
	Prefixes []string `toml:"prefixes"`
	// Guards are qualified names that, once called or listed in the sources, can make a
	// health check fail although the path exists: host checks, redirects to https.
	Guards []string `toml:"guards"`
	// Port is the port to listen on unless something else says; 0 takes the server's.
	Port int `toml:"port"`
	// PreferWith are packages whose presence decides for this interface where a framework can
	// be started by both and servers of both kinds are installed.
	PreferWith []string `toml:"prefer_with"`
	// Development are the words that start the framework's own server for development, with {target},
	// {manage} and {port}; nil where it has none. They are named where no server is installed, and never chosen.
	Development []string `toml:"development"`
	// Setting is the dotted key in pyproject.toml that names the application itself.
	Setting string `toml:"setting"`
	// Django says that settings module and manage.py belong to it.
	Django bool `toml:"django"`
	// URL is where this was learnt.
	URL string `toml:"url"`
}
