// Package adopt holds uvdock's reader of Dockerfiles against BuildKit's own parser.
package adopt
