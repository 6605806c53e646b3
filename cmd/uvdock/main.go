// Command uvdock writes, checks and proves Dockerfiles for uv projects.
package main

import (
	"os"

	"github.com/uvdock/uvdock/cmd/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
