// Command uvdock writes, checks and proves Dockerfiles for uv projects.
package main

import (
	"os"
	"runtime/debug"

	"github.com/uvdock/uvdock/cmd/internal/cli"
)

func main() {
	// The process lives for some milliseconds: collecting garbage later costs a few megabytes
	// and saves about a fifth of the time. GOGC still decides where it is set.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(300)
	}
	os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
