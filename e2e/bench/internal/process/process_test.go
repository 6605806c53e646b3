package process

import (
	"strings"
	"testing"
	"time"
)

func TestExecuteReportsWhatACommandSaid(t *testing.T) {
	_, err := Execute(t.Context(), []string{"sh", "-c", "echo unknown flag >&2; exit 2"})
	if err == nil || !strings.Contains(err.Error(), "unknown flag") {
		t.Errorf("got %v", err)
	}
	s, err := Execute(t.Context(), []string{"sh", "-c", "sleep 0.02"})
	if err != nil || s.Wall < 20*time.Millisecond || s.Peak < 100<<10 {
		t.Errorf("got %+v, %v", s, err)
	}
}
