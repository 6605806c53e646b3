package report

import (
	"strings"
	"testing"

	"github.com/uvdock/uvdock/cmd/internal/verify"
)

// Promises that were skipped for one reason are one line, and what did not happen has no size and no time.
func TestVerified(t *testing.T) {
	skipped := func(name, why string) verify.Check {
		return verify.Check{Name: name, Status: verify.Skipped, Got: why}
	}
	broken := verify.Check{Name: "build", Status: verify.Broken, Want: "docker build succeeds", Got: "there is no image x:1", Detail: "a\nb\n", Fix: "try docker pull x:1"}
	started := &verify.Report{
		Image: "sha256:1", Size: 2e6, BuildSeconds: 3, StartSeconds: 1.25, StopSeconds: 0.5,
		Layers: []verify.Layer{{CreatedBy: "COPY /app /app", Size: 2e6}},
		Checks: []verify.Check{
			{Name: "build", Status: verify.OK, Got: "built in 3.0 s"},
			skipped("health-path", "no path is known"), skipped("healthcheck", "no path is known"),
		},
	}
	for _, c := range []struct {
		report *verify.Report
		want   string
	}{
		{&verify.Report{BuildSeconds: 0.3, Checks: []verify.Check{
			broken, skipped("user", "not built"), skipped("start", "not built"), skipped("stop", "not built"),
		}}, "BROKEN   build  there is no image x:1\n         expected docker build succeeds\n         a\n         b\n         -> try docker pull x:1\n" +
			"skipped  3 promises: not built\nbroken: 1 of 4 promises\n"},
		{started, "ok       build        built in 3.0 s\nskipped  health-path  no path is known\nskipped  healthcheck  no path is known\n" +
			"    2.0 MB  COPY /app /app\n    2.0 MB  in all; built in 3.0 s, started in 1.2 s, stopped in 0.5 s\n" +
			"proven: every promise that could be checked holds\n"},
		{
			&verify.Report{Image: "sha256:1", BuildSeconds: 3, Checks: []verify.Check{{Name: "build", Status: verify.OK}}},
			"ok       build  \n       0 B  in all; built in 3.0 s\nproven: every promise that could be checked holds\n",
		},
	} {
		var out strings.Builder
		Verified(&out, Style{}, c.report)
		if out.String() != c.want {
			t.Errorf("got\n%swant\n%s", out.String(), c.want)
		}
	}
}
