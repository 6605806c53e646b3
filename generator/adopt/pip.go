package adopt

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/adopt/syntax"
	"github.com/uvdock/uvdock/generator/pep508"
)

// pip reads packages that were installed beside the lock.
func (r part) pip(text, flat string) {
	words := syntax.Words(flat[len(pipInstall().FindString(flat)):])
	r.synced[r.stage] = true
	var named []string
	files := false
	for n := 0; n < len(words); n++ {
		switch w := words[n]; {
		case slices.Contains([]string{"-r", "--requirement", "-c", "--constraint", "-e", "--editable", "-i", "--index-url", "--extra-index-url", "--python", "-p", "--target", "-t", "--prefix", "-f", "--find-links", "--root"}, w):
			files = files || w == "-r" || w == "--requirement"
			n++
		case strings.HasPrefix(w, "-"):
		case w == "." || strings.HasPrefix(w, ".[") || strings.ContainsAny(w, "/$"):
		case strings.HasSuffix(w, ".txt") || strings.HasSuffix(w, ".toml"):
			files = true
		default:
			named = append(named, w)
		}
	}
	if len(named) == 0 {
		why := "what uv.lock says is installed, from the lock"
		if files {
			why += "; a requirements file is not read, so what it names beyond the lock is missing: add it with `uv add`"
		}
		r.add(text, Covered, "dependencies", why).Warn = files
		return
	}
	r.later(text, func(st *settler, p *Part) {
		if missing := st.missing(named); len(missing) > 0 {
			p.set(Dropped, "", strings.Join(missing, ", ")+" is not in what the lock installs; add it with `uv add "+strings.Join(missing, " ")+"`")
			p.Warn = true
			return
		}
		p.set(Covered, "dependencies", "the lock has it")
	})
}

// normal is the name of a requirement as the lock has it.
func normal(requirement string) string {
	if n := strings.IndexAny(requirement, "=<>~![;@ "); n > 0 {
		requirement = requirement[:n]
	}
	return pep508.Normalize(requirement)
}
