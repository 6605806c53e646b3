package differential

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/uvdock/uvdock/generator/resolve"
	"github.com/uvdock/uvdock/generator/wheel"
)

// selection reads the arguments of `uv sync`.
func selection(args []string) (resolve.Selection, error) {
	var s resolve.Selection
	lists := map[string]*[]string{
		"--extra": &s.Extras, "--no-extra": &s.NoExtras, "--group": &s.Groups, "--no-group": &s.NoGroups,
		"--only-group": &s.OnlyGroups, "--package": &s.Packages, "--no-install-package": &s.NoInstallPackages,
	}
	flags := map[string]*bool{
		"--all-packages": &s.AllPackages, "--all-extras": &s.AllExtras, "--all-groups": &s.AllGroups,
		"--no-default-groups": &s.NoDefaultGroups, "--dev": &s.Dev, "--no-dev": &s.NoDev, "--only-dev": &s.OnlyDev,
		"--no-install-project": &s.NoInstallProject, "--no-install-workspace": &s.NoInstallWorkspace,
		"--no-install-local": &s.NoInstallLocal,
	}
	for i := 0; i < len(args); i++ {
		if list, ok := lists[args[i]]; ok && i+1 < len(args) {
			i++
			*list = append(*list, args[i])
		} else if flag, ok := flags[args[i]]; ok {
			*flag = true
		} else {
			return s, fmt.Errorf("argument %q is not known", args[i])
		}
	}
	return s, nil
}

// Platforms are the values of --python-platform that are compared live, the usual one first.
func Platforms() []string {
	return []string{"x86_64-manylinux_2_36", "aarch64-manylinux_2_36", "x86_64-unknown-linux-musl", "aarch64-unknown-linux-musl"}
}

// target reads the interpreter and the platform of a case. With --python-platform uv takes the
// kernel's release and version as empty.
func target(c *Case) (resolve.Target, error) {
	t := resolve.Target{Platform: c.Platform, Kernel: &resolve.Kernel{}}
	v := strings.Split(c.Python, ".")
	if len(v) != 3 {
		return t, fmt.Errorf("python %q has no three segments", c.Python)
	}
	var n [3]int
	for i := range v {
		var err error
		if n[i], err = strconv.Atoi(v[i]); err != nil {
			return t, err
		}
	}
	t.Python, t.Patch = wheel.Python{Major: n[0], Minor: n[1]}, n[2]
	arch, rest, _ := strings.Cut(c.Platform, "-")
	libc := "musl-1.2"
	if minor, ok := strings.CutPrefix(rest, "manylinux_2_"); ok {
		libc = "glibc-2." + minor
	} else if rest != "unknown-linux-musl" {
		return t, fmt.Errorf("platform %q is not known", c.Platform)
	}
	l, err := wheel.ParseLibc(libc)
	t.Wheel = wheel.Platform{Libc: l, Arch: arch}
	return t, err
}
