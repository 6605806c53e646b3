package plan

import (
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
)

// decideBuildEnv says where the variables of --build-env go: in front of the commands that build the
// project, so that no layer and no later stage has them. The history of the build does, and so do its
// logs and its cache, which is why a secret has no place there.
func (b *builder) decideBuildEnv() {
	if len(b.in.BuildEnv) == 0 {
		return
	}
	var names []string
	for _, e := range b.in.BuildEnv {
		names = append(names, e.Name)
		b.refuseControl("--build-env "+e.Name, e.Value)
		if what := b.in.Tables.Secrets.ValueOf(e.Name, e.Value); what != "" {
			b.report(diag.Warningf("build-env-secret", diag.Place{},
				"the value of --build-env %s looks like %s, and it is written into the Dockerfile, the history of the build and its cache", e.Name, what).
				WithFix("give a value that is thrown away, such as build-only; what a build must really know comes as a build secret, with --mount=type=secret"))
		}
	}
	if len(b.plan.Project.BuildEnv) == 0 && !b.in.Service.CollectStatic {
		b.report(diag.Warningf("build-env-unused", diag.Place{},
			"--build-env %s has no effect: the build runs no code of the project", strings.Join(names, ", ")).
			WithFix("leave it out; a variable of the running container is set with docker run --env"))
		return
	}
	b.because("build-env", "Variables of the build", strings.Join(names, ", "), "--build-env",
		"for the build of the project and for collectstatic alone; the image does not have them", "")
}
