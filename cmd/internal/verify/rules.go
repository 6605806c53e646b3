package verify

import (
	"embed"
	"fmt"
	"regexp"

	"github.com/BurntSushi/toml"
)

//go:embed data/*.toml
var data embed.FS

// rules is what verify knows beyond its code: the files below data.
type rules struct {
	tools   toolRules
	secrets secretRules
	build   []cause
	start   []cause
}

// toolRules are names of executables and directories.
type toolRules struct {
	UV         []string `toml:"uv"`
	Compiler   []string `toml:"compiler"`
	Git        []string `toml:"git"`
	GitUsers   []string `toml:"git_users"`
	Stdio      []string `toml:"stdio"`
	Repository []string `toml:"repository"`
}

// secretRules tell a secret by its name, its value or its file.
type secretRules struct {
	Name        pattern `toml:"name"`
	NameExcept  pattern `toml:"name_except"`
	ValueExcept pattern `toml:"value_except"`
	Values      []struct {
		What  string  `toml:"what"`
		Match pattern `toml:"match"`
	} `toml:"value"`
	Files []secretFile `toml:"file"`
}

// secretFile is a kind of file that holds secrets, by the last part or the end of its path.
type secretFile struct {
	What   string   `toml:"what"`
	Names  []string `toml:"names"`
	Except []string `toml:"except"`
	Ends   []string `toml:"ends"`
}

// cause is a known reason for a failure and what to do about it.
type cause struct {
	Match   pattern `toml:"match"`
	Cause   string  `toml:"cause"`
	Fix     string  `toml:"fix"`
	All     bool    `toml:"all"`
	Outside bool    `toml:"outside"`
}

// pattern is a regular expression that is compiled while it is decoded.
type pattern struct{ *regexp.Regexp }

// UnmarshalText compiles the expression.
func (p *pattern) UnmarshalText(text []byte) (err error) {
	p.Regexp, err = regexp.Compile(string(text))
	return err
}

// loadRules reads the data files; an unknown key in one of them is an error.
func loadRules() (*rules, error) {
	var r rules
	var builds struct {
		Build []cause `toml:"build"`
	}
	var starts struct {
		Start []cause `toml:"start"`
	}
	for name, into := range map[string]any{"tools": &r.tools, "secrets": &r.secrets, "builds": &builds, "starts": &starts} {
		file := "data/" + name + ".toml"
		meta, err := toml.DecodeFS(data, file, into)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		if unknown := meta.Undecoded(); len(unknown) > 0 {
			return nil, fmt.Errorf("%s: unknown key %s", file, unknown[0])
		}
	}
	r.build, r.start = builds.Build, starts.Start
	return &r, nil
}
