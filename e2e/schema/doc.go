// Package schema holds that the JSON of each command is what its JSON Schema in
// cmd/internal/report/schema says. The schemas are strict, so a field that is renamed, added or
// missing shows up here.
package schema
