package plan_test

import (
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator"
)

// TestFilesBesidePackage: what starts is a file that no package carries, so the image of an installed
// project has its files in /app beside the wheel, and that of any other has the wheel alone.
func TestFilesBesidePackage(t *testing.T) {
	main := "from fastapi import FastAPI\n\napp = FastAPI()\n"
	tests := []struct {
		name  string
		files map[string]string
		want  bool
	}{
		{"beside", map[string]string{"src/my_app/__init__.py": "", "main.py": main}, true},
		{"inside", map[string]string{"src/my_app/__init__.py": "", "src/my_app/main.py": main}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := fixture{
				tables: packaged, source: "editable",
				requires: []string{"fastapi", "uvicorn"}, packages: wheel("fastapi", public) + wheel("uvicorn", public), files: tt.files,
			}
			r, err := generator.Generate(t.Context(), f.fs(), ".", generator.Options{})
			if err != nil || r.Plan == nil || r.Files == nil {
				t.Fatal(err, r.Findings)
			}
			text := string(r.Files[0].Text)
			for _, line := range []string{"\nCOPY . /app/\n", "compileall -q /app ", "\nCOPY --from=project /app /app\n"} {
				if strings.Contains(text, line) != tt.want {
					t.Errorf("%q is there: %v\n%s", line, !tt.want, text)
				}
			}
			if !strings.Contains(text, "\nCOPY --from=project /opt/project /opt/venv\n") {
				t.Error("the wheel is missing")
			}
		})
	}
}

// TestFilesBesidePackageOfMember: a member's own directory comes to /app, and no other's.
func TestFilesBesidePackageOfMember(t *testing.T) {
	w := workspace{
		trees: []tree{
			{name: "web", dir: "services/web", source: "editable", tables: packaged, requires: []string{"core"}},
			{name: "core", dir: "libs/core", source: "editable", tables: packaged},
		},
		files: map[string]string{
			"services/web/src/web/__init__.py": "", "services/web/main.py": "import time\n\nif __name__ == \"__main__\":\n    time.sleep(1)\n",
			"libs/core/src/core/__init__.py": "",
		},
	}
	r, err := generator.Generate(t.Context(), w.fs(), ".", generator.Options{Package: "web"})
	if err != nil || r.Plan == nil || r.Files == nil {
		t.Fatal(err, r.Findings)
	}
	if text := string(r.Files[0].Text); !strings.Contains(text, "\nCOPY services/web /app/\n") || !strings.Contains(text, `CMD ["python", "main.py"]`) {
		t.Error(text)
	}
}

// TestInside: the files of a project whose directory is a package lie in a directory of its name.
func TestInside(t *testing.T) {
	f := fixture{
		requires: []string{"fastapi", "uvicorn"}, packages: wheel("fastapi", public) + wheel("uvicorn", public),
		files: map[string]string{"main.py": "from fastapi import FastAPI\n\nfrom .routes import router\n\napp = FastAPI()\n", "routes.py": "router = None\n"},
	}
	r, err := generator.Generate(t.Context(), f.fs(), ".", generator.Options{})
	if err != nil || r.Plan == nil || r.Files == nil {
		t.Fatal(err, r.Findings)
	}
	for _, line := range []string{"\nCOPY --from=project /app /app/my_app\nWORKDIR /app\n", `CMD ["uvicorn", "my_app.main:app",`} {
		if text := string(r.Files[0].Text); !strings.Contains(text, line) {
			t.Errorf("%q is not in\n%s", line, text)
		}
	}
}
