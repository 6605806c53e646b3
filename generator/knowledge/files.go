package knowledge

import "time"

// Heavy says what data is too large for an image.
type Heavy struct {
	Schema int `toml:"schema"`
	// MinBytes is the size from which a file counts.
	MinBytes int64 `toml:"min_bytes"`
	// Endings are those of data files, with their dot; Directories are names below which every file is data.
	Endings     []string `toml:"endings"`
	Directories []string `toml:"directories"`
}

// Secrets says which files hold secrets, by patterns of their names (path.Match).
type Secrets struct {
	Schema int      `toml:"schema"`
	Names  []string `toml:"names"`
	// PrivateKey are names of files that may hold a private key, or a public one.
	PrivateKey []string `toml:"private_key"`
	// Except are names that are no secret all the same; Samples are directories of such files.
	Except  []string `toml:"except"`
	Samples []string `toml:"samples"`
}

// GPU says what a host needs for the CUDA of a lock.
type GPU struct {
	Schema  int       `toml:"schema"`
	Source  string    `toml:"source"`
	Checked time.Time `toml:"checked"`
	// CUDA are its majors, ascending, each with the first branch of NVIDIA's driver that runs it.
	CUDA []struct {
		Major  int    `toml:"major"`
		Driver string `toml:"driver"`
	} `toml:"cuda"`
}
