package report

import (
	"bytes"
	"encoding/json"
	"io"
)

// JSON writes a value as indented JSON with a final line break, without HTML escapes.
func JSON(w io.Writer, v any) error {
	var compact bytes.Buffer
	enc := json.NewEncoder(&compact)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	return indented(w, compact.Bytes())
}
