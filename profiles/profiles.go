// Package profiles embeds what uvdock knows about base images, system packages and services.
// It holds data only; generator/knowledge reads it.
package profiles

import "embed"

// FS holds base/*.toml, native/**/*.toml and service/*.toml.
//
//go:embed base/*.toml native/*.toml native/derived/*.toml service/*.toml
var FS embed.FS
