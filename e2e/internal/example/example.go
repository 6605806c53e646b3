// Package example lists the images of the example projects.
package example

import (
	"fmt"
	"path"
	"path/filepath"
)

// An Image is what one Dockerfile of an example builds.
type Image struct {
	// Dir is the directory of the example, the context of its builds.
	Dir string
	// File is the committed Dockerfile, relative to Dir and with slashes.
	File string
	// Member is the argument for --package; empty where no member needs to be named.
	Member string
}

// Name is the image's directory below examples/: "script", "workspace/services/api".
func (i Image) Name() string { return path.Join(filepath.Base(i.Dir), path.Dir(i.File)) }

// Package are the flags that name the member; none where it need not be named.
func (i Image) Package() []string {
	if i.Member == "" {
		return nil
	}
	return []string{"--package", i.Member}
}

// Images are those of all examples in a directory, ordered by it and never empty. A workspace with several
// has its members in directories of their names. An example without a Dockerfile is an error.
func Images(examples string) ([]Image, error) {
	locks, err := filepath.Glob(filepath.Join(examples, "*", "uv.lock"))
	if err != nil {
		return nil, err
	}
	if len(locks) == 0 {
		return nil, fmt.Errorf("%s holds no example: expected directories with a uv.lock", examples)
	}
	var images []Image
	for _, lock := range locks {
		dir := filepath.Dir(lock)
		files, err := dockerfiles(dir)
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			image := Image{Dir: dir, File: file}
			if len(files) > 1 {
				image.Member = path.Base(path.Dir(file))
			}
			images = append(images, image)
		}
	}
	return images, nil
}

func dockerfiles(dir string) ([]string, error) {
	var files []string
	for _, pattern := range []string{"Dockerfile", "*/Dockerfile", "*/*/Dockerfile"} {
		found, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			return nil, err
		}
		for _, file := range found {
			relative, err := filepath.Rel(dir, file)
			if err != nil {
				return nil, err
			}
			files = append(files, filepath.ToSlash(relative))
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s has no Dockerfile: run uvdock generate there", dir)
	}
	return files, nil
}
