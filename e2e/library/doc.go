// Package library uses uvdock as others do: as a library from a module of their own, and as a tool of
// a Go repository.
package library
