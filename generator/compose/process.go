package compose

import "github.com/uvdock/uvdock/generator/plan"

// process is what a service says of its process where it differs from the image's own.
type process struct {
	// Starts is a line about it, empty for an image's own.
	Starts string
	// Words are the command, nil for the image's.
	Words []string
	Env   []plan.Env
	// Signal is the stop signal, empty for the image's.
	Signal string
	// Health is the check, Unasked says that the image's is switched off.
	Health  []string
	Timing  plan.Timing
	Unasked bool
	// After are the jobs that must have ended well before.
	After []string
}

// addProcess appends the service of a further process of an image: of the same image with another
// command, or of a stage of its own.
func (v *view) addProcess(image string, p *plan.Plan, each plan.Process, ports ports) {
	name := plan.ProcessName(image, each.Name)
	s := v.service(image, p)
	s.Name = name
	if p.Stages {
		s.Image, s.Target = name, each.Name
		s.build(p)
	} else {
		s.Alias, s.Watch = image, watch(p)
		s.override(p, each)
	}
	s.Port, s.Restart = ports.of(name, each.Port), restart(each.Port)
	s.After, s.Starts = after(image, p.Jobs()), "One more process of "+image+"."
	if each.Job {
		s.Restart, s.Watch = `"no"`, nil // nobody wants to migrate at every edit
		s.After, s.Starts = after(image, before(p.Jobs(), each.Name)), "A job: it ends, and the services wait until it has ended well."
	} else if each.Port == 0 {
		s.Restart = "unless-stopped" // it was called a service
	}
	v.Services = append(v.Services, s)
}

// override says what the process does that the image would not.
func (s *service) override(p *plan.Plan, each plan.Process) {
	s.Words, s.Env, s.Health, s.Timing = each.Command, each.Env, each.Health, each.Timing
	s.Unasked = each.Health == nil && p.Runtime.Health != nil
	if each.StopSignal != p.Runtime.StopSignal {
		if s.Signal = each.StopSignal; s.Signal == "" {
			s.Signal = "SIGTERM"
		}
	}
}

// after are the services of jobs.
func after(image string, jobs []string) []string {
	var out []string
	for _, job := range jobs {
		out = append(out, plan.ProcessName(image, job))
	}
	return out
}

// before are the jobs that stand before one: they run one after the other, as they are written.
func before(jobs []string, name string) []string {
	for i, job := range jobs {
		if job == name {
			return jobs[:i]
		}
	}
	return nil
}
