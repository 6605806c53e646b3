package images

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/e2e/internal/example"
)

// A nativeCase is a project that installs one package with needs of the system. main.py uses it before it
// waits, so that the container starts only if what it needs is there.
type nativeCase struct {
	requires string
	// compiled says that the sdist is taken although there may be a wheel.
	compiled bool
	use      string
	// profiles are those that it is built for.
	profiles []string
}

func nativeCases() []nativeCase {
	slim, both := []string{"slim-bookworm"}, []string{"slim-bookworm", "distroless"}
	return []nativeCase{
		{"psycopg2", true, "import psycopg2", both},
		{"psycopg[c]", false, "import psycopg; assert psycopg.pq.__impl__ == 'c'", slim},
		{"mysqlclient", true, "import MySQLdb", both},
		{"lxml", true, "from lxml import etree; assert etree.fromstring('<a/>').tag == 'a'", both},
		{"python-ldap", true, "import ldap; ldap.initialize('ldap://127.0.0.1')", slim},
		{"uwsgi", true, "import subprocess, shutil; assert shutil.which('uwsgi'); subprocess.run(['uwsgi', '--version'], check=True)", slim},
		{"cryptography", true, "from cryptography.fernet import Fernet; Fernet(Fernet.generate_key())", slim},
		{"opencv-python", false, "import cv2; assert cv2.__version__", slim},
		{"weasyprint", false, "from weasyprint import HTML; assert HTML(string='<p>a').write_pdf()[:4] == b'%PDF'", slim},
		{"pydub", false, "import shutil; assert shutil.which('ffmpeg')", slim},
		{"python-magic", false, "import magic; assert magic.from_buffer(b'%PDF-1.4', mime=True) == 'application/pdf'", slim},
		{"pyodbc", false, "import pyodbc; pyodbc.drivers()", both},
	}
}

// TestNative builds and starts projects whose packages are compiled, or load libraries and start programs
// of the system.
func TestNative(t *testing.T) {
	needDocker(t)
	uvdock := buildUvdock(t)
	for _, c := range nativeCases() {
		name, _, _ := strings.Cut(c.requires, "[")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			settings := ""
			if c.compiled {
				settings = fmt.Sprintf("no-binary-package = [%q]\n", name)
			}
			write(t, filepath.Join(dir, "pyproject.toml"), fmt.Sprintf("[project]\nname = \"app\"\nversion = \"1\"\nrequires-python = \">=3.12\"\ndependencies = [%q]\n\n[tool.uv]\n%s", c.requires, settings))
			write(t, filepath.Join(dir, "main.py"), "import time\n\n"+c.use+"\n\nwhile True:\n    time.sleep(1)\n")
			write(t, filepath.Join(dir, ".python-version"), "3.13\n")
			if _, log, err := command(t.Context(), dir, "uv", "lock", "--no-progress", "--python", ">=3.12"); err != nil {
				t.Fatalf("uv lock: %v\n%s", err, log)
			}
			image := example.Image{Dir: dir, File: "Dockerfile"}
			suits := uvdock.suits(t, image)
			for _, profile := range c.profiles {
				if !slices.Contains(suits, profile) {
					t.Errorf("%s does not suit %s: %q do", profile, name, suits)
					continue
				}
				t.Run(profile, func(t *testing.T) {
					uvdock.generateImage(t, image, profile)
					uvdock.verify(t, dir)
				})
			}
		})
	}
}
