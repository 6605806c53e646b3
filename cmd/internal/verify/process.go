package verify

import (
	"fmt"
	"slices"
)

// judgeProcess compares the running processes with USER: an entrypoint may have changed the user,
// and the engine adds groups from the image's /etc/group.
func judgeProcess(ev *evidence) verdict {
	switch {
	case ev.run.sight == nil && !ev.run.state.Running:
		return skips("it had ended before it could be looked at")
	case ev.run.sight == nil:
		return skips(ev.run.blind)
	}
	want, known := identify(ev.image.Config.User, ev.files)
	seen := ev.run.sight.processes()
	for _, p := range seen {
		switch {
		case p.uid == 0:
			return breaks(p.String()+" runs as root", userFix)
		case p.gid == 0 || slices.Contains(p.groups, 0):
			return breaks(p.String()+" is in the root group", "name the group in USER, too: USER 65532:65532")
		case p.pid == 1 && known && p.uid != want.uid:
			return breaks(fmt.Sprintf("%s runs as uid %d, USER says %d", p, p.uid, want.uid), "change the user with USER alone, not in the entrypoint")
		}
	}
	if len(seen) == 0 {
		return skips("no process could be seen")
	}
	return holds(fmt.Sprintf("uid %d, gid %d in %s", seen[0].uid, seen[0].gid, processes(len(seen))))
}

func processes(n int) string {
	if n == 1 {
		return "1 process"
	}
	return fmt.Sprintf("%d processes", n)
}
