// Package regions holds what uvdock promises of lines that people write into generated files against
// what it cannot see by itself: BuildKit's own reading of them, a disk that is really full, a process
// that is really killed. Neither network nor Docker is needed.
package regions
