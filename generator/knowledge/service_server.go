package knowledge

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
	// ASGI, WSGI and Own are the rank for each interface, 1 before 2; 0 means that it cannot.
	// With Own goes a list of Frameworks.
	ASGI int `toml:"asgi"`
	WSGI int `toml:"wsgi"`
	Own  int `toml:"own"`
	// PreferWith are packages that put it before every other server, for ASGI.
	PreferWith []string `toml:"prefer_with"`
	// Args is the command line. {target}, {port}, {dir} and {interface} are replaced inside a
	// word; a word {options} stands for the Options that apply, {targets} for one word each of
	// all applications of the framework.
	Args []string `toml:"args"`
	// Target and Factory are how {target} is written for an object and for a factory, from
	// {module}, {name}, {file} and {argument} (the literal that the constructor was given).
	// WSGITarget replaces Target for WSGI where that differs.
	Target     string `toml:"target"`
	Factory    string `toml:"factory"`
	WSGITarget string `toml:"wsgi_target"`
	// Options are added where their conditions hold, in this order. If some are bound to an
	// interface, the server speaks it only where one of these applies.
	Options []ServerOption `toml:"option"`
	// Port is what it is told to listen on; 0 for a server of the Own interface that serves nothing.
	Port int `toml:"port"`
	// Health is a path that it answers by itself; the value of Config.Base goes before it.
	// HealthFlag is the flag without which it does not.
	Health     string `toml:"health"`
	HealthFlag string `toml:"health_flag"`
	// Check is code of Python that ends with 0 while a process without a port is well, from {module} and
	// {name}. CheckFlags are flags of its command line under which that would be wrong.
	Check      string   `toml:"check"`
	CheckFlags []string `toml:"check_flags"`
	// Config is a file of its settings that it reads from the working directory.
	Config *ServerConfig `toml:"config"`
	// Env are variables that it needs.
	Env []ServerVariable `toml:"env"`
	// Beside says that it is offered beside the framework's own answer, where the sources
	// mention one of Mentions: a scheduler beside its workers.
	Beside   bool     `toml:"beside"`
	Mentions []string `toml:"mentions"`
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
	switch i {
	case WSGI:
		return s.WSGI
	case Own:
		return s.Own
	}
	return s.ASGI
}

// ServerVariable is a variable that a server needs, unless the project has one of some files. Then it
// keeps to the project's directory and writes a directory there.
type ServerVariable struct {
	Name   string   `toml:"name"`
	Value  string   `toml:"value"`
	Unless []string `toml:"unless"`
	Writes string   `toml:"writes"`
	URL    string   `toml:"url"`
}

// ServerConfig says what a server's own settings file tells. Keys of TOML are dotted, those of
// ini files stand in one section, those of Python are variables.
type ServerConfig struct {
	// Files are its names, the first that exists counts. Section is that of an ini file.
	Files   []string `toml:"files"`
	Section string   `toml:"section"`
	// Application, File and Callable are the keys that name what is served: module:name, a
	// path, and the name in that file.
	Application string `toml:"application"`
	File        string `toml:"file"`
	Callable    string `toml:"callable"`
	// Ports hold a port or HOST:PORT, Base a prefix of all paths.
	Ports []string `toml:"ports"`
	Base  string   `toml:"base"`
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
	// Base holds the words back unless the settings file has a prefix, {base} in them.
	Base bool `toml:"base"`
	// Setting holds the words back where the settings file sets this key itself.
	Setting string `toml:"setting"`
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
