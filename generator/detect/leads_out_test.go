package detect_test

import (
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/detect"
)

func TestLeadsOut(t *testing.T) {
	for _, c := range []struct {
		source, files string
		unknown       bool
	}{
		{"from setuptools import setup\nsetup(name='x', package_dir={'': 'src'})", "", false},
		{"setup(long_description=open('../README.md').read())", "../README.md", false},
		{"open('../../docs/a.md'); open('./../../docs/a.md'); open('a/../b')", "../../docs/a.md", false},
		{"# open('../README.md')\n'''see ../README.md for more'''", "", false},
		{"open(os.path.join(here, '..', 'VERSION'))", "", true},
		{"open(os.path.join(here, os.pardir, 'VERSION'))", "", true},
		{"here = os.path.dirname(os.path.abspath(__file__))", "", false},
		{"root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))", "", true},
		{"here = Path(__file__).parent", "", false},
		{"root = Path(__file__).resolve().parent.parent", "", true},
		{"here = Path(__file__).parents[0]", "", false},
		{"root = Path(__file__).parents[1]", "", true},
		{"glob('../data/*.json')", "", true},
		{"open(f'../{name}.md')", "", true},
		{"open('../VERSION'); open(join('..', x))", "../VERSION", true},
		{"print 'Python 2'", "", false}, // tokens enough
		{"open('../VERSION", "", true},
		{"\x00", "", true},
		{"", "", false},
	} {
		files, unknown := detect.LeadsOut([]byte(c.source))
		if strings.Join(files, " ") != c.files || unknown != c.unknown {
			t.Errorf("%s\ngives %q, %t", c.source, files, unknown)
		}
	}
}
