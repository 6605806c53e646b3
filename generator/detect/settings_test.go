package detect_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator/detect"
)

// TestHostileSettings: whatever lies where settings are looked for, there is an answer, in bounded
// time, and what was not understood is said.
func TestHostileSettings(t *testing.T) {
	long := strings.Repeat("a", 1<<21)
	tests := []struct{ name, file, text, finding string }{
		{"TOML that is none", ".streamlit/config.toml", "[server\nport = ", "is not searched"},
		{"TOML too large", ".streamlit/config.toml", "x = \"" + long + "\"", "larger than"},
		{"prefix with a quote", ".streamlit/config.toml", "[server]\nbaseUrlPath = \"a\\\" b\"\n", ""},
		{"port that is none", ".streamlit/config.toml", "[server]\nport = 99999999\n", ""},
		{"settings that are no Python", "gunicorn.conf.py", "bind = (\n", "is not searched"},
		{"settings with a null byte", "gunicorn.conf.py", "bind = ':80\x00'\n", "null bytes"},
		{"ini without a section", "uwsgi.ini", "module = main:app\n", ""},
		{"ini of one line", "uwsgi.ini", "[uwsgi]" + strings.Repeat("=", 1<<20), ""},
		{"Procfile of bytes", "Procfile", "web: \xff\xfe\x00 main\n", "procfile-left-out"},
		{"Procfile with a quote that is open", "Procfile", "web: uvicorn 'main:app\n", "not closed"},
		{"Procfile of colons", "Procfile", strings.Repeat("a:b\n", 1<<16), ""},
		{"Procfile too large", "Procfile", "web: " + long, "larger than"},
		{"patterns that are none", ".gitignore", "[\n\\\n**/[a\n!\n/\n//\n", ""},
		{"stars", ".gitignore", strings.Repeat("**/", 1000) + "x\n" + strings.Repeat("*a", 500) + "\n", ""},
		{"patterns too large", ".gitignore", long, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := fastapiInput(t)
			in.Closure["streamlit"], in.Closure["gunicorn"], in.Closure["uwsgi"] = "1.67.0", "25.3.0", "2.0.30"
			in.FS = fstest.MapFS{"main.py": {Data: []byte(fastapiSource)}, tt.file: {Data: []byte(tt.text)}}
			if strings.HasPrefix(tt.file, ".streamlit") {
				in.FS.(fstest.MapFS)["main.py"] = &fstest.MapFile{Data: []byte("import streamlit as st\nst.title('x')\n")}
			}
			svc, findings := detect.Detect(t.Context(), in)
			if svc.Framework == "" && !findings.HasErrors() {
				t.Error("neither an answer nor an error")
			}
			for _, word := range svc.Command.Words() {
				if strings.ContainsAny(word, "\" \x00") {
					t.Errorf("the command line took %q over", word)
				}
			}
			text := ""
			for _, f := range findings {
				text += fmt.Sprintln(f.Code, f)
			}
			if !strings.Contains(text, tt.finding) {
				t.Errorf("the findings lack %q:\n%s", tt.finding, text)
			}
		})
	}
}

// TestSelfReference: values that are made of themselves and of each other end.
func TestSelfReference(t *testing.T) {
	var b strings.Builder
	b.WriteString("from fastapi import FastAPI\nfrom mcp.server.mcpserver import MCPServer\na0 = a1 = FastAPI()\n")
	for i := range 200 {
		fmt.Fprintf(&b, "a%d = wrap(a%d, a%d)\nb%d = b%d.http_app()\nc%d = c%d\n", i+2, i+1, i, i, i+1, i, (i+1)%200)
	}
	in := fastapiInput(t)
	in.FS = fstest.MapFS{"main.py": {Data: []byte(b.String())}}
	if svc, findings := detect.Detect(t.Context(), in); svc.Framework == "" && !findings.HasErrors() {
		t.Error("neither an answer nor an error")
	}
}
