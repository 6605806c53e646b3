package verify

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

func TestReadHealthcheck(t *testing.T) {
	for _, c := range []struct {
		test []string
		port int
		path string
	}{
		{[]string{"CMD", "python", "-ISc", "c = http.client.HTTPConnection('127.0.0.1', 8000, timeout=2); c.request('GET', '/healthz')"}, 8000, "/healthz"},
		{[]string{"CMD-SHELL", "curl -f http://localhost:8080/live?full=1 || exit 1"}, 8080, "/live?full=1"},
		{[]string{"CMD", "wget", "-q", "http://127.0.0.1/ping"}, 0, "/ping"},
		{[]string{"CMD", "python", "-c", `urllib.request.urlopen("http://[::1]:9/x")`}, 9, "/x"},
		{[]string{"CMD", "wget", "-q", "http://localhost:8080"}, 8080, ""},
		{[]string{"CMD", "celery", "inspect", "ping"}, 0, ""},
		{[]string{"NONE"}, 0, ""},
		{nil, 0, ""},
	} {
		if port, path := readHealthcheck(&healthConfig{Test: c.test}); port != c.port || path != c.path {
			t.Errorf("%q: %d %q, want %d %q", c.test, port, path, c.port, c.path)
		}
	}
}

func TestWantedPorts(t *testing.T) {
	exposed := func(specs ...string) imageConfig {
		c := imageConfig{ExposedPorts: map[string]struct{}{}}
		for _, s := range specs {
			c.ExposedPorts[s] = struct{}{}
		}
		return c
	}
	health := exposed("8000/tcp", "9000/tcp", "53/udp")
	health.Healthcheck = &healthConfig{Test: []string{"CMD", "curl", "http://localhost:9000/"}}
	for _, c := range []struct {
		option int
		config imageConfig
		want   []int
	}{
		{0, exposed("9000/tcp", "8000/tcp", "53/udp"), []int{8000, 9000}},
		{0, health, []int{9000, 8000}},
		{5000, health, []int{5000}},
		{0, exposed("53/udp"), nil},
	} {
		if got := wantedPorts(Options{Port: c.option}, c.config); !slices.Equal(got, c.want) {
			t.Errorf("got %v, want %v", got, c.want)
		}
	}
}

func TestHealthCommand(t *testing.T) {
	for _, c := range []struct {
		config imageConfig
		want   []string
	}{
		{imageConfig{}, nil},
		{imageConfig{Healthcheck: &healthConfig{Test: []string{"NONE"}}}, nil},
		{imageConfig{Healthcheck: &healthConfig{Test: []string{"CMD", "a", "b"}}}, []string{"a", "b"}},
		{imageConfig{Healthcheck: &healthConfig{Test: []string{"CMD-SHELL", "a b"}}}, []string{"/bin/sh", "-c", "a b"}},
		{imageConfig{Shell: []string{"/bin/bash", "-ec"}, Healthcheck: &healthConfig{Test: []string{"CMD-SHELL", "a b"}}}, []string{"/bin/bash", "-ec", "a b"}},
	} {
		if got := healthCommand(c.config); !slices.Equal(got, c.want) {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestStart(t *testing.T) {
	r := testRules(t)
	ended := func(code int) containerState {
		now := time.Now()
		return containerState{ExitCode: code, StartedAt: now, FinishedAt: now.Add(time.Second)}
	}
	for _, c := range []struct {
		name         string
		run          runResult
		status, part string
	}{
		{"server", runResult{ports: []int{1}, state: containerState{Running: true}, startSeconds: 1.25}, OK, "answers after 1.2 s"},
		{"silent server", runResult{ports: []int{1}, state: containerState{Running: true}}, OK, "does not answer"},
		{"server that ends well", runResult{ports: []int{1}, state: ended(0)}, Broken, "exit code 0"},
		{"job", runResult{state: ended(0)}, OK, "exit code 0 after 1.0 s"},
		{"job's last words", runResult{state: ended(0), logs: "reading\nwrote 3 rows\n"}, OK, "; its last line: wrote 3 rows"},
		{"usage", runResult{state: ended(0), logs: "usage: shop [-h] {serve}\n"}, Broken, "it printed its usage"},
		{"worker", runResult{state: containerState{Running: true}, waited: 3 * time.Second}, OK, "still runs after 3 s"},
		{"on standard input", runResult{state: containerState{Running: true}, talks: "mcp"}, OK, "held open for mcp"},
		{
			"worker without a broker",
			runResult{state: containerState{Running: true}, logs: "Cannot connect to redis://localhost:6379//: Error 111"},
			OK, "its log says: it cannot reach localhost:6379",
		},
		{
			"server that may not write a cache",
			runResult{ports: []int{1}, startSeconds: 1, state: containerState{Running: true}, logs: "cache: Permission denied"},
			OK, "answers after 1.0 s",
		},
		{"failing job", runResult{state: ended(3), logs: "boom"}, Broken, "exit code 3"},
		{"read-only", runResult{state: ended(1), logs: "OSError: [Errno 30] Read-only file system: '/x'"}, Broken, "root file system"},
		{"module", runResult{state: ended(1), logs: "ModuleNotFoundError: No module named 'a.b'"}, Broken, "the module a.b is not"},
		{"memory", runResult{state: containerState{ExitCode: 137, OOMKilled: true}}, Broken, "out of memory"},
		{"refused", runResult{refused: `exec: "serve": executable file not found in $PATH`}, Broken, "not in the image"},
	} {
		t.Run(c.name, func(t *testing.T) { expect(t, judgeStart(&evidence{rules: r, run: &c.run}), c.status, c.part) })
	}
}

func TestStop(t *testing.T) {
	for _, c := range []struct {
		signal       string
		code         int
		status, part string
	}{
		{"", 0, OK, "SIGTERM, exit code 0"},
		{"SIGINT", 130, OK, "SIGINT, exit code 130"},
		{"", 143, OK, "143"},
		{"", 1, OK, "the shutdown reported an error"},
		{"", 137, Broken, "did not end it within 10s"},
		{"", 139, Broken, "exit code 139"},
	} {
		ev := &evidence{
			options: Options{StopTimeout: 10 * time.Second},
			image:   &image{Config: imageConfig{StopSignal: c.signal}},
			run:     &runResult{stop: stopResult{asked: true, state: containerState{ExitCode: c.code}}},
		}
		expect(t, judgeStop(ev), c.status, c.part)
	}
	expect(t, judgeStop(&evidence{run: &runResult{}}), Skipped, "by itself")
}

func TestHealthPath(t *testing.T) {
	r := testRules(t)
	root := func(status int) *sight { return &sight{Open: []int{80}, Root: status} }
	refused := "redis.exceptions.ConnectionError: Error 111 connecting to localhost:6379. Connection refused."
	seen := func(status int) *sight { return &sight{Open: []int{80}, Status: status, HTTPError: "reset"} }
	for _, c := range []struct {
		run    runResult
		status string
		part   string
	}{
		{runResult{ports: []int{80}, path: "/h", sight: seen(204)}, OK, "204"},
		{runResult{ports: []int{80}, path: "/h", sight: seen(302)}, OK, "302"},
		{runResult{ports: []int{80}, path: "/h", sight: seen(503)}, Broken, "503"},
		{runResult{ports: []int{80}, path: "/h", sight: seen(0)}, Broken, "reset"},
		{runResult{ports: []int{80}, path: "/h", sight: &sight{}}, Skipped, "not open"},
		{runResult{ports: []int{80}, path: "/h"}, Skipped, "stay up"},
		{runResult{path: "/h"}, Skipped, "--port"},
		{runResult{ports: []int{80}, path: "/h", sight: seen(500), logs: refused}, Broken, "/h answers 500: it cannot reach localhost:6379"},
		{runResult{ports: []int{80}}, Skipped, "--health-path"},
		{runResult{ports: []int{80}, sight: root(0)}, Skipped, "gives one"},
		{runResult{ports: []int{80}, sight: root(404)}, Skipped, "(/ answers 404)"},
		{runResult{ports: []int{80}, sight: root(500)}, Broken, "no path is known, and / answers 500"},
		{runResult{ports: []int{80}, sight: root(500), logs: refused}, Broken, "it cannot reach localhost:6379"},
	} {
		expect(t, judgeHealthPath(&evidence{rules: r, run: &c.run}), c.status, c.part)
	}
}

func TestNetworks(t *testing.T) {
	if got := fmt.Sprint(networks(8000, "")); got != "[[--publish 127.0.0.1::8000] [] [--network none]]" {
		t.Error(got)
	}
	if got := fmt.Sprint(networks(8000, "db"), networks(0, "db")); got != "[[--network db --publish 127.0.0.1::8000] [--network db]] [[--network db]]" {
		t.Error(got)
	}
	for _, text := range []string{
		"driver failed programming external connectivity on endpoint x: iptables failed",
		"network bridge not found", "Bind for 127.0.0.1:80 failed: port is already allocated",
	} {
		if !networkTrouble().MatchString(text) {
			t.Errorf("%q is not seen as trouble of the network", text)
		}
	}
	if networkTrouble().MatchString(`exec: "serve": executable file not found in $PATH`) {
		t.Error("a missing command is seen as trouble of the network")
	}
}
