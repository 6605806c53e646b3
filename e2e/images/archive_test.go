package images

import (
	"archive/zip"
	"os"
	"path/filepath"
	"testing"

	"github.com/uvdock/uvdock/e2e/internal/example"
)

// wheelOf writes a wheel of one module to a file.
func wheelOf(t *testing.T, name, to string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		t.Fatal(err)
	}
	file, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	archive := zip.NewWriter(file)
	info := name + "-1.dist-info/"
	for path, text := range map[string]string{
		name + "/__init__.py": "",
		info + "METADATA":     "Metadata-Version: 2.1\nName: " + name + "\nVersion: 1\n",
		info + "WHEEL":        "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
		info + "RECORD":       name + "/__init__.py,,\n" + info + "METADATA,,\n" + info + "WHEEL,,\n" + info + "RECORD,,\n",
	} {
		w, err := archive.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestArchives builds images that take a wheel from a file: inside the project, and outside of a
// workspace whose member needs it. No index is asked.
func TestArchives(t *testing.T) {
	needDocker(t)
	uvdock := buildUvdock(t)
	const service = "import time\n\nimport tiny\n\nwhile True:\n    time.sleep(1)\n"
	manifest := func(name, wheel string) string {
		return "[project]\nname = \"" + name + "\"\nversion = \"1\"\nrequires-python = \">=3.11\"\ndependencies = [\"tiny\"]\n" +
			"[tool.uv.sources]\ntiny = { path = \"" + wheel + "\" }\n"
	}
	for _, c := range []struct {
		name  string
		image example.Image
		wheel string
		files map[string]string
	}{
		{
			"in the project",
			example.Image{Dir: "app", File: "Dockerfile"},
			"app/wheels/tiny-1-py3-none-any.whl",
			map[string]string{"app/pyproject.toml": manifest("app", "wheels/tiny-1-py3-none-any.whl"), "app/main.py": service},
		},
		{
			"outside of a workspace",
			example.Image{Dir: "app", File: "bot/Dockerfile", Member: "bot"},
			"wheels/tiny-1-py3-none-any.whl",
			map[string]string{
				"app/pyproject.toml": "[tool.uv.workspace]\nmembers = [\"bot\"]\n", "app/bot/main.py": service,
				"app/bot/pyproject.toml": manifest("bot", "../../wheels/tiny-1-py3-none-any.whl"),
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			top := t.TempDir()
			wheelOf(t, "tiny", filepath.Join(top, c.wheel))
			for name, text := range c.files {
				path := filepath.Join(top, name)
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				write(t, path, text)
			}
			image := c.image
			image.Dir = filepath.Join(top, image.Dir)
			write(t, filepath.Join(image.Dir, ".python-version"), "3.13\n")
			if _, log, err := command(t.Context(), image.Dir, "uv", "lock", "--no-progress", "--python", ">=3.11"); err != nil {
				t.Fatalf("uv lock: %v\n%s", err, log)
			}
			uvdock.generateImage(t, image, "slim-bookworm")
			uvdock.verify(t, filepath.Join(image.Dir, filepath.Dir(image.File)))
		})
	}
}
