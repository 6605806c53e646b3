// Package hostile holds that no value of a project becomes an instruction: Dockerfiles of projects
// whose names, paths and settings are hostile are read by BuildKit's own parser. Nothing is built,
// and neither network nor Docker is needed.
package hostile
