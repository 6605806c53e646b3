package detect

import (
	"fmt"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
)

// everywhere is the address on which a container can be reached.
const everywhere = "0.0.0.0"

// address decides port and host of a server that the code starts itself.
func (d *detector) address(svc *Service, r run) {
	at := r.mod.place(d.in, r.line)
	call := callName(r)
	port := r.port.number()
	switch {
	case r.port.flag != "" && d.in.Port != 0 && d.in.Port != port && d.tell(svc, r.port, r.sure, itoa(d.in.Port)):
		svc.evidence(at, "%s takes its port from the option %s", call, r.port.flag)
	case r.port.env != "" && d.in.Port != 0 && d.in.Port != port:
		svc.Env = append(svc.Env, EnvVar{r.port.env, itoa(d.in.Port)})
		svc.evidence(at, "%s takes its port from %s", call, r.port.env)
	case port != 0 && d.in.Port != 0 && d.in.Port != port && r.sure:
		d.findings = append(d.findings, diag.Errorf("port-mismatch", at, "%s is %d, but %s listens on %d", d.in.says("port"), d.in.Port, call, port).
			WithFix("leave %s out, or change the sources", d.in.says("port")))
	case port != 0 && d.in.Port == 0:
		svc.Port = port
		svc.evidence(at, "%s listens on port %d", call, port)
	case port == 0 && r.port.flag != "" && r.port.env == "" && d.in.Port == 0 && d.tell(svc, r.port, r.sure, itoa(usualPort(r))):
		svc.Port = usualPort(r)
		svc.evidence(at, "%s takes its port from the option %s", call, r.port.flag)
	}
	d.host(svc, r, call)
}

// usualPort is that of a server whose options do not say one.
func usualPort(r run) int {
	if r.runner.Port != 0 {
		return r.runner.Port
	}
	return 8000
}

// tell gives an option of the project's own command line to the command, and says whether it could: the
// program's options stand before the command that it is started with, that command's behind it, and those of
// another one nowhere. What was stated is not changed.
func (d *detector) tell(svc *Service, option value, sure bool, to string) bool {
	if svc.Framework == "command" || !sure {
		return false
	}
	at := len(svc.Command.Args)
	switch {
	case option.command == "" && d.told != nil:
		at = slices.Index(svc.Command.Args, d.told[0])
	case option.command != "" && (d.told == nil || option.command != d.told[len(d.told)-1]):
		return false
	}
	svc.Command.Args = slices.Insert(svc.Command.Args, at, option.flag, to)
	return true
}

// host reports a server that only the container itself could reach, or sets the variable
// that changes it.
func (d *detector) host(svc *Service, r run, call string) {
	at := r.mod.place(d.in, r.line)
	if r.host.env != "" && (!r.host.known || loopback(r.host.text)) {
		svc.Env = append(svc.Env, EnvVar{r.host.env, everywhere})
		svc.evidence(at, "%s takes its host from %s", call, r.host.env)
		return
	}
	if !r.host.known && r.host.flag != "" && d.tell(svc, r.host, r.sure, everywhere) {
		svc.evidence(at, "%s takes its host from the option %s", call, r.host.flag)
		return
	}
	if !r.host.known || !loopback(r.host.text) {
		return
	}
	if r.host.flag != "" && d.tell(svc, r.host, r.sure, everywhere) {
		svc.evidence(at, "%s takes its host from the option %s, which is %s by default", call, r.host.flag, r.host.text)
		return
	}
	f := diag.Errorf("binds-loopback", at, "%s listens on %s, where nothing outside of the container reaches it", call, r.host.text)
	if !r.sure {
		f.Severity = diag.Warning
	}
	var fix strings.Builder
	fmt.Fprintf(&fix, "listen on %s", everywhere)
	if r.host.flag != "" {
		fmt.Fprintf(&fix, " by the option %s", r.host.flag)
	}
	for _, a := range d.apps {
		if s := d.in.server(a.framework, a.factory); a.target() == r.app && s != nil {
			port := svc.Port
			if port == 0 {
				port = s.Port
			}
			fix.WriteString(", or start the application by " + cmdFlag(d.serve(*s, a, port).Words()...))
		}
	}
	if r.sure {
		fix.WriteString(", or confirm the command with " + cmdFlag(svc.Command.Words()...))
	}
	d.findings = append(d.findings, f.WithFix("%s", fix.String()))
}
