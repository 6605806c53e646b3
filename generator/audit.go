package generator

import (
	"strings"
	"time"

	"github.com/uvdock/uvdock/generator/audit"
	"github.com/uvdock/uvdock/generator/diag"
)

// Audit judges the Dockerfile and the .dockerignore that lie in the project, whoever wrote them: the
// uv and the Python that the Dockerfile takes beside what the project asks for, what a .dockerignore
// hides from the build, and which bases are no longer supported on the day of today. The zero time
// leaves the last question out. All findings are warnings and notes. It needs a result with Files.
func (r *Result) Audit(today time.Time) diag.List {
	if r.Plan == nil {
		return nil
	}
	in := audit.Input{Project: r.Project, Member: r.Member, Tables: r.tables, Plan: r.Plan, Today: today}
	for _, f := range r.Files {
		if strings.HasSuffix(f.Path, ".dockerignore") {
			in.Ignore = f.Text
		}
	}
	return audit.Check(in)
}
