package knowledge

// Runner is a call in the sources that keeps the process running.
type Runner struct {
	// Call is a qualified name (uvicorn.run), or a method of the application (.run) when
	// Framework is set.
	Call      string `toml:"call"`
	Framework string `toml:"framework"`
	// Server says that it serves on Host and Port, Starts that it keeps the process running
	// without serving: a bot, a scheduler. Without both it is only about signals.
	Server bool `toml:"server"`
	Starts bool `toml:"starts"`
	// Beside says that it serves in a thread beside what the process is for, such as metrics: no reason to start
	// a file, and its port counts where nothing else listens.
	Beside bool `toml:"beside"`
	// Argument bounds the case: this argument must be one of Values, "" standing for none.
	Argument         string   `toml:"argument"`
	ArgumentPosition int      `toml:"argument_position"`
	Values           []string `toml:"values"`
	// Host and Port are the defaults. Positions count from 0, -1 for keyword only.
	Host         string `toml:"host"`
	Port         int    `toml:"port"`
	HostPosition int    `toml:"host_position"`
	PortPosition int    `toml:"port_position"`
	// HostKeyword and PortKeyword are host and port where empty. Bind is a keyword that holds
	// HOST:PORT, at BindPosition where it has none.
	HostKeyword  string `toml:"host_keyword"`
	PortKeyword  string `toml:"port_keyword"`
	Bind         string `toml:"bind"`
	BindPosition int    `toml:"bind_position"`
	// Config is the keyword of an object, at ConfigPosition where it has none, one attribute of which,
	// ConfigBind, holds HOST:PORT or a list of them: config.bind = ["0.0.0.0:8000"].
	Config         string `toml:"config"`
	ConfigPosition int    `toml:"config_position"`
	ConfigBind     string `toml:"config_bind"`
	// HostEnv and PortEnv are variables that it reads where the call names no address; with
	// EnvWins they count in any case.
	HostEnv string `toml:"host_env"`
	PortEnv string `toml:"port_env"`
	EnvWins bool   `toml:"env_wins"`
	// Constructed says that host and port may be arguments of the application's constructor.
	Constructed bool `toml:"constructed"`
	// Development says that it is no server for an image: it does not make a file a candidate.
	Development bool `toml:"development"`
	// Plain says that it speaks no HTTP/1, so that no path of it is a health check; Health is a path
	// that it answers by itself.
	Plain  bool   `toml:"plain"`
	Health string `toml:"health"`
	// Stdio says that it talks over standard input and output: docker run -i.
	Stdio bool `toml:"stdio"`
	// Handles says that it handles SIGTERM.
	Handles bool   `toml:"handles"`
	URL     string `toml:"url"`
}
