package resolve

import (
	"fmt"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/wheel"
)

// torchCPU is where PyTorch publishes its wheels without CUDA.
const torchCPU = "https://download.pytorch.org/whl/cpu"

// cuda says what the CUDA libraries of the closure weigh: most services never see a GPU.
// (spec/dockerfile.md D44)
func (r *Resolver) cuda(result *Result) diag.List {
	var weight, unknown int64
	var found []Package
	for _, p := range result.Packages {
		if !nvidia(p.Name) && p.Name != "triton" || !compiled(p.Artifact) {
			continue
		}
		found = append(found, p)
		if p.Artifact.Size < 0 {
			unknown++
		}
		weight += max(p.Artifact.Size, 0)
	}
	// triton alone may be there for other hardware.
	first := slices.IndexFunc(found, func(p Package) bool { return nvidia(p.Name) })
	if first < 0 {
		return nil
	}
	count := "1 wheel"
	if len(found) > 1 {
		count = fmt.Sprintf("%d wheels", len(found))
	}
	return diag.List{diag.Notef("cuda-in-cpu-service", diag.Place{File: r.lock.File, Line: found[first].Line, Column: 1},
		"%s of CUDA (%s) on %s, for %s: of no use without a GPU",
		count, bytesTitle(weight, unknown), result.Target.Platform, strings.Join(cudaParents(result), ", ")).
		WithFix("%s", withoutCUDA(result, found[first].Name))}
}

// nvidia says whether a name is of those under which NVIDIA publishes CUDA.
func nvidia(name string) bool {
	return strings.HasPrefix(name, "nvidia-") || strings.HasPrefix(name, "cuda-")
}

// compiled tells libraries from what is pure Python, such as nvidia-ml-py, by the wheel's tag.
func compiled(a Artifact) bool {
	if a.Kind != Wheel {
		return false
	}
	name, err := wheel.ParseName(a.File)
	return err == nil && name.Platform != "any"
}

// cudaParents are the packages that bring CUDA in, sorted, without CUDA's own. Where the
// project names CUDA's packages alone, that is the project.
func cudaParents(result *Result) []string {
	var out []string
	for _, e := range result.Edges {
		if (nvidia(e.To) || e.To == "triton") && !nvidia(e.From) && e.From != "" {
			out = append(out, e.From)
		}
	}
	if out = unique(out); len(out) == 0 {
		return []string{"the project"}
	}
	return out
}

// withoutCUDA is the fix, with the lines for pyproject.toml. uv.sources hold for requirements of
// the project alone, so that a torch which another package brings in must be named.
func withoutCUDA(result *Result, name string) string {
	has := func(name string) bool {
		return slices.ContainsFunc(result.Packages, func(p Package) bool { return p.Name == name })
	}
	if !has("torch") {
		return "give --gpu if the containers have one; else see `uvdock packages --why " + name + "` and take what needs it without CUDA"
	}
	add := ""
	if i := slices.IndexFunc(result.Packages, func(p Package) bool { return p.Name == "torch" }); !result.Packages[i].Direct {
		add = "name torch in the project's dependencies, "
	}
	lines := []string{
		"give --gpu if the containers have one; else " + add + "add these lines to pyproject.toml and run `uv lock`:",
		"[[tool.uv.index]]", `name = "pytorch-cpu"`, `url = "` + torchCPU + `"`, "explicit = true", "", "[tool.uv.sources]",
	}
	for _, torch := range []string{"torch", "torchaudio", "torchvision"} {
		if has(torch) {
			lines = append(lines, torch+` = { index = "pytorch-cpu" }`)
		}
	}
	return strings.Join(lines, "\n")
}

// bytesTitle is a sum of sizes, of which some may be unknown.
func bytesTitle(sum, unknown int64) string {
	switch {
	case sum == 0:
		return "the lock does not say how large"
	case unknown > 0:
		return fmt.Sprintf("at least %d MB, %d bytes", sum/1_000_000, sum)
	}
	return fmt.Sprintf("%d MB, %d bytes", sum/1_000_000, sum)
}
