package compose

import (
	"fmt"
	"strings"

	"github.com/uvdock/uvdock/generator/plan"
)

// port is one published port.
type port struct {
	// Variable replaces Host: a port, or an address with one such as 127.0.0.1:8000.
	Variable        string
	Host, Container int
}

// String is the port in compose's short form, with the variable.
func (p port) String() string { return fmt.Sprintf("${%s:-%d}:%d", p.Variable, p.Host, p.Container) }

// ports gives each service a port of the host that no other has.
type ports struct {
	taken map[int]bool
	// wanted are the ports that services have in their containers.
	wanted map[int]bool
}

func newPorts(images []plan.Image) ports {
	p := ports{map[int]bool{}, map[int]bool{}}
	for _, i := range images {
		p.wanted[i.Plan.Runtime.Port] = true
		for _, each := range i.Plan.Processes {
			p.wanted[each.Port] = true
		}
	}
	return p
}

// of is the port of a service: on the host the same as in the container, or the next one above
// that is nobody's where another service has it. nil where nothing listens.
func (p ports) of(service string, container int) *port {
	if container == 0 {
		return nil
	}
	host := container
	for first := true; p.taken[host] || !first && p.wanted[host]; first = false {
		if host++; host > 65535 {
			host = 1024
		}
	}
	p.taken[host] = true
	return &port{variable(service), host, container}
}

// variable is the name of a service's port in the environment. A digit cannot begin one.
func variable(service string) string {
	name := strings.ToUpper(strings.ReplaceAll(service, "-", "_")) + "_PORT"
	if name[0] >= '0' && name[0] <= '9' {
		return "_" + name
	}
	return name
}
