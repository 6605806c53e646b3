package verify

import "math"

// stage is how far the work must have come before a promise can be judged.
type stage int

const (
	anyway   stage = iota // judged even when the build failed
	built                 // needs the image
	launched              // needs the container to have been started
)

// promise is one line of the report.
type promise struct {
	name, want string
	needs      stage
	judge      func(*evidence) verdict
}

// verdict is a Check without the parts that the promise itself knows.
type verdict struct {
	status, got, detail, fix string
	seconds                  float64
}

func holds(got string) verdict       { return verdict{status: OK, got: got} }
func breaks(got, fix string) verdict { return verdict{status: Broken, got: got, fix: fix} }
func skips(why string) verdict       { return verdict{status: Skipped, got: why} }

// promises lists them in the order of the report.
func promises() []promise {
	return []promise{
		{"build", "docker build succeeds", anyway, judgeBuild},
		{"build-checks", "docker build --check reports nothing", anyway, judgeLint},
		{"exec-form", "command in exec form, without a shell", built, judgeCommand},
		{"user", "USER is numeric and not root", built, judgeUser},
		{"no-uv", "no uv in the image", built, judgeUV},
		{"no-compiler", "no compiler or linker in the image", built, judgeCompiler},
		{"no-git", "no git in the image", built, judgeGit},
		{"no-repository", "no version control data in the image", built, judgeRepository},
		{"no-secrets", "no secret in environment, labels or history", built, judgeSecrets},
		{"no-secret-files", "no secret in a file of the image", built, judgeSecretFiles},
		{"not-writable", "application and venv not writable by the user", built, judgeWritable},
		{"start", "starts with a read-only root, no capabilities, no new privileges", launched, judgeStart},
		{"process-user", "the running processes have that user and no root group", launched, judgeProcess},
		{"port", "listens on the exposed port, on all interfaces", launched, judgePort},
		{"health-path", "health path answers 2xx or 3xx", launched, judgeHealthPath},
		{"healthcheck", "the image's HEALTHCHECK succeeds", launched, judgeHealthcheck},
		{"stop", "stops by its stop signal within the grace", launched, judgeStop},
		{"size", "size of the image", built, judgeSize},
	}
}

// judge turns the evidence into the report.
func judge(ev *evidence) *Report {
	r := &Report{Schema: Schema, Checks: []Check{}, Layers: []Layer{}, BuildSeconds: milli(ev.build.seconds)}
	for _, p := range promises() {
		v := p.decide(ev)
		r.Checks = append(r.Checks, Check{
			Name: p.name, Status: v.status, Want: p.want, Got: v.got, Detail: v.detail, Fix: v.fix, Seconds: milli(v.seconds),
		})
	}
	if ev.image != nil {
		r.Image, r.Platform = ev.image.ID, ev.image.platform()
		r.Size, r.Layers = ev.image.layers()
	}
	if ev.run != nil {
		r.StartSeconds, r.StopSeconds = milli(ev.run.startSeconds), milli(ev.run.stop.seconds)
	}
	return r
}

// milli rounds seconds to milliseconds: more digits would claim more than was measured.
func milli(seconds float64) float64 { return math.Round(seconds*1000) / 1000 }

func (p promise) decide(ev *evidence) verdict {
	switch {
	case p.needs >= built && ev.image == nil:
		return skips("the image was not built")
	case p.needs >= launched && ev.run == nil:
		return skips("the container was not started")
	}
	return p.judge(ev)
}
