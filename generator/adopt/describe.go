package adopt

import (
	"path"
	"strconv"
	"strings"

	"github.com/uvdock/uvdock/generator/adopt/syntax"
	"github.com/uvdock/uvdock/generator/internal/lazy"
	"github.com/uvdock/uvdock/generator/plan"
)

// describe reads the instructions about the image itself. In the build stages they mean nothing.
func (r part) describe() {
	text := r.text()
	if r.role() == build && !r.i.Is("WORKDIR", "SHELL") {
		r.add(text, Dropped, "", "nothing of the build stages runs, so it says nothing about the image")
		return
	}
	switch r.i.Keyword {
	case "WORKDIR":
		r.workdir(text)
	case "USER":
		r.add(text, Covered, "user", "the process runs as 65532, a user without rights")
	case "EXPOSE":
		r.expose()
	case "HEALTHCHECK":
		r.health(text)
	case "CMD", "ENTRYPOINT":
		r.begins(text)
	case "STOPSIGNAL":
		r.later(text, func(st *settler, p *Part) {
			signal := st.plan.Runtime.StopSignal
			switch {
			case signal == text:
				p.set(Covered, "stop-signal", "the command is stopped with it")
				return
			case signal == "" && text == "SIGTERM":
				p.set(Covered, "command", "it is what Docker sends anyway")
				return
			}
			p.set(Region, finalRegion, "no option sets the stop signal")
		})
	case "SHELL":
		stage := r.stage
		region := r.place()
		r.late(text, func(st *settler, p *Part) {
			if st.keeps(stage) {
				p.set(Region, region, "kept commands run in this shell")
				return
			}
			p.set(Dropped, "", "no kept command runs in a shell")
		})
	case "ONBUILD":
		r.keep(text, finalRegion, "it is for images that are built upon this one").Warn = true
	case "VOLUME":
		r.volume()
	default: // LABEL, MAINTAINER
		r.keep(text, finalRegion, "no option writes "+r.i.Keyword)
	}
}

// volume proposes the directories that outlive a container, which the image then makes for its user.
func (r part) volume() {
	words, exec := r.i.Exec()
	if !exec {
		words = syntax.Words(r.i.Args)
	}
	for _, w := range words {
		dir := r.relocate(path.Clean(expand(w, r.values[r.stage])))
		text := strings.ReplaceAll(strings.Trim(dir, "/"), "/", "-") + ":" + dir
		if _, err := plan.ParseVolume(text); err != nil {
			r.keep(w, finalRegion, "--volume takes no such directory")
			continue
		}
		r.propose(w, "volume", text, "a volume that the image makes for its user")
	}
}

// workdir says where the directories of the old image are now.
func (r part) workdir(text string) {
	switch dir := r.workdirs[r.stage]; {
	case r.role() == build:
		r.add(text, Covered, "builder-env", "the build stages work in /src")
	case dir == "/app":
		r.add(text, Covered, "layers", "the command starts in /app")
	default:
		r.add(text, Covered, "layers", "the command starts in /app; paths below "+dir+" in kept lines follow")
	}
}

// expose proposes the port. What the command listens on is the first; further ports stay.
func (r part) expose() {
	for _, word := range syntax.Words(r.i.Args) {
		number, protocol, _ := strings.Cut(expand(word, r.values[r.stage]), "/")
		port, err := strconv.Atoi(number)
		if err != nil || port < 1 || port > 65535 || protocol != "" && protocol != "tcp" || r.proposed("port") {
			r.keep(word, finalRegion, "one port is what the command listens on; further ones are written as they are")
			continue
		}
		r.propose(word, "port", strconv.Itoa(port), "the port that was exposed")
	}
}

// healthURL finds the path of a request to the container itself.
var healthURL = lazy.Regexp(`https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|\$\{?HOST\w*\}?)(?::(?:\d+|\$\w+|\$\{[^}]*\}))?(/[^\s"'\\)|;&?#]*)?`)

// health reads HEALTHCHECK. Only the last one counts, for BuildKit as well.
func (r part) health(text string) {
	for n := r.n + 1; n <= r.stages[r.stage].last; n++ {
		if r.File.Instructions[n].Is("HEALTHCHECK") {
			r.add(text, Dropped, "", "a later HEALTHCHECK replaces it")
			return
		}
	}
	if strings.EqualFold(strings.TrimSpace(r.i.Args), "NONE") {
		r.propose(text, "no-healthcheck", "", "the old file switches it off")
		return
	}
	if m := healthURL().FindStringSubmatch(r.i.Args); m != nil {
		route := m[1]
		if route == "" {
			route = "/"
		}
		r.propose(text, "health-path", route, "Python asks for the path; curl is not needed for it")
		return
	}
	r.Proposals = append(r.Proposals, Proposal{"no-healthcheck", "", r.i.Start})
	r.keep(text, finalRegion, "it asks no HTTP path, which is all that --health-path can; uvdock's own is left out")
}
