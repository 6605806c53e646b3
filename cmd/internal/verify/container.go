package verify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// containerState is State of docker inspect; field names are the engine's.
type containerState struct {
	Running    bool
	ExitCode   int
	OOMKilled  bool
	StartedAt  time.Time
	FinishedAt time.Time
}

// hardening are the flags of a careful operator; the image must start with them.
var hardening = [...]string{
	"--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL", "--security-opt", "no-new-privileges",
	// The image's HEALTHCHECK is run by verify itself, once, where its output can be shown.
	"--no-healthcheck",
}

// networkTrouble is how engines say that they cannot connect a container or publish a port.
var networkTrouble = lazy(`(?i)iptables|nftables|external connectivity|endpoint|network \S+ not found|port is already allocated|userland proxy|netavark|slirp4netns|pasta`)

// networks are tried in this order until the engine starts the container: published on loopback;
// the default network, not published; none. Without iptables only the last works. A network that
// was asked for has no replacement.
func networks(port int, asked string) [][]string {
	var out [][]string
	if asked != "" {
		out = [][]string{{"--network", asked}}
		if port > 0 {
			out = append([][]string{append(slices.Clone(out[0]), "--publish", "127.0.0.1::"+strconv.Itoa(port))}, out...)
		}
		return out
	}
	if port > 0 {
		out = append(out, []string{"--publish", "127.0.0.1::" + strconv.Itoa(port)})
	}
	return append(out, nil, []string{"--network", "none"})
}

// startContainer creates and starts the image's own command. refused is what the engine said when
// it did not start it for a reason of the image (no such command).
func (s *session) startContainer(ctx context.Context, port int) (name, refused string, err error) {
	tries := networks(port, s.options.Network)
	for n, network := range tries {
		name, err = s.create(ctx, s.runFlags(network)...)
		if err == nil {
			_, err = s.output(ctx, "start", name)
		}
		failed, isEngine := errors.AsType[*engineError](err)
		if err == nil || !isEngine {
			return name, "", err
		}
		if n == len(tries)-1 || !networkTrouble().MatchString(failed.stderr) {
			return name, lastLines(failed.stderr, 5), nil
		}
		if err := s.remove(ctx, name); err != nil {
			return "", "", err
		}
	}
	return name, "", err
}

// runFlags are the flags of docker create for the run, the image at the end.
func (s *session) runFlags(network []string) []string {
	flags := slices.Concat(hardening[:], network)
	if s.options.Platform != "" {
		flags = append(flags, "--platform", s.options.Platform)
	}
	if s.stdin {
		flags = append(flags, "--interactive")
	}
	for _, kv := range s.options.Env {
		flags = append(flags, "--env", kv)
	}
	if p := s.options.Process; p != nil && p.Command != nil {
		for _, kv := range p.Env {
			flags = append(flags, "--env", kv)
		}
		if p.StopSignal != "" {
			flags = append(flags, "--stop-signal", p.StopSignal)
		}
		return append(append(flags, s.tag), p.Command...)
	}
	return append(flags, s.tag)
}

// state asks the engine for the container's state.
func (s *session) state(ctx context.Context, name string) (containerState, error) {
	var state containerState
	out, err := s.output(ctx, "container", "inspect", "--format", "{{json .State}}", name)
	if err != nil {
		return state, err
	}
	if err := json.Unmarshal([]byte(out), &state); err != nil {
		return state, fmt.Errorf("docker container inspect: %w", err)
	}
	return state, nil
}

// publishedAddress is host:port of the published port; empty when it is not published.
func (s *session) publishedAddress(ctx context.Context, name string, port int) string {
	if port == 0 {
		return ""
	}
	out, err := s.output(ctx, "port", name, strconv.Itoa(port)+"/tcp")
	if err != nil {
		return ""
	}
	first, _, _ := strings.Cut(strings.TrimSpace(out), "\n")
	return first
}

// logs are the last lines of what the container wrote, both streams together.
func (s *session) logs(ctx context.Context, name string) string {
	b := newBuildLog(func(string, ...any) {})
	if err := s.run(ctx, b, b, "logs", "--tail", strconv.Itoa(keepLines), name); err != nil {
		return ""
	}
	return b.tail()
}
