package plan_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator"
)

// TestCollectStaticLibraries: collectstatic imports the project in the build, so the builder has the
// libraries that the image needs to run.
func TestCollectStaticLibraries(t *testing.T) {
	f := fixture{
		requires: []string{"django", "gunicorn", "weasyprint"},
		packages: wheel("django", public) + wheel("gunicorn", public) + wheel("weasyprint", public),
		files: map[string]string{
			"site_/settings.py": "STATIC_ROOT = '/tmp/static'\nINSTALLED_APPS = ['django.contrib.staticfiles']\n",
			"site_/wsgi.py": "import os\nfrom django.core.wsgi import get_wsgi_application\n" +
				"os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site_.settings')\napplication = get_wsgi_application()\n",
			"main.py": "",
		},
	}
	r, err := generator.Plan(t.Context(), f.fs(), ".", generator.Options{})
	if err != nil || r.Plan == nil {
		t.Fatal(err, r.Findings)
	}
	p := r.Plan
	if p.Project.CollectStatic == nil || len(p.Runtime.Packages) == 0 {
		t.Fatalf("collectstatic %+v, runtime %q", p.Project.CollectStatic, p.Runtime.Packages)
	}
	for _, library := range p.Runtime.Packages {
		if !slices.Contains(p.Builder.Packages, library) {
			t.Errorf("the builder lacks %s: %q", library, p.Builder.Packages)
		}
	}
	if why := decision(p, "build-packages").Why; !strings.Contains(why, "collectstatic loads weasyprint") {
		t.Errorf("why: %s", why)
	}
}
