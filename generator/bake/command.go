package bake

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/plan"
)

// buildCommand are the words that build all images, run at the lock root. Bake reads no directory
// outside of the one where it runs unless it is allowed to.
// Source: https://docs.docker.com/reference/cli/docker/buildx/bake/#allow
func buildCommand(images []plan.Image) []string {
	words := []string{"docker", "buildx", "bake"}
	for _, dir := range outside(images) {
		words = append(words, "--allow=fs.read="+dir)
	}
	return append(words, "--file", File)
}

// outside are the contexts that do not lie below the lock root, sorted, none below another.
func outside(images []plan.Image) []string {
	var dirs []string
	add := func(dir string) {
		if dir == ".." || strings.HasPrefix(dir, "../") {
			dirs = append(dirs, dir)
		}
	}
	for _, image := range images {
		c := image.Plan.Context
		add(c.Dir)
		for _, n := range c.Named {
			add(n.Dir)
		}
	}
	slices.Sort(dirs)
	dirs = slices.Compact(dirs)
	return slices.DeleteFunc(slices.Clone(dirs), func(dir string) bool {
		return slices.ContainsFunc(dirs, func(other string) bool { return below(dir, other) })
	})
}

// below says whether a relative path lies in another one.
func below(dir, other string) bool {
	up, rest := climb(dir)
	otherUp, otherRest := climb(other)
	if otherRest == "" {
		return up < otherUp || up == otherUp && rest != ""
	}
	return up == otherUp && strings.HasPrefix(rest, otherRest+"/")
}

// climb splits a clean relative path into the directories that it goes up, and the rest.
func climb(dir string) (up int, rest string) {
	rest = dir + "/"
	for strings.HasPrefix(rest, "../") {
		up, rest = up+1, rest[len("../"):]
	}
	return up, strings.TrimSuffix(rest, "/")
}
