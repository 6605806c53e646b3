// Command uvdock writes, checks and proves Dockerfiles for uv projects.
package main

import (
	"os"
	"runtime/debug"

	"github.com/uvdock/uvdock/cmd/internal/cli"
)

func main() {
	// The process lives for some milliseconds and ends with some megabytes: collecting garbage
	// in between costs a tenth of the time and saves nothing. Without GOGC the first collection
	// comes at 32 MB, which no lock of a real project reaches.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(800)
	}
	os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
