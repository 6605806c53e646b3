package verify

import (
	"strconv"
	"strings"
)

// signals are the numbers of those that stop a container, on every architecture of Linux alike.
var signals = map[string]int{"HUP": 1, "INT": 2, "QUIT": 3, "USR1": 10, "USR2": 12, "TERM": 15}

// deaf says whether process 1 was seen without a handler for its stop signal. False where that could
// not be seen.
func (s *session) deaf(run *runResult) bool {
	if run.sight == nil || s.options.job() {
		return false
	}
	for _, status := range run.sight.Processes {
		if p, ok := parseStatus(status); ok && p.pid == 1 {
			caught, known := catches(status, run.signal)
			return known && !caught
		}
	}
	return false
}

// catches reads the mask SigCgt of /proc/PID/status (proc_pid_status(5)); known is false where it has
// none, or the signal no number here.
func catches(status, signal string) (caught, known bool) {
	number, ok := signals[strings.TrimPrefix(strings.ToUpper(signal), "SIG")]
	if signal == "" {
		number, ok = signals["TERM"], true
	}
	for line := range strings.Lines(status) {
		if mask, found := strings.CutPrefix(line, "SigCgt:"); found && ok {
			bits, err := strconv.ParseUint(strings.TrimSpace(mask), 16, 64)
			return bits>>(number-1)&1 == 1, err == nil
		}
	}
	return false, false
}
