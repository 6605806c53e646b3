package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// imageReference finds images that a Dockerfile names; a stage has no colon in its name.
var imageReference = regexp.MustCompile(`(?m)(?:^FROM (?:--platform=\S+ )?|--from=|,from=)([^\s,]+:[^\s,]+)`)

// images gives the images that Dockerfiles build upon, sorted, each once.
func images(dockerfiles ...string) []string {
	var found []string
	for _, text := range dockerfiles {
		for _, match := range imageReference.FindAllStringSubmatch(text, -1) {
			found = append(found, match[1])
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// pull brings every image that the variants build upon into the builder, unpacked, so that no cold build
// has to: a step reads each of them.
func pull(ctx context.Context, dir string, variants []variant) error {
	var texts []string
	for _, v := range variants {
		text, err := os.ReadFile(filepath.Join(v.dir, "Dockerfile"))
		if err != nil {
			return err
		}
		texts = append(texts, string(text))
	}
	var b strings.Builder
	b.WriteString("FROM scratch\n")
	for i, image := range images(texts...) {
		fmt.Fprintf(&b, "COPY --from=%s / /%d/\n", image, i)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "Dockerfile"), []byte(b.String()), 0o644); err != nil {
		return err
	}
	fmt.Fprintln(os.Stderr, "fetching base images")
	_, err := docker(ctx, "buildx", "build", "--progress=plain", "--output", "type=cacheonly", dir)
	return err
}
