package generator

import (
	"fmt"
	"slices"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/plan"
	"github.com/uvdock/uvdock/generator/system"
)

// wanted tells the chooser what the user says of system packages: configured rows, and packages by
// their names.
func (run *run) wanted() diag.List {
	asked, findings := run.options.asked()
	run.chooser.Want(run.native, asked)
	var ofVolumes diag.List
	run.volumes, ofVolumes = run.options.volumes()
	_, env := run.options.buildEnv()
	return slices.Concat(findings, ofVolumes, run.options.checkLayout(), env)
}

// volumes are those of the options, each directory of the container once.
func (o Options) volumes() (out []plan.Volume, findings diag.List) {
	for _, text := range o.Volumes {
		v, err := plan.ParseVolume(text)
		if err == nil && slices.ContainsFunc(out, func(other plan.Volume) bool { return other.Dir == v.Dir }) {
			err = fmt.Errorf("%s has a volume already", v.Dir)
		}
		if err != nil {
			findings = append(findings, diag.Errorf("usage", diag.Place{}, "--volume: %v", err).WithFix("write it as for docker run: data:/data, or ./models:/app/models:ro"))
			continue
		}
		out = append(out, v)
	}
	return out, findings
}

// asked are the system packages of the flags.
func (o Options) asked() (out []system.Asked, findings diag.List) {
	for _, flag := range []struct {
		name, family string
		stage        system.Stage
		valid        func(string) bool
		packages     []string
	}{
		{"--apt", "debian", system.Runtime, knowledge.ValidDebianPackage, o.Apt},
		{"--build-apt", "debian", system.Build, knowledge.ValidDebianPackage, o.BuildApt},
		{"--apk", "alpine", system.Runtime, knowledge.ValidAlpinePackage, o.Apk},
		{"--build-apk", "alpine", system.Build, knowledge.ValidAlpinePackage, o.BuildApk},
	} {
		for _, name := range flag.packages {
			if !flag.valid(name) {
				findings = append(findings, diag.Errorf("usage", diag.Place{}, "%s %q is no name of a package", flag.name, name).
					WithFix("give one name, without version or options; repeat the flag for more"))
				continue
			}
			out = append(out, system.Asked{Stage: flag.stage, Family: flag.family, Package: name, Flag: flag.name})
		}
	}
	return out, findings
}

// unlessGPU leaves out what is said of CUDA to those who have no use for it.
func (run *run) unlessGPU(list diag.List) diag.List {
	return slices.DeleteFunc(slices.Clone(list), func(f diag.Finding) bool {
		return run.options.GPU && f.Code == "cuda-in-cpu-service"
	})
}
