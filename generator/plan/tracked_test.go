package plan_test

import (
	"encoding/binary"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator"
)

// gitIndex is an index of version 2 with the given files, which must be sorted.
func gitIndex(files ...string) string {
	out := binary.BigEndian.AppendUint32([]byte("DIRC\x00\x00\x00\x02"), uint32(len(files)))
	for _, name := range files {
		entry := append(make([]byte, 62), name...)
		out = append(out, append(entry, make([]byte, 8-len(entry)%8)...)...)
	}
	return string(out)
}

// TestTracked: secrets that git tracks are reported; what is an example, is not there, holds no
// private key or lies elsewhere in the repository is not.
func TestTracked(t *testing.T) {
	const key = "-----BEGIN PRIVATE KEY-----\n"
	for _, c := range []struct {
		name, at string
		files    map[string]string // in the project; what is tracked is named from the repository's top
		tracked  string
		want     string
	}{
		{"settings", "app", map[string]string{".env": ""}, "app/.env", ".env"},
		{"the repository is the project", ".", map[string]string{".env": ""}, ".env", ".env"},
		{"not tracked", "app", map[string]string{".env": ""}, "app/main.py", ""},
		{"an example", "app", map[string]string{".env.example": ""}, "app/.env.example", ""},
		{"of another project", "app", map[string]string{".env": ""}, "other/.env", ""},
		{"tracked and removed", "app", nil, "app/.env", ""},
		{"a private key", "app", map[string]string{"tls/server.pem": "x\n" + key}, "app/tls/server.pem", "tls/server.pem"},
		{"a certificate", "app", map[string]string{"tls/ca.pem": "-----BEGIN CERTIFICATE-----\n"}, "app/tls/ca.pem", ""},
		{"a key for tests", "app", map[string]string{"tests/server.key": key}, "app/tests/server.key", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := fixture{files: c.files}.fs()
			if c.at != "." {
				files = below("home/"+c.at, files)
			} else {
				files = below("home", files)
			}
			files["home/.git/index"] = &fstest.MapFile{Data: []byte(gitIndex(c.tracked))}
			r, err := generator.Plan(t.Context(), files, strings.TrimSuffix("home/"+c.at, "/."), generator.Options{Cmd: "python main.py"})
			if err != nil || r.Plan == nil {
				t.Fatal(err, r.Findings.Err())
			}
			got := ""
			for _, f := range r.Findings {
				if f.Code == "tracked-secret" {
					got += f.File
				}
			}
			if got != c.want {
				t.Errorf("reported %q, want %q", got, c.want)
			}
		})
	}
}
