package verify

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"
)

// How health commands name what they ask: a URL, or the method and path of Python's http.client.
var (
	healthURL     = lazy(`https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])(?::(\d+))?(/[^\s'"\\)]*)?`)
	healthRequest = lazy(`['"](?:GET|HEAD)['"]\s*,\s*['"](/[^'"\s]*)['"]`)
	healthHost    = lazy(`HTTPConnection\(\s*['"][^'"]+['"]\s*,\s*(?:port\s*=\s*)?(\d+)`)
)

// readHealthcheck is the port and path that a HEALTHCHECK asks; 0 and empty what it does not say.
func readHealthcheck(h *healthConfig) (port int, path string) {
	if h == nil || len(h.Test) == 0 || h.Test[0] == "NONE" {
		return 0, ""
	}
	text := strings.Join(h.Test[1:], " ")
	if m := healthURL().FindStringSubmatch(text); m != nil {
		port, _ = strconv.Atoi(m[1])
		return port, m[2]
	}
	if m := healthHost().FindStringSubmatch(text); m != nil {
		port, _ = strconv.Atoi(m[1])
	}
	if m := healthRequest().FindStringSubmatch(text); m != nil {
		path = m[1]
	}
	return port, path
}

// wantedPorts are the ports that must answer, the one of the health path first: the option, else
// what the image exposes.
func wantedPorts(o Options, c imageConfig) []int {
	if o.Port > 0 {
		return []int{o.Port}
	}
	ports := c.ports()
	port, _ := readHealthcheck(c.Healthcheck)
	if i := slices.Index(ports, port); i > 0 {
		ports = append([]int{port}, slices.Delete(ports, i, i+1)...)
	}
	return ports
}

// healthPath is the option, else the path that the image's HEALTHCHECK asks.
func healthPath(o Options, c imageConfig) string {
	if o.HealthPath != "" {
		return o.HealthPath
	}
	_, path := readHealthcheck(c.Healthcheck)
	return path
}

func judgeHealthPath(ev *evidence) verdict {
	run := ev.run
	switch {
	case run.path == "":
		return judgeRoot(ev)
	case run.job():
		return skips("the image exposes no TCP port; --port names one")
	case run.sight == nil && !run.state.Running:
		return skips("the container did not stay up; see start")
	case run.sight == nil:
		return skips(run.blind)
	case len(run.sight.Open) == 0 || !slices.Contains(run.sight.Open, run.ports[0]):
		return skips("the port is not open; see port")
	case run.sight.Status == 0:
		return withLog(ev, breaks(run.path+" does not answer: "+run.sight.HTTPError, "look at docker logs; the path must answer without a login"))
	case run.sight.Status >= 200 && run.sight.Status < 400:
		return holds(fmt.Sprintf("%s answers %d", run.path, run.sight.Status))
	case run.sight.Status < 500:
		return breaks(fmt.Sprintf("%s answers %d", run.path, run.sight.Status), "correct the path, or what it depends on (--env KEY=VALUE)")
	}
	return withLog(ev, breaks(fmt.Sprintf("%s answers %d", run.path, run.sight.Status), "give it what it depends on (--env KEY=VALUE, --network NAME), or ask for another path"))
}

// judgeRoot judges an image of which no health path is known by its answer to /. That path need not
// exist, but an answer from 500 up says that the server failed.
func judgeRoot(ev *evidence) verdict {
	const unknown = "no path is known: the HEALTHCHECK names none; --health-path gives one"
	switch sight := ev.run.sight; {
	case sight == nil || sight.Root == 0:
		return skips(unknown)
	case sight.Root < 500:
		return skips(fmt.Sprintf("%s (/ answers %d)", unknown, sight.Root))
	}
	return withLog(ev, breaks(fmt.Sprintf("no path is known, and / answers %d", ev.run.sight.Root),
		"give it what it depends on (--env KEY=VALUE, --network NAME), or name a path that works without: --health-path"))
}

// withLog adds the last lines of the container to a verdict, and the cause that they show.
func withLog(ev *evidence, v verdict) verdict {
	v.detail = lastLines(ev.run.logs, 20)
	if known, ok := explainLast(ev.rules.start, ev.run.logs); ok {
		v.got, v.fix = v.got+": "+known.Cause, known.Fix
		return v
	}
	v.got += lastRaised(ev.run.logs)
	return v
}

// answersTCP says whether somebody listens behind a published port. The engine's proxy accepts
// every connection, and closes it at once when nobody does.
func answersTCP(ctx context.Context, address string) bool {
	dialer := net.Dialer{Timeout: 2 * time.Second}
	c, err := dialer.DialContext(ctx, "tcp", address)
	if err != nil {
		return false
	}
	defer c.Close()
	_ = c.SetReadDeadline(time.Now().Add(300 * time.Millisecond))
	_, err = c.Read(make([]byte, 1))
	var timeout net.Error
	isNet := errors.As(err, &timeout)
	return err == nil || isNet && timeout.Timeout()
}
