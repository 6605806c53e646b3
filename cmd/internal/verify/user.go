package verify

import (
	"slices"
	"strconv"
	"strings"
)

// identity is who runs the image's command, as the engine resolves USER: a group that is named
// with it is the only one; otherwise the user database gives the groups.
type identity struct {
	uid    int
	gids   []int // the primary group first
	home   string
	inFile bool // whether /etc/passwd knows the user
}

// identify resolves the value of USER against the image's /etc/passwd and /etc/group. ok is false
// when it names somebody whom they do not know.
func identify(user string, files *tree) (id identity, ok bool) {
	name, group, hasGroup := strings.Cut(user, ":")
	if name == "" {
		name = "0"
	}
	id.uid = -1
	if n, err := strconv.Atoi(name); err == nil {
		id.uid = n
	}
	gid := 0 // the engine's choice for a number that passwd does not know
	for _, f := range database(files.content["/etc/passwd"], 6) {
		if f[0] == name || f[2] == name {
			name, id.home, id.inFile = f[0], f[5], true
			id.uid, gid = number(f[2]), number(f[3])
			break
		}
	}
	id.gids = []int{gid}
	groups := database(files.content["/etc/group"], 4)
	if hasGroup {
		id.gids = []int{groupNumber(group, groups)}
	} else {
		for _, f := range groups {
			if slices.Contains(strings.Split(f[3], ","), name) {
				id.gids = append(id.gids, number(f[2]))
			}
		}
	}
	return id, id.uid >= 0 && id.gids[0] >= 0
}

// groupNumber is the number of a group that is given by name or number; -1 when it is unknown.
func groupNumber(group string, groups [][]string) int {
	for _, f := range groups {
		if f[0] == group {
			return number(f[2])
		}
	}
	return number(group)
}

// database splits a colon-separated file as passwd(5) and group(5); lines with fewer fields are
// left out.
func database(text []byte, fields int) [][]string {
	var out [][]string
	for line := range strings.Lines(string(text)) {
		if f := strings.Split(strings.TrimSpace(line), ":"); len(f) >= fields {
			out = append(out, f)
		}
	}
	return out
}

// number is a decimal number, or -1.
func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return -1
	}
	return n
}

const userFix = "end the Dockerfile with USER 65532:65532, after a line that makes this user"

// judgeUser looks at USER alone. Kubernetes refuses runAsNonRoot for a name, because it cannot
// know its number: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
func judgeUser(ev *evidence) verdict {
	user := ev.image.Config.User
	name, group, hasGroup := strings.Cut(user, ":")
	uid, err := strconv.Atoi(name)
	switch {
	case name == "" || name == "root" || (err == nil && uid == 0):
		return breaks("it is root"+quoted(user), userFix)
	case err != nil:
		return breaks("it is a name"+quoted(user)+", which Kubernetes' runAsNonRoot refuses", userFix)
	case hasGroup && (group == "0" || group == "root"):
		return breaks("its group is root"+quoted(user), userFix)
	}
	if id, ok := identify(user, ev.files); ok && slices.Contains(id.gids, 0) {
		return breaks("USER "+user+" leaves it in the root group: the image's /etc/passwd gives it no other", userFix)
	}
	return holds("USER " + user)
}

// quoted is " (USER x)", or a note that there is none.
func quoted(user string) string {
	if user == "" {
		return " (no USER)"
	}
	return " (USER " + user + ")"
}
