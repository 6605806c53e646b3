package knowledge

import (
	"regexp"
	"time"
)

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
	// Variable matches names of variables that hold secrets, Harmless values that are none whatever the
	// name. Values are secrets whatever the name.
	Variable Pattern       `toml:"variable"`
	Harmless Pattern       `toml:"harmless"`
	Values   []SecretValue `toml:"value"`
}

// SecretValue is a kind of secret that its form tells.
type SecretValue struct {
	What  string  `toml:"what"`
	Match Pattern `toml:"match"`
}

// Pattern is a regular expression. It is compiled when it is asked, which few runs do; a test holds that
// those of the tables can be.
type Pattern string

// Matches says whether the text has a match.
func (p Pattern) Matches(text string) bool {
	re, err := regexp.Compile(string(p))
	return err == nil && re.MatchString(text)
}

// minSecret is the length from which the value of a secret's variable counts as one: shorter ones are
// chosen to be thrown away.
const minSecret = 16

// ValueOf says what a variable's value seems to be, empty where it is no secret.
func (s Secrets) ValueOf(name, value string) string {
	for _, v := range s.Values {
		if v.Match.Matches(value) {
			return v.What
		}
	}
	if len(value) >= minSecret && s.Variable.Matches(name) && !s.Harmless.Matches(value) {
		return "a secret by its name and length"
	}
	return ""
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
