package verify

import (
	"encoding/hex"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// listenState is TCP_LISTEN in the column st of /proc/net/tcp (proc_net_tcp(5)).
const listenState = "0A"

// embeddedDNS is where the engine's own resolver listens inside each container of a network that a user
// made (https://docs.docker.com/engine/network/#dns-services).
var embeddedDNS = netip.AddrFrom4([4]byte{127, 0, 0, 11})

// parseListeners reads /proc/net/tcp or tcp6 and returns the sockets that listen. Addresses stand
// there as 32-bit words in the byte order of the machine, ports in plain hexadecimal.
func parseListeners(table string, littleEndian bool) []netip.AddrPort {
	var out []netip.AddrPort
	for line := range strings.Lines(table) {
		f := strings.Fields(line)
		if len(f) < 4 || f[3] != listenState {
			continue
		}
		address, port, _ := strings.Cut(f[1], ":")
		raw, err := hex.DecodeString(address)
		n, portErr := strconv.ParseUint(port, 16, 16)
		if err != nil || portErr != nil || len(raw)%4 != 0 {
			continue
		}
		if littleEndian {
			for word := range slices.Chunk(raw, 4) {
				slices.Reverse(word)
			}
		}
		if a, ok := netip.AddrFromSlice(raw); ok {
			out = append(out, netip.AddrPortFrom(a.Unmap(), uint16(n)))
		}
	}
	return out
}

// listeners are all listening TCP sockets of the container, by port and address.
func (v *sight) listeners() []netip.AddrPort {
	little := v.ByteOrder != "big"
	all := append(parseListeners(v.TCP, little), parseListeners(v.TCP6, little)...)
	slices.SortFunc(all, func(a, b netip.AddrPort) int {
		if a.Port() != b.Port() {
			return int(a.Port()) - int(b.Port())
		}
		return a.Addr().Compare(b.Addr())
	})
	return slices.Compact(all)
}

// judgePort compares what listens with what is exposed.
func judgePort(ev *evidence) verdict {
	run := ev.run
	switch {
	case len(run.ports) == 0:
		return skips("the image exposes no TCP port; --port names one")
	case run.sight == nil && !run.state.Running:
		return skips("the container did not stay up; see start")
	case run.sight == nil:
		return judgePublished(run)
	}
	for _, port := range run.ports {
		if v := judgeListener(port, run.sight.listeners()); v.status != OK {
			return explainSilence(ev, v)
		}
	}
	v := holds("port " + joinPorts(run.ports))
	if run.published != "" && !run.reached {
		v.detail = "seen from inside; the published port " + run.published + " cannot be reached from here"
	}
	return v
}

// explainSilence adds the log to the verdict on a port, and where nothing listens at all what the
// service says that it waits for.
func explainSilence(ev *evidence, v verdict) verdict {
	v.detail = lastLines(ev.run.logs, 10)
	if slices.ContainsFunc(ev.run.sight.listeners(), func(s netip.AddrPort) bool { return s.Addr() != embeddedDNS }) {
		return v
	}
	if known, ok := outside(ev.rules.start, ev.run.logs); ok {
		v.got, v.fix = v.got+"; its log says: "+known.Cause, known.Fix
	}
	return v
}

// judgeListener judges one port by the sockets that listen.
func judgeListener(port int, sockets []netip.AddrPort) verdict {
	var there, others []string
	for _, s := range sockets {
		switch {
		case int(s.Port()) == port && s.Addr().IsUnspecified():
			return holds(s.String())
		case int(s.Port()) == port:
			there = append(there, s.String())
		case s.Addr() != embeddedDNS:
			others = append(others, s.String())
		}
	}
	switch {
	case len(there) > 0:
		return breaks("it listens only on "+strings.Join(there, ", "), "bind to 0.0.0.0 (or ::): --host 0.0.0.0")
	case len(others) > 0:
		return breaks(fmt.Sprintf("nothing listens on %d, but on %s", port, strings.Join(others, ", ")),
			"make EXPOSE and the port in CMD the same")
	}
	return breaks(fmt.Sprintf("nothing listens on %d", port),
		"correct the port, or give a slow start more time with --timeout; docker logs shows what it does")
}

// judgePublished judges from outside, where it cannot be looked from inside: what a published port reaches
// does not listen on loopback only.
func judgePublished(run *runResult) verdict {
	switch {
	case run.published == "":
		return skips("ports cannot be published here, and " + run.blind)
	case run.reached:
		return holds("reached through the published port " + run.published)
	}
	return breaks("nothing answers on the published port "+run.published, "bind to 0.0.0.0, and make EXPOSE and the port in CMD the same")
}

func joinPorts(ports []int) string {
	var out []string
	for _, p := range ports {
		out = append(out, strconv.Itoa(p))
	}
	return strings.Join(out, ", ")
}
