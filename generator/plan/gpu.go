package plan

import (
	"slices"
	"strconv"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/resolve"
)

// decideGPU asks the container runtime for the devices, as NVIDIA's own images do, and says what
// the host needs. The wheels carry the rest of CUDA.
// Source: https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/docker-specialized.html
func (b *builder) decideGPU() {
	if !b.in.GPU {
		return
	}
	r := &b.plan.Runtime
	r.GPU = true
	r.Env = append(r.Env, Env{"NVIDIA_DRIVER_CAPABILITIES", "compute,utility"}, Env{"NVIDIA_VISIBLE_DEVICES", "all"})
	b.because("gpu", "GPU", "NVIDIA_VISIBLE_DEVICES=all", "--gpu", "the container runtime gives the devices and the driver to images that ask for them", "https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/docker-specialized.html")
	major, found := cudaMajor(b.in.packages())
	if !found {
		b.report(diag.Warningf("gpu-without-cuda", diag.Place{File: b.in.Project.Lock.File}, "--gpu is given, but nothing that is installed brings CUDA: no package nvidia-*").
			WithFix("see `uvdock packages`; a lock with the CPU wheels of torch has none"))
		return
	}
	b.report(diag.Notef("gpu-host", diag.Place{}, "the host needs the NVIDIA Container Toolkit and %s for CUDA %d, and containers `docker run --gpus all`", b.driver(major), major))
}

// driver is what the host's driver must be for a major of CUDA.
func (b *builder) driver(major int) string {
	for _, c := range b.in.Tables.GPU.CUDA {
		if c.Major == major {
			return "a driver of branch " + c.Driver + " or later"
		}
	}
	return "a driver"
}

// cudaMajor is the newest major of CUDA among packages: as their names end (nvidia-cublas-cu12),
// or the version of the runtime where they do not say.
func cudaMajor(packages []resolve.Package) (major int, found bool) {
	for _, p := range packages {
		if !strings.HasPrefix(p.Name, "nvidia-") {
			continue
		}
		words := strings.Split(p.Name, "-")
		text, named := strings.CutPrefix(words[len(words)-1], "cu")
		if !named && slices.Contains([]string{"nvidia-cuda-runtime", "nvidia-cublas"}, p.Name) {
			text, _, _ = strings.Cut(p.Version, ".")
		}
		if n, err := strconv.Atoi(text); err == nil {
			major, found = max(major, n), true
		}
	}
	return major, found
}
