package plan

import (
	"fmt"
	"slices"
	"strings"
)

// decideBuilder fixes the ground of the build stages: compilers, variables, the interpreter.
func (b *builder) decideBuilder() {
	p := b.in.Profile
	b.plan.Builder.Cache = p.Cache
	b.because("cache", "Cache mount", p.Cache, own,
		"one cache a distribution: uv reuses wheels it built, and their tag names no libc", "https://docs.astral.sh/uv/concepts/cache/")
	b.decideBuildPackages()
	if p.ManagedPython {
		b.plan.Builder.Python = b.in.Python
	}
	if b.in.CompileStdlib && p.Stdlib != "" {
		b.plan.Builder.Stdlib = p.Image(p.Stdlib, minor(b.in.Python))
		b.because("stdlib", "Standard library", "byte-compiled", "--prefer speed",
			"docker-library removes the bytecode of the standard library; with it the process starts in about half the time", "")
	}
	b.plan.Builder.Env = b.builderEnv()
	b.because("builder-env", "Variables of the builder", fmt.Sprintf("%d", len(b.plan.Builder.Env)), own,
		"bytecode is compiled once at build time, files are copied out of the cache mount, uv uses exactly this interpreter and environment", "https://docs.astral.sh/uv/reference/environment/")
}

// decideBuildPackages lists what compiling needs, in one sorted list.
func (b *builder) decideBuildPackages() {
	packages := slices.Clone(b.in.Needs.Toolchain)
	for _, n := range b.in.Needs.Build {
		packages = append(packages, n.Package)
	}
	// collectstatic imports the project's settings and urls, and with them what the image needs to run.
	static := b.in.Service.CollectStatic && len(b.in.Needs.Runtime) > 0
	if static {
		for _, n := range b.in.Needs.Runtime {
			packages = append(packages, n.Package)
		}
	}
	slices.Sort(packages)
	packages = slices.Compact(packages)
	b.plan.Builder.Packages = packages
	if len(packages) == 0 {
		b.because("build-packages", "Compilers", "none", "uv.lock", "every package of the lock has a wheel that fits", "")
		return
	}
	var compiled []string
	for _, c := range b.in.Needs.Compiled {
		compiled = append(compiled, strings.TrimSpace(c.PyPI+" "+c.Version))
	}
	for _, n := range b.in.Needs.Build {
		compiled = append(compiled, n.For()...)
	}
	var why []string
	if len(compiled) > 0 {
		why = append(why, "needed to build "+strings.Join(unique(compiled), ", "))
	}
	if static {
		why = append(why, "collectstatic loads "+needers(b.in.Needs.Runtime))
	}
	b.because("build-packages", "Compilers and headers", strings.Join(packages, " "), "uv.lock", strings.Join(why, "; "), "")
}

// builderEnv are the variables of uv in the build stages, sorted by name.
func (b *builder) builderEnv() []Env {
	env := []Env{
		{"UV_COMPILE_BYTECODE", "1"},
		{"UV_LINK_MODE", "copy"},
		{"UV_NO_EDITABLE", "1"},
		{"UV_PREVIEW_FEATURES", "pylock"},
		{"UV_PROJECT_ENVIRONMENT", "/opt/venv"},
	}
	if b.in.Selection.NoDev {
		env = append(env, Env{"UV_NO_DEV", "1"})
	}
	if b.in.Profile.ManagedPython {
		env = append(env,
			Env{"UV_MANAGED_PYTHON", "1"},
			Env{"UV_PYTHON", b.in.Python},
			Env{"UV_PYTHON_CACHE_DIR", "/root/.cache/uv/python"},
			Env{"UV_PYTHON_INSTALL_BIN", "0"},
			Env{"UV_PYTHON_INSTALL_DIR", "/opt/python"})
	} else {
		env = append(env,
			Env{"UV_PYTHON", b.in.Profile.Interpreter},
			Env{"UV_PYTHON_DOWNLOADS", "never"})
		// A project that prefers managed Pythons would have uv reject the image's own.
		if slices.Contains(b.in.Project.Settings.Keys, "python-preference") {
			env = append(env, Env{"UV_PYTHON_PREFERENCE", "only-system"})
		}
	}
	slices.SortFunc(env, func(x, y Env) int { return strings.Compare(x.Name, y.Name) })
	return env
}

// minor cuts a version to major.minor: 3.13.5 and 3.13t become 3.13.
func minor(python string) string {
	parts := strings.SplitN(strings.TrimRight(python, "t"), ".", 3)
	if len(parts) < 2 {
		return python
	}
	return parts[0] + "." + parts[1]
}
