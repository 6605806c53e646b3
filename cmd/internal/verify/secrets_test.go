package verify

import (
	"strings"
	"testing"
)

func TestSecretNames(t *testing.T) {
	r := testRules(t)
	for _, c := range []struct{ name, value, status string }{
		{"API_TOKEN", "abcdef", Broken},
		{"SECRET_KEY", "django-insecure-1", Broken},
		{"com.example.api-key", "abcdef", Broken},
		{"DB_PASSWORD", "hunter2", Broken},
		{"INDEX", "https://user:hunter2@index.example/simple", Broken},
		{"NOTE", "ghp_" + strings.Repeat("a1", 18), Broken},
		{"GPG_KEY", "7169605F62C751356D054A26A821E680E5FA6305", OK},
		{"PUBLIC_KEY", "abcdef", OK},
		{"SECRET_KEY_FILE", "/run/secrets/key", OK},
		{"DB_PASSWORD", "/run/secrets/password", OK},
		{"DB_PASSWORD", "", OK},
		{"AUTH", "true", OK},
		{"SECRET_KEY", "build-only", OK},
		{"API_KEY_HEADER", "X-API-Key", OK},
		{"KEYBOARD", "us", OK},
		{"MONKEY", "george", OK},
		{"INDEX", "https://index.example/simple", OK},
		{"INDEX", "https://$USER:$PASSWORD@index.example/simple", OK},
	} {
		t.Run(c.name+"="+c.value, func(t *testing.T) {
			env := &image{Config: imageConfig{Env: []string{c.name + "=" + c.value}}}
			expect(t, judgeSecrets(&evidence{rules: r, image: env}), c.status, "")
			labels := &image{Config: imageConfig{Labels: map[string]string{c.name: c.value}}}
			expect(t, judgeSecrets(&evidence{rules: r, image: labels}), c.status, "")
		})
	}
}

func TestSecretHistory(t *testing.T) {
	r := testRules(t)
	for _, c := range []struct{ instruction, status string }{
		{"ARG DB_PASSWORD=hunter2", Broken},
		{"ARG DB_PASSWORD", OK},
		{"ENV A=1 API_TOKEN=abcdef", Broken},
		{"RUN |2 CHANNEL=stable API_TOKEN=abcdef /bin/sh -c make # buildkit", Broken},
		{"RUN |1 API_TOKEN= /bin/sh -c make # buildkit", OK},
		{`RUN /bin/sh -c API_TOKEN="abc def" make # buildkit`, Broken},
		{"RUN /bin/sh -c API_TOKEN=$(cat /run/secrets/t) make # buildkit", OK},
		{"RUN /bin/sh -c pip install --index-url https://u:hunter2@index.example/simple x", Broken},
		{"RUN /bin/sh -c git clone https://ghp_" + strings.Repeat("a1", 18) + "@git.example/x", Broken},
		{"ENV GPG_KEY=7169605F62C751356D054A26A821E680E5FA6305", OK},
		{"USER 65532:65532", OK},
	} {
		img := &image{history: []historyEntry{{CreatedBy: c.instruction}}}
		v := judgeSecrets(&evidence{rules: r, image: img})
		if v.status != c.status {
			t.Errorf("%s: %s (%s), want %s", c.instruction, v.status, v.got, c.status)
		}
		if strings.Contains(v.got+v.detail, "hunter2") || strings.Contains(v.got+v.detail, "abcdef") {
			t.Errorf("%s: the report repeats the secret: %s", c.instruction, v.got)
		}
	}
}

func TestSecretFiles(t *testing.T) {
	const site = "/opt/venv/lib/python3.13/site-packages/"
	key := "-----BEGIN PRIVATE KEY-----\n" + strings.Repeat("QUJD", 16) + "\n-----END PRIVATE KEY-----\n"
	installed := []file{
		{path: site + "tornado-6.0.dist-info/RECORD", content: "tornado/test/test.key,sha256=x,9\ntornado/tests.py,,\n\"tornado/a,b.pem\",,\n"},
		{path: site + "mine-1.0.dist-info/RECORD", content: "mine/server.key,sha256=x,9\nmine/.env,,\nmine/tests.py,,\n"},
		{path: site + "mine-1.0.dist-info/direct_url.json", content: `{"url":"file:///src","dir_info":{}}`},
	}
	r := testRules(t)
	for _, c := range []struct{ path, content, status string }{
		{"/app/.env", "A=1\n", Broken},
		{"/app/.env.production", "A=1\n", Broken},
		{"/app/.env", "", OK},
		{"/app/.env.example", "A=1\n", OK},
		{"/root/.netrc", "machine x\n", Broken},
		{"/home/nonroot/.ssh/id_ed25519", "x", Broken},
		{"/root/.docker/config.json", "{}", Broken},
		{"/app/config.json", "{}", OK},
		{"/app/server.pem", key, Broken},
		{"/app/notes.txt", key, Broken},
		{"/app/server.pem", "-----BEGIN CERTIFICATE-----\nQUJD\n", OK},
		{"/app/crypto.py", "HEADER = '-----BEGIN PRIVATE KEY-----'\n", OK},
		{site + "certifi/cacert.pem", "-----BEGIN CERTIFICATE-----\n", OK},
		{site + "tornado/test/test.key", key, OK},
		{site + "tornado/a,b.pem", key, OK},
		{site + "tornado/__pycache__/tests.cpython-313.pyc", key, OK},
		{site + "tornado/__pycache__/other.cpython-313.pyc", key, Broken},
		{site + "mine/__pycache__/tests.cpython-313.pyc", key, Broken},
		{site + "mine/server.key", key, Broken},
		{site + "mine/.env", "A=1\n", Broken},
		{site + "unknown.key", key, Broken},
		{"/usr/local/lib/python3.13/test/certdata/keycert.pem", key, OK},
	} {
		t.Run(c.path, func(t *testing.T) {
			files := makeTree(t, append(installed, file{path: c.path, content: c.content})...)
			expect(t, judgeSecretFiles(&evidence{rules: r, files: files}), c.status, "")
		})
	}
}
