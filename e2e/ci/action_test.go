package ci

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// action is what is read of action.yml.
type action struct {
	Inputs map[string]struct{ Default string }
	Runs   struct{ Steps []step }
}

type step struct {
	Name, Uses, Run, Shell string
	Env                    map[string]string
}

func readAction(t *testing.T) action {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(checkout(t), "action.yml"))
	if err != nil {
		t.Fatal(err)
	}
	var a action
	if err := yaml.Unmarshal(data, &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// TestActionRuns runs the steps of the action as a runner does, with an action that stands in this checkout.
func TestActionRuns(t *testing.T) {
	a, temp, project := readAction(t), t.TempDir(), t.TempDir()
	if err := os.CopyFS(project, os.DirFS(filepath.Join(checkout(t), "examples", "workspace"))); err != nil {
		t.Fatal(err)
	}
	steps := func(inputs map[string]string) (output string, code int) {
		t.Helper()
		for _, s := range a.Runs.Steps {
			if s.Run == "" {
				continue
			}
			c := command{dir: project, env: []string{"RUNNER_TEMP=" + temp, "GOPROXY=off"}}
			for name, value := range s.Env {
				c.env = append(c.env, name+"="+a.expand(t, value, inputs, checkout(t)))
			}
			script := filepath.Join(temp, "step.sh")
			if err := os.WriteFile(script, []byte(s.Run), 0o644); err != nil {
				t.Fatal(err)
			}
			if output, code = c.run(t, "bash", "--noprofile", "--norc", "-eo", "pipefail", script); code != 0 {
				return output, code
			}
		}
		return output, 0
	}
	if output, code := steps(map[string]string{"args": "--all\n--bake\n--compose\n"}); code != 0 || strings.Contains(output, "::error") {
		t.Errorf("what is committed: exit code %d\n%s", code, output)
	}
	replace(t, filepath.Join(project, "services", "api", "Dockerfile"), "WORKDIR /src", "WORKDIR /source")
	if output, code := steps(map[string]string{"args": "--package\napi"}); code != 3 || !strings.Contains(output, "::error file=services/api/Dockerfile,line=") {
		t.Errorf("an edit: exit code %d\n%s", code, output)
	}
	if output, code := steps(map[string]string{"args": "--package\napi", "format": ""}); code != 3 || !strings.Contains(output, "+++ b/services/api/Dockerfile") {
		t.Errorf("an edit, as text: exit code %d\n%s", code, output)
	}
	if output, code := steps(map[string]string{"command": "generate", "path": "services/worker", "args": "--force\n--cmd\npython -m shop_worker"}); code != 0 || !strings.Contains(output, "services/worker/Dockerfile") {
		t.Errorf("generate: exit code %d\n%s", code, output)
	}
	// Inputs are no script.
	for _, hostile := range []map[string]string{
		{"path": "$(touch pwned)"}, {"args": "--package\n`touch pwned`"}, {"command": "check; touch pwned"}, {"format": "'; touch pwned; '"}, {"path": "--help"},
	} {
		if output, code := steps(hostile); code != 2 {
			t.Errorf("%v: exit code %d\n%s", hostile, code, output)
		}
	}
	if _, err := os.Stat(filepath.Join(project, "pwned")); err == nil {
		t.Error("an input was run")
	}
}

// expand puts inputs into an expression, of the few forms that the action has.
func (a action) expand(t *testing.T, value string, inputs map[string]string, path string) string {
	t.Helper()
	inner, ok := strings.CutPrefix(value, "${{ ")
	inner = strings.TrimSuffix(inner, " }}")
	name, isInput := strings.CutPrefix(inner, "inputs.")
	given, known := inputs[name]
	declared, isDeclared := a.Inputs[name]
	switch {
	case ok && inner == "github.action_path":
		return path
	case ok && isInput && isDeclared && known:
		return given
	case ok && isInput && isDeclared:
		return declared.Default
	}
	t.Fatalf("%q is no expression that is known here", value)
	return ""
}

// TestActionIsPinned holds that what the action and the workflows of this repository use is no tag that moves, where
// the line says so.
func TestActionIsPinned(t *testing.T) {
	for _, s := range readAction(t).Runs.Steps {
		if _, ref, ok := strings.Cut(s.Uses, "@"); s.Uses != "" && (!ok || len(ref) != 40) {
			t.Errorf("%s is not pinned by a commit", s.Uses)
		}
		if s.Run != "" && strings.Contains(s.Run, "${{") {
			t.Errorf("step %s has an expression in its script: inputs come by the environment", s.Name)
		}
	}
}
