package report

import (
	"encoding/json"
	"io"
)

// JSON writes a value as indented JSON with a final line break, without HTML escapes.
func JSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
