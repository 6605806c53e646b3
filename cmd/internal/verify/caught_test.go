package verify

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestCatches(t *testing.T) {
	for _, c := range []struct {
		mask, signal  string
		caught, known bool
	}{
		{"0000000000004002", "", true, true},
		{"0000000000000002", "", false, true},
		{"0000000000000002", "SIGINT", true, true},
		{"0000000000004000", "int", false, true},
		{"0000000000004000", "SIGRTMIN+3", false, false},
		{"x", "", false, false},
		{"", "", false, false},
	} {
		status := "Pid:\t1\nUid:\t1\t1\t1\t1\n"
		if c.mask != "" {
			status += "SigCgt:\t" + c.mask + "\n"
		}
		if caught, known := catches(status, c.signal); caught != c.caught || known != c.known {
			t.Errorf("%q of %q: %t %t", c.signal, c.mask, caught, known)
		}
	}
}

// TestFlowDeaf: a process that has no handler yet is given a while to install one, and no longer.
func TestFlowDeaf(t *testing.T) {
	files := good()
	files["image-inspect.out"] = `[{"Id":"sha256:abc","Config":{"User":"65532:65532","Cmd":["worker"],"Env":["PATH=/usr/bin"]}}]`
	files["probe.out"] = strings.ReplaceAll(files["probe.out"], "Groups:", "SigCgt:\\t0000000000000002\\nGroups:")
	files["container-inspect.3.out"] = files["container-inspect.out"]
	probes := func(unheard time.Duration) int {
		_, calls, err := runFake(t.Context(), t, files, func(o *Options) { o.Settle, o.unheard = 10*time.Millisecond, unheard })
		if err != nil {
			t.Fatal(err)
		}
		return strings.Count(fmt.Sprint(calls), "exec: ") + strings.Count(fmt.Sprint(calls), "probe: ")
	}
	if once, often := probes(time.Nanosecond), probes(800*time.Millisecond); once >= often {
		t.Errorf("looked %d times at a process that may become ready, and %d times at one that has no time", often, once)
	}
}
