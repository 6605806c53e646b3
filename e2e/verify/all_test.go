package verify

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestAll verifies a workspace of two services whose images hold one text file each: both break
// promises, which is told a table each. A library between them has no Dockerfile and needs none.
func TestAll(t *testing.T) {
	needDocker(t)
	binary, dir := build(t), t.TempDir()
	lock := "version = 1\nrevision = 3\nrequires-python = \">=3.12\"\n\n[manifest]\nmembers = [\"api\", \"lib\", \"worker\"]\n"
	files := map[string]string{"pyproject.toml": "[tool.uv.workspace]\nmembers = [\"api\", \"lib\", \"worker\"]\n"}
	for _, name := range []string{"api", "lib", "worker"} {
		lock += "\n[[package]]\nname = \"" + name + "\"\nversion = \"1\"\nsource = { virtual = \"" + name + "\" }\n"
		files[name+"/pyproject.toml"] = "[project]\nname = \"" + name + "\"\nversion = \"1\"\nrequires-python = \">=3.12\"\n"
		if name != "lib" {
			files[name+"/main.py"] = "import time\n\nwhile True:\n    time.sleep(1)\n"
			files[name+"/Dockerfile"] = "FROM scratch\nCOPY " + name + "/main.py /x\nCMD [\"/x\"]\n"
		}
	}
	files["uv.lock"] = lock
	for name, text := range files {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	verify := func() (string, int) {
		var out bytes.Buffer
		cmd := exec.CommandContext(t.Context(), binary, "verify", "--all", dir, "--timeout", "5s")
		cmd.Stdout, cmd.Stderr = &out, &out
		code := exitCode(t, cmd.Run())
		return out.String(), code
	}
	out, code := verify()
	for _, want := range []string{"\napi\n", "\nworker\n", "COPY api/main.py /x", "COPY worker/main.py /x", "broken: 2 of 2 images: api, worker\n"} {
		if code != 1 || !strings.Contains("\n"+out, want) {
			t.Fatalf("code %d, %q is not in\n%s", code, want, out)
		}
	}
	if err := os.Remove(filepath.Join(dir, "worker", "Dockerfile")); err != nil {
		t.Fatal(err)
	}
	if out, code := verify(); code != 1 || !strings.Contains(out, "worker/Dockerfile: not there") || strings.Contains(out, "api\n") {
		t.Errorf("code %d: %s", code, out)
	}
}
