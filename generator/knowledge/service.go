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
	// Sources says where applications are looked for.
	Sources Sources
}

// Interface is the protocol between a server and an application.
type Interface string

// The two interfaces: PEP 3333, and https://asgi.readthedocs.io.
const (
	ASGI Interface = "asgi"
	WSGI Interface = "wsgi"
)

// Framework is one web framework.
type Framework struct {
	Name  string `toml:"name"`
	Title string `toml:"title"`
	// Packages are normalised names; one of them must be installed.
	Packages []string `toml:"packages"`
	// Interface is what its application object speaks.
	Interface Interface `toml:"interface"`
	// Constructors are the qualified names whose call makes the application.
	Constructors []string `toml:"constructors"`
	// Names are the variables that usually hold it, Factories the usual functions that make it.
	Names     []string `toml:"names"`
	Factories []string `toml:"factories"`
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
	// Setting is the dotted key in pyproject.toml that names the application itself.
	Setting string `toml:"setting"`
	// Django says that settings module and manage.py belong to it.
	Django bool `toml:"django"`
	// URL is where this was learnt.
	URL string `toml:"url"`
}

// Server is one program that serves an application.
type Server struct {
	Name     string   `toml:"name"`
	Packages []string `toml:"packages"`
	// Frameworks restricts it to these frameworks; empty means every one.
	Frameworks []string `toml:"frameworks"`
	// From is the lowest version whose command line is Args; empty means any.
	From    string `toml:"from"`
	Program string `toml:"program"`
	// Module is what `python -m` starts instead of Program.
	Module string `toml:"module"`
	// ASGI and WSGI are the rank for each interface, 1 before 2; 0 means that it cannot.
	ASGI int `toml:"asgi"`
	WSGI int `toml:"wsgi"`
	// PreferWith are packages that put it before every other server, for ASGI.
	PreferWith []string `toml:"prefer_with"`
	// Args is the command line. {target}, {port}, {dir} and {interface} are replaced inside a
	// word; a word {options} stands for the Options that apply.
	Args []string `toml:"args"`
	// Target and Factory are how {target} is written for an object and for a factory, from
	// {module} and {name}. WSGITarget replaces Target for WSGI where that differs.
	Target     string `toml:"target"`
	Factory    string `toml:"factory"`
	WSGITarget string `toml:"wsgi_target"`
	// Options are added where their conditions hold, in this order. If some are bound to an
	// interface, the server speaks it only where one of these applies.
	Options []ServerOption `toml:"option"`
	Port    int            `toml:"port"`
	// StopSignal is empty where the server handles SIGTERM as process 1.
	StopSignal string `toml:"stop_signal"`
	// HostFlags, PortFlags and BindFlags are how a command line of it names the address;
	// BindFlags take HOST:PORT. DefaultPort and Loopback are what it does without them.
	HostFlags   []string `toml:"host_flags"`
	PortFlags   []string `toml:"port_flags"`
	BindFlags   []string `toml:"bind_flags"`
	DefaultPort int      `toml:"default_port"`
	Loopback    bool     `toml:"loopback"`
	URL         string   `toml:"url"`
}

// Rank is the server's rank for an interface, 0 when it does not speak it.
func (s Server) Rank(i Interface) int {
	if i == WSGI {
		return s.WSGI
	}
	return s.ASGI
}

// ServerOption is words of a server's command line with the conditions for them, all of
// which must hold.
type ServerOption struct {
	Args []string `toml:"args"`
	// Interface, From (at least) and Below bound the case; versions are those of the lock.
	Interface Interface `toml:"interface"`
	From      string    `toml:"from"`
	Below     string    `toml:"below"`
	// With and Without are packages that must, or must not, be installed.
	With    []string `toml:"with"`
	Without []string `toml:"without"`
	// Factory and Dir hold the words back unless the target is a factory, or the modules lie in
	// a directory of their own.
	Factory bool `toml:"factory"`
	Dir     bool `toml:"dir"`
}

// Program is a command of --cmd that is no server of its own, and can be started by
// `python -m` too.
type Program struct {
	Name    string `toml:"name"`
	Package string `toml:"package"`
	Module  string `toml:"module"`
	// HostFlags and PortFlags are how its command line names an address, DefaultPort is its
	// port without them; 0 if it serves nothing, or only with some subcommand.
	HostFlags   []string `toml:"host_flags"`
	PortFlags   []string `toml:"port_flags"`
	DefaultPort int      `toml:"default_port"`
	// StopSignal is "SIGINT" where it ignores SIGTERM as process 1.
	StopSignal string `toml:"stop_signal"`
}

// Runner is a call in the sources that keeps the process running.
type Runner struct {
	// Call is a qualified name (uvicorn.run), or a method of the application (.run) when
	// Framework is set.
	Call      string `toml:"call"`
	Framework string `toml:"framework"`
	// Server says that it serves HTTP on Host and Port; else it is only about signals.
	Server bool `toml:"server"`
	// Host and Port are the defaults. Positions count from 0, -1 for keyword only.
	Host         string `toml:"host"`
	Port         int    `toml:"port"`
	HostPosition int    `toml:"host_position"`
	PortPosition int    `toml:"port_position"`
	// Bind is a keyword that holds HOST:PORT.
	Bind string `toml:"bind"`
	// Handles says that it handles SIGTERM.
	Handles bool   `toml:"handles"`
	URL     string `toml:"url"`
}

// Sources says where applications are looked for and what is left out.
type Sources struct {
	// SkipDirs and SkipFiles are names, or patterns of path.Match, that are never read.
	SkipDirs  []string `toml:"skip_dirs"`
	SkipFiles []string `toml:"skip_files"`
	// AsideDirs are searched too, but what lies there stands behind everything else.
	AsideDirs []string `toml:"aside_dirs"`
	// Modules are the names of modules that usually hold the application.
	Modules []string `toml:"modules"`
	// Scripts are the files of a script project that are started when nothing else is, in
	// the project's directory, equal among themselves.
	Scripts []string `toml:"scripts"`
	// HealthPaths are the routes that answer health checks, the best first.
	HealthPaths []string `toml:"health_paths"`
	// HealthEndings count too, at the end of a longer path.
	HealthEndings []string `toml:"health_endings"`
	MaxFiles      int      `toml:"max_files"`
	MaxBytes      int64    `toml:"max_bytes"`
	MaxDepth      int      `toml:"max_depth"`
}
