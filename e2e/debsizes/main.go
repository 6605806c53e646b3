// Command debsizes prints what Debian packages weigh when they are installed, with what they need beyond the
// base image: the tables profiles/size/debian-*.toml. It takes the packages that profiles/native names for the
// runtime stage, and reads three things of a container of the base image, all made by apt and dpkg there:
//
//	docker run --rm -v $PWD/out:/out python:3.13-slim-trixie sh -c 'apt-get update &&
//	    apt-get indextargets --format "\$(FILENAME)" "Created-By: Packages" | xargs /usr/lib/apt/apt-helper cat-file > /out/Packages;
//	    dpkg-query -W -f "\${Package}\n" > /out/base'
//	go run ./debsizes -release trixie out/Packages out/base > ../profiles/size/debian-trixie.toml
package main

import (
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("debsizes", flag.ContinueOnError)
	release := flags.String("release", "", "name of the Debian release")
	native := flags.String("native", "../profiles/native", "tables of system packages")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 2 || *release == "" {
		return fmt.Errorf("usage: debsizes -release NAME PACKAGES BASE")
	}
	archive, err := readArchive(flags.Arg(0))
	if err != nil {
		return err
	}
	base, err := os.ReadFile(flags.Arg(1))
	if err != nil {
		return err
	}
	wanted, err := runtimePackages(*native)
	if err != nil {
		return err
	}
	kilobytes, needs := archive.closure(wanted, strings.Fields(string(base)))
	fmt.Fprintf(out, "# What Debian packages weigh installed, in units of 1024 bytes (Installed-Size), and which they need that the\n")
	fmt.Fprintf(out, "# base image lacks (Depends and Pre-Depends, the first alternative). Made by e2e/debsizes.\n")
	fmt.Fprintf(out, "schema = 1\nrelease = %q\nsource = \"https://packages.debian.org, main, amd64\"\nchecked = %s\n\n[kilobytes]\n", *release, time.Now().UTC().Format(time.DateOnly))
	for _, name := range slices.Sorted(maps.Keys(kilobytes)) {
		fmt.Fprintf(out, "%s = %d\n", key(name), kilobytes[name])
	}
	fmt.Fprintf(out, "\n[needs]\n")
	for _, name := range slices.Sorted(maps.Keys(needs)) {
		fmt.Fprintf(out, "%s = [\"%s\"]\n", key(name), strings.Join(needs[name], `", "`))
	}
	return nil
}

// key is a name as a key of TOML: quoted where it has a dot or a plus.
func key(name string) string {
	if strings.ContainsAny(name, ".+") {
		return `"` + name + `"`
	}
	return name
}
