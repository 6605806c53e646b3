package main

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// defaultProject unpacks the project with the largest uv.lock of an archive into dir, or writes a generated
// project there when the archive is absent.
func defaultProject(archive, dir string, packages int) (string, error) {
	reader, err := zip.OpenReader(archive)
	if errors.Is(err, fs.ErrNotExist) {
		project := filepath.Join(dir, fmt.Sprintf("generated-%d", packages))
		return project, generate(project, packages)
	}
	if err != nil {
		return "", err
	}
	defer reader.Close()
	root, err := largest(reader.File)
	if err != nil {
		return "", fmt.Errorf("%s: %w", archive, err)
	}
	project := filepath.Join(dir, path.Base(root))
	for _, file := range reader.File {
		if name, ok := strings.CutPrefix(file.Name, root+"/"); ok && !strings.HasSuffix(name, "/") && filepath.IsLocal(name) {
			if err := unpack(file, filepath.Join(project, name)); err != nil {
				return "", err
			}
		}
	}
	return project, nil
}

// largest gives the directory of the largest uv.lock.
func largest(files []*zip.File) (string, error) {
	var found *zip.File
	for _, file := range files {
		if path.Base(file.Name) == "uv.lock" && (found == nil || file.UncompressedSize64 > found.UncompressedSize64) {
			found = file
		}
	}
	if found == nil {
		return "", errors.New("no uv.lock inside")
	}
	return path.Dir(found.Name), nil
}

func unpack(file *zip.File, target string) error {
	in, err := file.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		return err
	}
	out, err := os.Create(target)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// generate writes a project whose lock has n packages with eight wheels each. They form a tree, three below each:
// as in real locks, no package is far from the root.
func generate(dir string, n int) error {
	var lock strings.Builder
	lock.WriteString("version = 1\nrevision = 3\nrequires-python = \">=3.11\"\n")
	for i := range n {
		fmt.Fprintf(&lock, "\n[[package]]\nname = \"p%05d\"\nversion = \"1.%d\"\nsource = { registry = \"https://index.example/simple\" }\n", i, i)
		if 3*i+1 < n {
			lock.WriteString("dependencies = [\n")
			for next := 3*i + 1; next < min(n, 3*i+4); next++ {
				fmt.Fprintf(&lock, "    { name = \"p%05d\" },\n", next)
			}
			lock.WriteString("]\n")
		}
		file := func(name string) string {
			return fmt.Sprintf("{ url = \"https://files.index.example/packages/%s\", hash = \"sha256:%064x\", size = %d }", name, i, 1000+i)
		}
		fmt.Fprintf(&lock, "sdist = %s\nwheels = [\n", file(fmt.Sprintf("p%05d-1.%d.tar.gz", i, i)))
		for _, tag := range []string{"cp311", "cp312", "cp313", "cp314"} {
			for _, arch := range []string{"x86_64", "aarch64"} {
				fmt.Fprintf(&lock, "    %s,\n", file(fmt.Sprintf("p%05d-1.%d-%s-%s-manylinux_2_28_%s.whl", i, i, tag, tag, arch)))
			}
		}
		lock.WriteString("]\n")
	}
	lock.WriteString("\n[[package]]\nname = \"root\"\nversion = \"1.0\"\nsource = { virtual = \".\" }\ndependencies = [\n    { name = \"p00000\" },\n]\n" +
		"\n[package.metadata]\nrequires-dist = [{ name = \"p00000\" }]\n")
	return errors.Join(os.MkdirAll(dir, 0o755),
		os.WriteFile(filepath.Join(dir, "uv.lock"), []byte(lock.String()), 0o644),
		os.WriteFile(filepath.Join(dir, "pyproject.toml"), []byte("[project]\nname = \"root\"\nversion = \"1.0\"\nrequires-python = \">=3.11\"\ndependencies = [\"p00000\"]\n"), 0o644))
}
