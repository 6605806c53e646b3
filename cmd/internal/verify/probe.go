package verify

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

//go:embed probe.py
var probeScript string

// sight is what probe.py saw inside the container.
type sight struct {
	Open      []int   `json:"open"`     // ports that accepted a connection
	Answered  float64 `json:"answered"` // Unix time of the first complete answer; 0: none
	Status    int     `json:"status"`   // of the last HTTP answer; 0: none
	Root      int     `json:"root"`     // HTTP status of /, asked for where no path is known; 0: none
	HTTPError string  `json:"http_error"`
	ByteOrder string  `json:"byteorder"`
	Self      int     `json:"self"` // process ID of the probe
	TCP       string  `json:"tcp"`  // /proc/net/tcp and tcp6, as they are
	TCP6      string  `json:"tcp6"`
	Processes []string
}

// probe waits inside the container for ports and path. Without a result, blind
// says why: the container has no Python, or ended meanwhile.
func (s *session) probe(ctx context.Context, name, python string, ports []int, path string, wait time.Duration) (seen *sight, blind string, err error) {
	if python == "" {
		return nil, "the image has no Python to look from inside", nil
	}
	if ports == nil {
		ports = []int{}
	}
	request, err := json.Marshal(map[string]any{"ports": ports, "path": path, "seconds": wait.Seconds(), "silence": s.options.unheard.Seconds()})
	if err != nil {
		return nil, "", err
	}
	// The grace is for the last connection attempt and a slow machine.
	limit, cancel := context.WithTimeout(ctx, wait+30*time.Second)
	defer cancel()
	out, err := s.output(limit, "exec", name, python, "-I", "-S", "-c", probeScript, string(request))
	if ctx.Err() != nil {
		return nil, "", ctx.Err()
	}
	if _, failed := errors.AsType[*engineError](err); failed || errors.Is(err, context.DeadlineExceeded) {
		return nil, "looking from inside failed: " + shorten(err.Error(), 200), nil
	}
	if err != nil {
		return nil, "", err
	}
	seen = &sight{}
	if err := json.Unmarshal([]byte(out), seen); err != nil {
		return nil, "", fmt.Errorf("reading what the probe saw: %w", err)
	}
	return seen, "", nil
}

// process is the identity of one process: the effective user and group, and all its groups.
type process struct {
	pid, uid, gid int
	groups        []int
	name          string
}

// processes are those of the container without the probe itself.
func (v *sight) processes() []process {
	var out []process
	for _, status := range v.Processes {
		if p, ok := parseStatus(status); ok && p.pid != v.Self {
			out = append(out, p)
		}
	}
	return out
}

// parseStatus reads /proc/PID/status (proc_pid_status(5)): the lines Uid and Gid are real,
// effective, saved, file system.
func parseStatus(text string) (p process, ok bool) {
	for line := range strings.Lines(text) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		fields := strings.Fields(value)
		switch {
		case key == "Name":
			p.name = strings.TrimSpace(value)
		case key == "Pid" && len(fields) == 1:
			p.pid = number(fields[0])
		case key == "Uid" && len(fields) == 4:
			p.uid, ok = number(fields[1]), true
		case key == "Gid" && len(fields) == 4:
			p.gid = number(fields[1])
		case key == "Groups":
			for _, f := range fields {
				p.groups = append(p.groups, number(f))
			}
		}
	}
	return p, ok && p.pid > 0
}

// String is "gunicorn (1)".
func (p process) String() string { return p.name + " (" + strconv.Itoa(p.pid) + ")" }
