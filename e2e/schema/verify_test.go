package schema

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestVerify validates the JSON of a verification that goes wrong: an image that holds one text
// file breaks nearly every promise, and needs nothing from a registry.
func TestVerify(t *testing.T) {
	s := compile(t, "verify")
	if err := exec.CommandContext(t.Context(), "docker", "info").Run(); err != nil {
		t.Skipf("no Docker to verify with: %v", err)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"Dockerfile": "FROM scratch\nCOPY x /x\nCMD [\"/x\"]\n", "x": "no program"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out, code := run(t.Context(), t, "verify", dir, "--format", "json", "--timeout", "5s")
	object := valid(t, s, out)
	if checks, _ := object["checks"].([]any); code != 1 || len(checks) < 5 {
		t.Errorf("code %d, %d checks", code, len(checks))
	}
}
