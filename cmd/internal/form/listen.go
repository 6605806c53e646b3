package form

import (
	"slices"

	"github.com/uvdock/uvdock/generator/detect"
)

// ownCommands are the kinds of service of which nobody knows whether they listen: the project's own
// programs. A framework or a server says so itself.
var ownCommands = []string{"command", "console-script", "module", "script"}

// service is what is started; false while that is open.
func (s state) service() (detect.Service, bool) {
	if s.found.Inspection.Image == nil {
		return detect.Service{}, false
	}
	svc := s.found.Inspection.Image.Survey.Service
	return svc, svc.Framework != ""
}

// askPort asks for the port of a program that may have one.
func askPort(s state) (Question, bool) {
	svc, known := s.service()
	if !known || svc.Port > 0 || svc.Server != "" || !slices.Contains(ownCommands, svc.Framework) {
		return Question{}, false
	}
	return Question{
		ID: "port", Flags: []string{"port"}, Kind: Text, Title: "On which port does it listen?",
		Detail: "1 to 65535; empty for none", Default: []string{""}, Empty: true, words: flag("port"),
	}, true
}

// askHealth asks for the path that answers when the service is healthy: it is never guessed.
func askHealth(s state) (Question, bool) {
	svc, known := s.service()
	if !known || svc.Port == 0 || svc.HealthPath != "" {
		return Question{}, false
	}
	return Question{
		ID: "health", Flags: []string{"health-path", "no-healthcheck"}, Kind: Text, Title: "Which path answers when it is healthy?",
		Detail: "Such as /healthz; empty for no HEALTHCHECK", Default: []string{""}, Empty: true, words: flag("health-path"),
	}, true
}
