package plan

import (
	"net/url"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/project"
)

// privateIndexes are the named indexes that the closure uses and that may want credentials:
// those that say `authenticate = "always"`, and those whose host is not known to be public.
// Credentials are never in uv.lock, so the build must be able to give them.
func (b *builder) privateIndexes() []project.Index {
	var out []project.Index
	for _, index := range b.in.Project.Settings.Indexes {
		used := fromIndex(b.in.packages(), index.URL)
		if index.Name == "" || !used || b.public(index) {
			continue
		}
		out = append(out, index)
	}
	return out
}

// public says whether an index needs no credentials.
func (b *builder) public(index project.Index) bool {
	if index.Authenticate == "always" {
		return false
	}
	u, err := url.Parse(index.URL)
	if err != nil || u.Host == "" {
		return true // a directory: nothing to authenticate to
	}
	return slices.Contains(b.in.Tables.Settings.PublicNames, pep508.Normalize(index.Name)) || slices.Contains(b.in.Tables.Settings.PublicIndexes, u.Hostname()) || index.Authenticate == "never"
}

// secrets are the mounts that hand an index's credentials to one RUN, as variables. They stay
// out of the image, its history and the cache.
// Source: https://docs.astral.sh/uv/concepts/indexes/#authentication
func (b *builder) secrets() []string {
	var out []string
	for _, index := range b.privateIndexes() {
		name := envName(index.Name)
		for _, part := range []string{"USERNAME", "PASSWORD"} {
			id := "UV_INDEX_" + name + "_" + part
			mount := "type=secret,id=" + id + ",env=" + id
			if index.Authenticate == "always" {
				mount += ",required=true"
			}
			out = append(out, mount)
		}
	}
	if len(out) > 0 && !b.decided("secrets") {
		b.because("secrets", "Credentials of indexes", strings.Join(names(b.privateIndexes()), ", "), b.in.Project.Settings.File,
			"docker build --secret id=UV_INDEX_..., read from the environment; they never reach an image layer", "https://docs.docker.com/build/building/secrets/")
		b.report(diag.Notef("index-credentials", b.in.Project.Settings.Place("index"),
			"packages come from the index %s; if it wants credentials the build takes them as secrets", strings.Join(names(b.privateIndexes()), ", ")).
			WithFix("docker build --secret id=%s ... with the variable of that name set", "UV_INDEX_"+envName(b.privateIndexes()[0].Name)+"_PASSWORD"))
	}
	return out
}

// decided says whether a decision of that key is recorded already.
func (b *builder) decided(key string) bool {
	return slices.ContainsFunc(b.plan.Decisions, func(d Decision) bool { return d.Key == key })
}

// envName is an index's name as uv's variables spell it: upper case, the rest underscores.
func envName(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r - 'a' + 'A'
		}
		if r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}, name)
}

func names(indexes []project.Index) []string {
	var out []string
	for _, i := range indexes {
		out = append(out, i.Name)
	}
	return out
}
