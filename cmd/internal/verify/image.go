package verify

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// image is the image's configuration and history, as docker image inspect and docker history
// tell it. Field names are those of the engine's API.
type image struct {
	ID           string `json:"Id"`
	Os           string
	Architecture string
	Variant      string
	Size         int64
	Config       imageConfig
	history      []historyEntry // oldest first
}

type imageConfig struct {
	User         string
	Env          []string
	Cmd          []string
	Entrypoint   []string
	WorkingDir   string
	StopSignal   string
	Shell        []string
	Labels       map[string]string
	Volumes      map[string]struct{}
	ExposedPorts map[string]struct{}
	Healthcheck  *healthConfig
}

// healthConfig is HEALTHCHECK; a zero duration means the engine's default.
type healthConfig struct {
	Test        []string
	Timeout     time.Duration
	StartPeriod time.Duration
	Retries     int
}

// historyEntry is an instruction. Size is what the engine prints: a number with --human=false.
type historyEntry struct {
	CreatedBy string
	Size      json.RawMessage
}

// inspectImage reads the configuration and the history of the image that was built.
func (s *session) inspectImage(ctx context.Context) (*image, error) {
	inspected, err := s.output(ctx, "image", "inspect", s.tag)
	if err != nil {
		return nil, err
	}
	history, err := s.output(ctx, "history", "--no-trunc", "--human=false", "--format", "{{json .}}", s.tag)
	if err != nil {
		return nil, err
	}
	return readImage(inspected, history)
}

// readImage decodes what inspect and history printed.
func readImage(inspected, history string) (*image, error) {
	var images []image
	if err := json.Unmarshal([]byte(inspected), &images); err != nil {
		return nil, fmt.Errorf("docker image inspect: %w", err)
	}
	if len(images) != 1 {
		return nil, fmt.Errorf("docker image inspect: %d images, expected 1", len(images))
	}
	img := &images[0]
	for line := range strings.Lines(history) {
		var h historyEntry
		if err := json.Unmarshal([]byte(line), &h); err != nil {
			return nil, fmt.Errorf("docker history: %w", err)
		}
		img.history = append(img.history, h)
	}
	slices.Reverse(img.history)
	return img, nil
}

// platform is os/arch[/variant].
func (i *image) platform() string {
	p := i.Os + "/" + i.Architecture
	if i.Variant != "" {
		p += "/" + i.Variant
	}
	return p
}

// bytes is the size of a history entry; 0 when the engine printed no number.
func (h historyEntry) bytes() int64 {
	n, err := strconv.ParseInt(strings.Trim(string(h.Size), `"`), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// layers are the history entries that hold files, and the sum of their sizes. The sum is taken
// rather than the engine's Size, which counts compressed blobs too in the containerd image store.
func (i *image) layers() (total int64, layers []Layer) {
	layers = []Layer{}
	for _, h := range i.history {
		if n := h.bytes(); n > 0 {
			total += n
			layers = append(layers, Layer{CreatedBy: strings.TrimSuffix(h.CreatedBy, " # buildkit"), Size: n})
		}
	}
	if total == 0 {
		total = i.Size
	}
	return total, layers
}

// ports are the exposed TCP ports in ascending order; nil when there is none.
func (c imageConfig) ports() []int {
	var ports []int
	for spec := range c.ExposedPorts {
		number, proto, _ := strings.Cut(spec, "/")
		if n, err := strconv.Atoi(number); err == nil && (proto == "tcp" || proto == "") {
			ports = append(ports, n)
		}
	}
	slices.Sort(ports)
	return ports
}

// env is the value of an environment variable of the image; empty when it is not set.
func (c imageConfig) env(name string) string {
	for _, kv := range c.Env {
		if k, v, _ := strings.Cut(kv, "="); k == name {
			return v
		}
	}
	return ""
}
