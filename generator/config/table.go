package config

// options is the one table of what can be configured. The flags of `uvdock generate`, the keys of
// [tool.uvdock], the variables of the environment, the JSON Schema and docs/configuration.md all
// come from it; TestEveryFlag in cmd/internal/cli holds that no flag is missing here.
var options = []Option{
	{
		Key: "profile", Field: "Profile", Kind: Text, Default: "auto", Value: "auto", Scope: EveryImage,
		Values: []string{"auto", "slim-bookworm", "slim-trixie", "alpine", "distroless"},
		Doc:    "base image family", Example: `"slim-trixie"`,
	},
	{
		Key: "prefer", Field: "Prefer", Kind: Text, Default: "no preference", Scope: EveryImage,
		Values: []string{"size", "security", "speed"},
		Doc:    "what profile auto looks for", Example: `"size"`,
	},
	{
		Key: "python", Field: "Python", Kind: Text, Default: ".python-version, else the best for the lock", Scope: EveryImage,
		Hints: []string{"3.11", "3.12", "3.13", "3.14"},
		Doc:   "Python version: 3.13, 3.13.5, 3.13t", Example: `"3.13"`,
	},
	{
		Key: "platform", Field: "Platforms", Kind: List, Default: "linux/amd64 and linux/arm64", Scope: EveryImage, Exact: true,
		Hints: []string{"linux/amd64", "linux/arm64"},
		Doc:   "platform the image must run on", Example: `["linux/amd64"]`,
	},
	{
		Key: "extra", Field: "Selection.Extras", Kind: List, Default: "none", Scope: EveryImage,
		Doc: "include an extra", Example: `["postgres"]`,
	},
	{
		Key: "all-extras", Field: "Selection.AllExtras", Kind: Truth, Default: "false", Scope: EveryImage,
		Doc: "include all extras", Example: `true`,
	},
	{
		Key: "group", Field: "Selection.Groups", Kind: List, Default: "none", Scope: EveryImage,
		Doc: "include a dependency group", Example: `["prod"]`,
	},
	{
		Key: "no-group", Field: "Selection.NoGroups", Kind: List, Default: "none", Scope: EveryImage,
		Doc: "leave a dependency group out", Example: `["docs"]`,
	},
	{
		Key: "only-group", Field: "Selection.OnlyGroups", Kind: List, Default: "none", Scope: EveryImage,
		Doc: "install only this dependency group", Example: `["worker"]`,
	},
	{
		Key: "no-default-groups", Field: "Selection.NoDefaultGroups", Kind: Truth, Default: "false", Scope: EveryImage,
		Doc: "leave the default groups out", Example: `true`,
	},
	{
		Key: "cmd", Field: "Cmd", Kind: Words, Default: "what the project starts", Scope: OneImage,
		Doc: "start command, as words or as a JSON array", Example: `["gunicorn", "--bind", "0.0.0.0:8000", "shop.wsgi"]`,
	},
	{
		Key: "port", Field: "Port", Kind: Number, Default: "what the framework uses", Scope: OneImage, Min: 1, Max: 65535,
		Doc: "port the service listens on", Example: `8080`,
	},
	{
		Key: "health-path", Field: "HealthPath", Kind: Text, Default: "what the framework or the sources have", Scope: OneImage, Excludes: "no-healthcheck",
		Doc: "HTTP path that answers when the service is healthy", Example: `"/healthz"`,
	},
	{
		Key: "no-healthcheck", Field: "NoHealthcheck", Kind: Truth, Default: "false", Scope: EveryImage, Excludes: "health-path",
		Doc: "write no HEALTHCHECK, be a health path known or not", Example: `true`,
	},
	{
		Key: "build-env", Field: "BuildEnv", Kind: List, Default: "throw-away values for what Django's settings demand", Scope: EveryImage, Exact: true,
		Doc: "NAME=VALUE for the build of the project and for collectstatic, not in the image", Example: `["SECRET_KEY=build-only"]`,
	},
	{
		Key: "processes", Field: "Processes", Kind: Text, Default: "one-image for tables of processes, else one process", Scope: EveryImage,
		Values: Layouts,
		Doc:    "how several processes are held; without tables of processes, what else the sources start is taken", Example: `"stages"`,
	},
	{
		Key: "context", Field: "Context", Kind: Text, Value: "auto", Scope: EveryImage,
		Default: "auto: the directory of uv.lock, or the nearest one that holds its path sources too",
		Values:  []string{"auto", "common", "named", "member"},
		Doc:     "build context", Example: `"member"`,
	},
	{
		Key: "output", Field: "Output", Kind: Text, Default: "Dockerfile beside the project's pyproject.toml", Scope: OneImage, Short: "o",
		Doc: "where the Dockerfile goes, relative to the directory of uv.lock", Example: `"docker/api.Dockerfile"`,
	},
	{
		Key: "volume", Field: "Volumes", Kind: List, Default: "none", Scope: EveryImage, Exact: true,
		Doc: "what is mounted, as for docker run: data:/data, ./models:/app/models:ro", Example: `["data:/data"]`,
	},
	{
		Key: "gpu", Field: "GPU", Kind: Truth, Default: "false", Scope: EveryImage,
		Doc: "the containers have a GPU: CUDA is wanted, and the image asks for the devices", Example: `true`,
	},
	{
		Key: "keep-stdlib", Field: "KeepStdlib", Kind: Truth, Default: "false", Scope: EveryImage,
		Doc: "distroless: keep the parts of the standard library that a server never imports", Example: `true`,
	},
	{
		Key: "uv-version", Field: "UVVersion", Kind: Text, Default: "required-version, else the built-in one", Scope: EveryImage,
		Doc: "version of uv in the builder", Example: `"0.13.8"`,
	},
	{
		Key: "pin", Field: "Pin", Kind: Truth, Default: "false", Scope: EveryImage,
		Doc: "every image with a digest: those in the Dockerfile are kept, and --online asks for others", Example: `true`,
	},
	{
		Key: "apt", Field: "Apt", Kind: List, Default: "none", Scope: EveryImage,
		Doc: "system package of the image by its name in Debian", Example: `["libmagic1"]`,
	},
	{
		Key: "apk", Field: "Apk", Kind: List, Default: "none", Scope: EveryImage,
		Doc: "system package of the image by its name in Alpine", Example: `["libmagic"]`,
	},
	{
		Key: "build-apt", Field: "BuildApt", Kind: List, Default: "none", Scope: EveryImage,
		Doc: "system package of the build stages by its name in Debian", Example: `["libpq-dev"]`,
	},
	{
		Key: "build-apk", Field: "BuildApk", Kind: List, Default: "none", Scope: EveryImage,
		Doc: "system package of the build stages by its name in Alpine", Example: `["postgresql-dev"]`,
	},
	{
		Key: "bake", Field: "Bake", Kind: Truth, Default: "false", Scope: SharedFile,
		Doc: "docker-bake.hcl too, beside uv.lock: a target for each image of the run", Example: `true`,
	},
	{
		Key: "compose", Field: "Compose", Kind: Truth, Default: "false", Scope: SharedFile,
		Doc: "compose.yaml too, beside uv.lock: a service for each image of the run", Example: `true`,
	},
	{
		Key: "ci", Field: "CI", Kind: Text, Default: "none", Scope: SharedFile,
		Values: []string{"github", "gitlab"},
		Doc:    "a workflow too, that checks the files and builds the images of the run where they changed", Example: `"github"`,
	},
}

// FlagsOnly are the flags of `uvdock generate` that cannot be configured, with the reason.
var FlagsOnly = map[string]string{
	"package": "which member an image is for is said by the table in that member's own pyproject.toml",
	"adopt":   "moving edits into regions is a matter of each run",
	"all":     "whether one image is meant or all is a matter of each run",
	"prune":   "removing files is a matter of each run",
	"frozen":  "accepting a lock that is not current is a matter of each run",
	"online":  "asking the registries is a matter of each run",
	"quiet":   "what is printed is a matter of each run",
	"force":   "overwriting what somebody wrote is a matter of each run",
	"save":    "saving is a matter of each run",
	"stdout":  "what is printed is a matter of each run",
	"diff":    "what is printed is a matter of each run",
	"dry-run": "what is printed is a matter of each run",
	"format":  "what is printed is a matter of each run",
}
