// Package profiles embeds what uvdock knows about base images, system packages, services and sizes.
// It holds data only; generator/knowledge reads it.
package profiles

import "embed"

// FS holds adopt/*.toml, base/*.toml, ci/*.toml, native/**/*.toml, service/*.toml and size/*.toml.
//
//go:embed adopt/*.toml base/*.toml ci/*.toml native/*.toml native/derived/*.toml service/*.toml size/*.toml
var FS embed.FS
