// Package templates embeds the text of every file that uvdock writes. It holds no logic:
// generator/render executes the templates, generator/plan has decided everything before.
package templates

import "embed"

// FS holds the templates. Files that begin with "_" are partials, named by their define.
//
//go:embed dockerfile/*.tmpl *.tmpl
var FS embed.FS
