package knowledge

// ReservedStages are names that no process can have: stages that every Dockerfile of uvdock may have,
// names that BuildKit keeps to itself, and the group that bake builds by default.
// Source: https://docs.docker.com/reference/build-checks/reserved-stage-name/
var ReservedStages = []string{
	"builder", "dependencies", "interpreter", "lock", "native-libs", "project", "python-base", "runtime", "uv",
	"context", "scratch", "default",
}
