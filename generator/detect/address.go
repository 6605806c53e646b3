package detect

import (
	"strconv"
	"strings"
)

// address is what a command line says about where it listens.
type address struct {
	host string
	port int
	unix bool
}

// readAddress looks for the flags, as --flag value, --flag=value and -fvalue, and for
// Django's runserver ADDRESS.
func readAddress(args []string, host, port, bind []string) address {
	var a address
	for i := range args {
		if v, ok := flagValue(args, i, host); ok {
			a.host = v
		}
		if v, ok := flagValue(args, i, port); ok {
			a.port = portNumber(v)
		}
		if v, ok := flagValue(args, i, bind); ok || args[i] == "runserver" && i+1 < len(args) {
			if !ok {
				v = args[i+1]
			}
			if strings.HasPrefix(v, "unix:") || strings.HasPrefix(v, "fd:") {
				a.unix = true
				continue
			}
			h, p := "", v
			if j := strings.LastIndex(v, ":"); j >= 0 {
				h, p = v[:j], v[j+1:]
			}
			a.host, a.port = strings.Trim(h, "[]"), portNumber(p)
		}
	}
	return a
}

// flagValue is the value of one of the flags if it stands at i.
func flagValue(args []string, i int, flags []string) (string, bool) {
	for _, f := range flags {
		switch v, long := strings.CutPrefix(args[i], f+"="); {
		case args[i] == f && i+1 < len(args):
			return args[i+1], true
		case long:
			return v, true
		case len(f) == 2 && !strings.HasPrefix(args[i], "--") && strings.HasPrefix(args[i], f) && len(args[i]) > 2:
			return args[i][2:], true
		}
	}
	return "", false
}

func portNumber(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 65535 {
		return 0
	}
	return n
}
