// Package example lists the images of the example projects.
package example

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
)

// An Image is what one Dockerfile of an example builds.
type Image struct {
	// Dir is the directory of the example's uv.lock; Project is that directory seen from examples/.
	Dir, Project string
	// File is the committed Dockerfile, relative to Dir and with slashes.
	File string
	// Member is the argument for --package; empty where no member needs to be named.
	Member string
}

// Name is the image's directory below examples/: "script", "workspace/services/api".
func (i Image) Name() string { return path.Join(i.Project, path.Dir(i.File)) }

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
	projects, err := Projects(examples)
	if err != nil {
		return nil, err
	}
	var images []Image
	for _, dir := range projects {
		files, err := dockerfiles(dir)
		if err != nil {
			return nil, err
		}
		project, err := filepath.Rel(examples, dir)
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			image := Image{Dir: dir, Project: filepath.ToSlash(project), File: file}
			if len(files) > 1 {
				image.Member = path.Base(path.Dir(file))
			}
			images = append(images, image)
		}
	}
	return images, nil
}

// Projects are the directories of the examples that hold a uv.lock, sorted and never empty: an example
// itself, or the project in it where what it needs lies beside it.
func Projects(examples string) ([]string, error) {
	var projects []string
	for _, pattern := range []string{"*/uv.lock", "*/*/uv.lock", "*/*/*/uv.lock"} {
		locks, err := filepath.Glob(filepath.Join(examples, pattern))
		if err != nil {
			return nil, err
		}
		for _, lock := range locks {
			projects = append(projects, filepath.Dir(lock))
		}
	}
	if len(projects) == 0 {
		return nil, fmt.Errorf("%s holds no example: expected directories with a uv.lock", examples)
	}
	slices.Sort(projects)
	return projects, nil
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
