// Package compose writes compose.yaml: a service for each image, with the restrictions under
// which the images are made to run.
// Source: https://docs.docker.com/reference/compose-file/
package compose

import (
	"path"
	"slices"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/plan"
	"github.com/uvdock/uvdock/generator/render"
)

// File is the name of the file; it lies at the lock root.
const File = "compose.yaml"

// view is what the template lays out.
type view struct {
	Command  []string
	Services []service
	// Secrets and Volumes are the names that the services use, each once, sorted.
	Secrets, Volumes []string
}

// service is one image with what it takes to run it.
type service struct {
	// Name is the service's, Image the repository's; two services may share an image.
	Name, Image string
	// Build says that the service builds its image: from the stage Target, or the last one. Shared is the
	// YAML anchor of that, empty where no other service is of the image; Alias refers to another's. Each
	// service of an image has its build: one that is started alone would be looked for in a registry, and
	// `docker compose watch` starts those again whose files it watches.
	Build               bool
	Shared, Alias       string
	Context, Dockerfile string
	Target              string
	Named               []plan.NamedContext
	// Arg is the build argument for the version, nil where the project has its own.
	Arg     *arg
	Secrets []secret
	// Port is nil where nothing listens.
	Port *port
	// Restart is a restart policy of Docker.
	Restart string
	Volumes []mount
	// GPU says that the service is given all of the host's.
	GPU   bool
	Watch []watched
	process
}

// mount is a volume in compose's short form, name:directory or path:directory:ro.
type mount struct{ Volume, Why string }

// Render lays out the file for images, in their order. Command are the words of the command
// that writes it again. The findings hold an error where the images cannot be in one file.
func Render(command []string, images []plan.Image) (render.File, diag.List, error) {
	names, findings := plan.ImageNames(images)
	if findings.HasErrors() {
		return render.File{}, findings, nil
	}
	v := view{Command: command}
	ports := newPorts(images)
	for i, image := range images {
		v.add(names[i], image.Plan, ports)
		for _, p := range image.Plan.Processes {
			v.addProcess(names[i], image.Plan, p, ports)
		}
	}
	v.Secrets, v.Volumes = sorted(v.Secrets), sorted(v.Volumes)
	file, err := render.Text("compose.tmpl", File, v)
	return file, findings, err
}

// add appends the service of an image, and the names that it uses.
func (v *view) add(name string, p *plan.Plan, ports ports) {
	s := v.service(name, p)
	s.build(p)
	if len(p.Processes) > 0 && !p.Stages {
		s.Shared = name
	}
	s.Port, s.Restart = ports.of(name, p.Runtime.Port), restart(p.Runtime.Port)
	s.After = after(name, p.Jobs())
	for _, x := range p.Secrets() {
		v.Secrets = append(v.Secrets, x.ID)
	}
	v.Services = append(v.Services, s)
}

// service is what all processes of an image have in common.
func (v *view) service(name string, p *plan.Plan) service {
	s := service{Name: name, Image: name, GPU: p.Runtime.GPU}
	for _, state := range p.Runtime.State {
		volume := name + "-" + state.Name
		s.Volumes = append(s.Volumes, mount{volume + ":" + state.Dir + readOnly(state.ReadOnly), state.Why})
		v.Volumes = append(v.Volumes, volume)
	}
	for _, data := range p.Runtime.Data {
		host := data.Host
		if !path.IsAbs(host) {
			host = "./" + host
		}
		s.Volumes = append(s.Volumes, mount{host + ":" + data.Dir + readOnly(!data.Writable), data.Why})
	}
	return s
}

// build fills in how the image of a service is built.
func (s *service) build(p *plan.Plan) {
	s.Build, s.Context, s.Dockerfile, s.Named = true, p.Context.Dir, p.Dockerfile(), p.Context.Named
	s.Arg, s.Watch = argOf(p.Project.Version), watch(p)
	for _, x := range p.Secrets() {
		s.Secrets = append(s.Secrets, secret(x))
	}
}

// readOnly is the end of a volume that the process cannot write.
func readOnly(is bool) string {
	if is {
		return ":ro"
	}
	return ""
}

// restart keeps a server running. What has no port may be a job, which is not started again
// once it has ended well.
func restart(port int) string {
	if port > 0 {
		return "unless-stopped"
	}
	return "on-failure"
}

// sorted are the names in order, each once.
func sorted(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}
