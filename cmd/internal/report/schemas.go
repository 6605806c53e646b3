package report

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed schema/*.schema.json
var schemas embed.FS

// Schemas are the names of what Schema knows: the commands whose JSON has one, sorted.
func Schemas() []string {
	names, err := fs.Glob(schemas, "schema/*.schema.json")
	if err != nil {
		return nil // the pattern is good
	}
	for i, name := range names {
		name, _, _ = strings.Cut(strings.TrimPrefix(name, "schema/uvdock."), "-")
		names[i] = name
	}
	return names
}

// Schema is the JSON Schema of a command's JSON.
func Schema(command string) ([]byte, error) {
	return schemas.ReadFile("schema/uvdock." + command + "-1.schema.json")
}
