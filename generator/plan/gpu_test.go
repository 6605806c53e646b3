package plan_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/plan"
)

// TestGPU: --gpu asks the container runtime for devices and says what the host needs; without it,
// and without CUDA, something else is said.
func TestGPU(t *testing.T) {
	cuda := wheel("nvidia-cudnn-cu12", public)
	for _, c := range []struct {
		name, packages string
		requires       []string
		gpu            bool
		code, message  string
	}{
		{"CUDA 12", cuda, []string{"nvidia-cudnn-cu12"}, true, "gpu-host", "branch 525 or later for CUDA 12"},
		{"a CUDA nobody knows of", strings.ReplaceAll(cuda, "cu12", "cu99"), []string{"nvidia-cudnn-cu99"}, true, "gpu-host", "a driver for CUDA 99"},
		{"the runtime says which", strings.ReplaceAll(wheel("nvidia-cuda-runtime", public), "1.0", "13.0.96"), []string{"nvidia-cuda-runtime"}, true, "gpu-host", "for CUDA 13"},
		{"no CUDA", wheel("a", public), []string{"a"}, true, "gpu-without-cuda", "nothing that is installed brings CUDA"},
		{"not wanted", cuda, []string{"nvidia-cudnn-cu12"}, false, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, findings := planned(t, fixture{packages: c.packages, requires: c.requires}, generator.Options{Cmd: "python main.py", GPU: c.gpu})
			if p == nil {
				t.Fatal(findings.Err())
			}
			asks := slices.ContainsFunc(p.Runtime.Env, func(e plan.Env) bool { return e.Name == "NVIDIA_VISIBLE_DEVICES" })
			if asks != c.gpu || p.Runtime.GPU != c.gpu {
				t.Errorf("asks for devices: %t, want %t", asks, c.gpu)
			}
			i := slices.IndexFunc(findings, func(f diag.Finding) bool { return strings.HasPrefix(f.Code, "gpu-") })
			if (i >= 0) != (c.code != "") || i >= 0 && (findings[i].Code != c.code || !strings.Contains(findings[i].Message, c.message)) {
				t.Errorf("%v", findings)
			}
			if slices.ContainsFunc(findings, func(f diag.Finding) bool { return f.Code == "cuda-in-cpu-service" }) && c.gpu {
				t.Error("told that CUDA is of no use")
			}
		})
	}
}
