package main

import (
	"fmt"
	"io"

	"github.com/BurntSushi/toml"
)

// The kinds: wheels by the platform tag, of which "any" is pure Python, sdists that are compiled, and
// NVIDIA's libraries.
const (
	Pure     = "pure"
	Platform = "platform"
	Sdist    = "sdist"
	CUDA     = "cuda"
)

// Table is what is read here of profiles/size/wheels.toml.
type Table struct {
	Wheels []Wheel `toml:"wheel"`
}

// Wheel is one package as it was measured. Sizes are in bytes.
type Wheel struct {
	Name, Version, Kind string
	// Size is that of the wheel, Files what it becomes, Bytecode the .pyc files that are added.
	Size, Files, Bytecode int64
}

// Read reads a table.
func Read(file string) (Table, error) {
	var t Table
	_, err := toml.DecodeFile(file, &t)
	return t, err
}

// Write prints the row, a line of the table.
func (w Wheel) Write(out io.Writer) error {
	_, err := fmt.Fprintf(out, "    { name = %q, version = %q, kind = %q, size = %d, files = %d, bytecode = %d },\n",
		w.Name, w.Version, w.Kind, w.Size, w.Files, w.Bytecode)
	return err
}
