package verify

import "slices"

// Schema names the JSON form of a Report. A field's meaning never changes under one number.
const Schema = "uvdock.verify/1"

// The three outcomes of a Check.
const (
	OK      = "ok"
	Broken  = "broken"
	Skipped = "skipped" // Got says why
)

// Check is one promise and what was found.
type Check struct {
	// Name is stable, in kebab case: "build", "port", "stop".
	Name string `json:"name"`
	// Status is OK, Broken or Skipped.
	Status string `json:"status"`
	// Want is the promise, Got what was seen instead or in proof; each one line.
	Want string `json:"want"`
	Got  string `json:"got"`
	// Detail is more to read, of several lines (a log's last, a list of files); may be empty.
	Detail string `json:"detail"`
	// Fix is the next step when the promise is broken; else empty.
	Fix string `json:"fix"`
	// Seconds is how long the proof took; 0 for what is only looked at.
	Seconds float64 `json:"seconds"`
}

// Layer is one layer of the image that holds files.
type Layer struct {
	// CreatedBy is the instruction as the image's history has it; may be empty for a base image.
	CreatedBy string `json:"created_by"`
	// Size is in bytes, uncompressed.
	Size int64 `json:"size"`
}

// Report is the outcome of one verification.
type Report struct {
	// Schema is "uvdock.verify/1".
	Schema string `json:"schema"`
	// Image is the image's ID (sha256:...), for comparing; the image itself is removed. Empty
	// when it was not built.
	Image string `json:"image"`
	// Platform is os/arch[/variant] of the image. Empty when it was not built.
	Platform string `json:"platform"`
	// Checks has every promise once, in a fixed order. Never nil.
	Checks []Check `json:"checks"`
	// Size is the sum of the layers in bytes, uncompressed.
	Size int64 `json:"size"`
	// Layers are in the order in which they were built, empty ones left out. Never nil.
	Layers []Layer `json:"layers"`
	// BuildSeconds is the wall time of docker build, StartSeconds the time from the container's
	// start to its first answer, StopSeconds from the stop signal to the end. 0 when not reached.
	BuildSeconds float64 `json:"build_seconds"`
	StartSeconds float64 `json:"start_seconds"`
	StopSeconds  float64 `json:"stop_seconds"`
}

// Broken says whether any promise is broken.
func (r *Report) Broken() bool {
	return slices.ContainsFunc(r.Checks, func(c Check) bool { return c.Status == Broken })
}

// Check returns the check of that name; nil when there is none.
func (r *Report) Check(name string) *Check {
	for i := range r.Checks {
		if r.Checks[i].Name == name {
			return &r.Checks[i]
		}
	}
	return nil
}
