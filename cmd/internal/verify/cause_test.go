package verify

import (
	"strings"
	"testing"
)

// Logs as the libraries write them, shortened to the lines that decide; the cause and the fix must
// name what is missing.
func TestStartCauses(t *testing.T) {
	r := testRules(t)
	for _, c := range []struct{ name, log, cause, fix string }{
		{
			"pydantic-settings", "pydantic_core._pydantic_core.ValidationError: 2 validation errors for Settings\nPROJECT_NAME\n" +
				"  Field required [type=missing, input_value={}, input_type=dict]\n    For further information visit https://errors.example\n" +
				"database_url\n  Field required [type=missing, input_value={}, input_type=dict]\n    For further information visit https://errors.example\n",
			"settings are missing or wrong: PROJECT_NAME, database_url", "--env NAME=VALUE",
		},
		{"os.environ", "  File \"<frozen os>\", line 717, in __getitem__\nKeyError: 'BOT_TOKEN'\n", "the variable BOT_TOKEN is not set", "--env BOT_TOKEN=VALUE"},
		{"starlette", `KeyError: "Config 'DB_URL' is missing, and has no default."`, "the variable DB_URL", "--env DB_URL=VALUE"},
		{"django-environ", "django.core.exceptions.ImproperlyConfigured: Set the SECRET_KEY environment variable", "the variable SECRET_KEY", "--env SECRET_KEY=VALUE"},
		{"decouple", "decouple.UndefinedValueError: SMTP_HOST not found. Declare it as envvar or define a default value.", "the variable SMTP_HOST", "--env SMTP_HOST=VALUE"},
		{"environs", `environs.exceptions.EnvError: Environment variable "PORT_X" not set`, "the variable PORT_X", "--env PORT_X=VALUE"},
		{"Django", "django.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty.", "Django's setting SECRET_KEY is empty", "--env NAME=VALUE"},
		{"openai", "openai.OpenAIError: The api_key client option must be set either by passing api_key to the client or by setting the OPENAI_API_KEY environment variable", "OPENAI_API_KEY", "--env OPENAI_API_KEY=VALUE"},
		{"own words", "RuntimeError: Missing required environment variables: IMMICH_URL", "the variable IMMICH_URL", "--env IMMICH_URL=VALUE"},
		{"lower case", "supabase._sync.client.SupabaseException: supabase_url is required", "the setting supabase_url is missing", "--env NAME=VALUE"},
		{"aiogram", "aiogram.utils.token.TokenValidationError: Token is invalid!", "a token is missing or wrong", "--env NAME=VALUE"},
		{"discord.py", "discord.errors.LoginFailure: Improper token has been passed.", "a token is missing or wrong", "--env NAME=VALUE"},
		{
			"psycopg", `psycopg.OperationalError: connection failed: connection to server at "127.0.0.1", port 5432 failed: Connection refused` +
				"\n\tIs the server running on that host and accepting TCP/IP connections?\n", "it cannot reach 127.0.0.1:5432", "--network NAME",
		},
		{"psycopg2", `connection to server at "db" (172.18.0.2), port 5432 failed: Connection refused`, "it cannot reach db:5432", "--network NAME"},
		{"libpq name", `psycopg2.OperationalError: could not translate host name "db" to address: Name or service not known`, "it cannot reach db,", "--network NAME"},
		{"asyncpg", "ConnectionRefusedError: [Errno 111] Connect call failed ('127.0.0.1', 5432)", "it cannot reach 127.0.0.1:5432", "--network NAME"},
		{
			"redis", "ConnectionRefusedError: [Errno 111] Connection refused\n\nDuring handling of the above exception, another exception occurred:\n\n" +
				"redis.exceptions.ConnectionError: Error 111 connecting to localhost:6379. Connection refused.", "it cannot reach localhost:6379", "--network NAME",
		},
		{"redis name", "redis.exceptions.ConnectionError: Error -2 connecting to redis:6379. Name or service not known.", "it cannot reach redis:6379", "--network NAME"},
		{"celery", "Cannot connect to amqp://guest:**@127.0.0.1:5672//: [Errno 111] Connection refused.", "it cannot reach 127.0.0.1:5672", "--network NAME"},
		{"pymongo", "pymongo.errors.ServerSelectionTimeoutError: localhost:27017: [Errno 111] Connection refused", "it cannot reach localhost:27017", "--network NAME"},
		{"MySQL", `(2003, "Can't connect to MySQL server on 'db:3306' (-2)")`, "it cannot reach db:3306", "--network NAME"},
		{"aiohttp", "aiohttp.client_exceptions.ClientConnectorDNSError: Cannot connect to host api.example:443 ssl:default", "it cannot reach api.example:443", "--network NAME"},
		{"requests", "HTTPSConnectionPool(host='api.example', port=443): Max retries exceeded with url: /", "it cannot reach api.example:443", "--network NAME"},
		{"a name", "socket.gaierror: [Errno -3] Temporary failure in name resolution", "whose name its network does not know", "--network NAME"},
		{"httpx", "httpx.ConnectError: All connection attempts failed", "a host that is not there", "--network NAME"},
		{"no tables", "sqlalchemy.exc.ProgrammingError: relation \"users\" does not exist", "no table users", "processes.md"},
		{"read-only", "OSError: [Errno 30] Read-only file system: '/app/content'", "it writes to the root file system, /app/content", "--volume data:/app/content"},
		{"read-only, relative", "OSError: [Errno 30] Read-only file system: 'logs'", "it writes to the root file system, logs", "--volume data:DIRECTORY"},
		{"denied", "PermissionError: [Errno 13] Permission denied: '/data'", "the runtime user may not use /data", "--volume data:/data"},
		{"denied, relative", "PermissionError: [Errno 13] Permission denied: 'shop.db'", "may not use shop.db", "--volume data:DIRECTORY"},
		{"SQLite", "sqlite3.OperationalError: unable to open database file", "SQLite", "--volume"},
		{"library", "ImportError: libGL.so.1: cannot open shared object file: No such file or directory", "the shared library libGL.so.1", "--apt NAME"},
		{"locale", "locale.Error: unsupported locale setting", "the locale", "locales-all"},
		{"file", "FileNotFoundError: [Errno 2] No such file or directory: 'config.yaml'", "config.yaml is not in the image", ".dockerignore"},
		{"ASGI", `ERROR:    Error loading ASGI app. Could not import module "main".`, "cannot be imported: main", "--cmd"},
		{"argparse", "usage: shop [-h] {serve}\nshop: error: the following arguments are required: command", "lacks arguments: command", "--cmd"},
		{"click", "Usage: shop [OPTIONS] COMMAND [ARGS]...\nError: Missing command.", "the command lacks an argument", "--cmd"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := explainLast(r.start, c.log)
			if !ok || !strings.Contains(got.Cause, c.cause) || !strings.Contains(got.Fix, c.fix) {
				t.Errorf("%q -> %q, want something with %q and %q", got.Cause, got.Fix, c.cause, c.fix)
			}
			if strings.Contains(got.Cause+got.Fix, "$1") {
				t.Errorf("%q -> %q: a group is not filled in", got.Cause, got.Fix)
			}
		})
	}
}

// The last error counts: what came before it was survived or led to it.
func TestLastCause(t *testing.T) {
	r := testRules(t)
	log := "WARNING: REDIS_URL is not set\nModuleNotFoundError: No module named 'uvloop'\nKeyError: 'BOT_TOKEN'\nERROR: Application startup failed. Exiting.\n"
	if got, ok := explainLast(r.start, log); !ok || got.Cause != "the variable BOT_TOKEN is not set" {
		t.Errorf("%+v", got)
	}
	if got, ok := outside(r.start, log); !ok || got.Cause != "the variable BOT_TOKEN is not set" {
		t.Errorf("%+v", got)
	}
	for _, quiet := range []string{"", "INFO:     Uvicorn running on http://0.0.0.0:8000\nINFO:     GET / 404 Not Found\n", "KeyError: 'x'\n"} {
		if got, ok := explainLast(r.start, quiet); ok {
			t.Errorf("%q is explained as %q", quiet, got.Cause)
		}
	}
	// A service that runs may lack what lies outside, and no file of its image.
	if got, ok := outside(r.start, "ModuleNotFoundError: No module named 'uvloop'\n"); ok {
		t.Errorf("%+v", got)
	}
}

// Where nothing is known, the last error of the log is quoted.
func TestLastRaised(t *testing.T) {
	for log, want := range map[string]string{
		"#17 2.6   raise ValueError(message)\n#17 2.6 ValueError: Readme path must be within: ../README.md\n#17 ERROR: process failed\n": ": ValueError: Readme path must be within: ../README.md",
		"Traceback\nshop.errors.NoStock: none\nshop.errors.StockError\nERROR: Application startup failed.\n":                             ": shop.errors.StockError",
		"everything is well\n": "",
		"":                     "",
	} {
		if got := lastRaised(log); got != want {
			t.Errorf("%q: %q, want %q", log, got, want)
		}
	}
	r := testRules(t)
	v := judgeStart(&evidence{rules: r, run: &runResult{state: containerState{ExitCode: 1}, logs: "StockError: none left"}})
	expect(t, v, Broken, "exit code 1 after 0.0 s: StockError: none left")
	expect(t, judgeBuild(&evidence{rules: r, build: buildResult{log: "#9 0.1 StockError: none left"}}), Broken, "docker build failed: StockError: none left")
}

// What a container writes reaches the terminal as plain text.
func TestLogIsPlain(t *testing.T) {
	b := newBuildLog(func(string, ...any) {})
	for _, piece := range []string{"\x1b[31mERROR\x1b[0m bad\r\n", "\x1b]0;title\x07two\x07\n", "\ttabs stay", "\x1b[2J"} {
		if _, err := b.Write([]byte(piece)); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := b.tail(), "ERROR bad\ntwo\n\ttabs stay"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Steps run side by side: the log that is shown is that of the step that failed.
func TestLogOfTheFailedStep(t *testing.T) {
	b := newBuildLog(func(string, ...any) {})
	text := "#15 [project 2/2] RUN uv pip install .\n#15 1.8 ValueError: no files\n#15 ERROR: exit code: 2\n" +
		strings.Repeat("#16 0.2 Get:1 a package\n", keepLines) + "#16 CANCELED\n------\n > [project 2/2]:\n1.8 ValueError: no files\n------\n" +
		"Dockerfile:9\n--------------------\n>>> RUN uv pip install .\n--------------------\nERROR: failed to build\n"
	if _, err := b.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	want := "#15 [project 2/2] RUN uv pip install .\n#15 1.8 ValueError: no files\n#15 ERROR: exit code: 2\n" +
		"Dockerfile:9\n--------------------\n>>> RUN uv pip install .\n--------------------\nERROR: failed to build"
	if got := b.tail(); got != want {
		t.Errorf("%q\nwant %q", got, want)
	}
}
