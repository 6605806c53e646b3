package verify

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// shells interpret the word after -c.
var shells = [...]string{"sh", "bash", "dash", "ash", "zsh", "ksh"}

// judgeCommand looks for a shell between the engine and the application: PID 1 would be the shell,
// and stop signals end there.
func judgeCommand(ev *evidence) verdict {
	c := ev.image.Config
	command := slices.Concat(c.Entrypoint, c.Cmd)
	if len(command) == 0 {
		return breaks("the image has no CMD", `add CMD ["python", "-m", "..."]`)
	}
	for n, word := range command[:len(command)-1] {
		if slices.Contains(shells[:], path.Base(word)) && strings.HasPrefix(command[n+1], "-") && strings.HasSuffix(command[n+1], "c") {
			return breaks("it runs by "+shorten(strings.Join(command, " "), 80),
				`write CMD and ENTRYPOINT as a JSON list without a shell: CMD ["program", "argument"]`)
		}
	}
	return holds(shorten(fmt.Sprintf("%q", command), 80))
}
