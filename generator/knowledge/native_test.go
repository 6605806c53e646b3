package knowledge

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/profiles"
)

func builtinNative(t *testing.T) Native {
	t.Helper()
	n, err := loadNative(profiles.FS)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// The loader checks order, uniqueness, names, words and keys; this test holds what it cannot
// know: how much there is, and what only a reader of the whole table sees.
func TestNativeTable(t *testing.T) {
	n := builtinNative(t)
	count := map[Rank]int{}
	for _, row := range n.Rows {
		count[row.Rank]++
	}
	if count[Curated] < 400 || count[Derived] < 550 || len(n.BuildRequirements) < 15 {
		t.Errorf("rows: %v and %d build requirements; the table has lost some", count, len(n.BuildRequirements))
	}
	for _, row := range n.Rows {
		if row.Checked.IsZero() {
			t.Errorf("%s: no date", row.Name)
		}
		if row.Confidence == "proved" && len(row.Evidence)+len(row.Proof) == 0 {
			t.Errorf("%s: proved, without evidence", row.Name)
		}
		if row.Toolchain == NoToolchain && row.Kind == KindCompile {
			t.Errorf("%s: it compiles, without a toolchain", row.Name)
		}
		if row.Debian.Empty() && row.Distroless == "programs" && !row.AlpineUnsupported {
			t.Errorf("%s: programs on distroless, but no package has them", row.Name)
		}
	}
}

// bookworm's cargo is too old for current crates and conflicts with cargo-web.
func TestNativeCargo(t *testing.T) {
	n := builtinNative(t)
	for _, row := range append(n.Rows, n.BuildRequirements...) {
		hasWeb := false
		for _, name := range row.Debian.Build {
			if name == "cargo" || name == "rustc" {
				t.Errorf("%s: %s conflicts with cargo-web", row.Name, name)
			}
			hasWeb = hasWeb || name == "cargo-web"
		}
		if hasWeb && row.Toolchain != Rust {
			t.Errorf("%s: cargo-web, but toolchain is %q", row.Name, row.Toolchain)
		}
	}
}

// An import statement runs in exec form: one line, ASCII, no double quotes or backslashes.
func TestNativeImport(t *testing.T) {
	statement := regexp.MustCompile(`^import [A-Za-z_][\w.]*( as \w+; assert [\w.]+ == '\w+', [\w.]+)?$`)
	with := 0
	for _, row := range builtinNative(t).Rows {
		if row.Import == "" {
			continue
		}
		with++
		if !statement.MatchString(row.Import) {
			t.Errorf("%s: import = %q", row.Name, row.Import)
		}
	}
	if with < 40 {
		t.Errorf("%d rows have an import, expected at least 40", with)
	}
}

func TestNativeLookup(t *testing.T) {
	n := builtinNative(t)
	for _, c := range []struct {
		name string
		ok   bool
		rank Rank
	}{
		{"psycopg-c", true, Curated},
		{"lmdb", true, Derived},
		{"setuptools-scm", false, ""}, // a build requirement, not a package of the closure
		{"no-such-package", false, ""},
	} {
		row, ok := n.Lookup(c.name)
		if ok != c.ok || row.Rank != c.rank {
			t.Errorf("Lookup(%q) = rank %q, %v; want %q, %v", c.name, row.Rank, ok, c.rank, c.ok)
		}
	}
	if row, ok := n.BuildRequirement("maturin"); !ok || row.Toolchain != Rust {
		t.Errorf("BuildRequirement(maturin) = %+v, %v", row, ok)
	}
	both := Native{Rows: []NativeRow{{Name: "a", Rank: Curated}, {Name: "a", Rank: Derived}}}
	if row, _ := both.Lookup("a"); row.Rank != Curated {
		t.Errorf("a derived row hides a curated one")
	}
}

func TestNativeErrors(t *testing.T) {
	const head = "schema = 1\nrank = \"curated\"\nchecked = 2026-11-20\n"
	row := func(lines string) string {
		return head + "[[package]]\nname = \"x\"\nkind = \"compile\"\ndistroless = \"none\"\nconfidence = \"recalled\"\n" + lines
	}
	for _, c := range []struct{ name, text, want string }{
		{"unknown key", row("debain = {}\n"), `unknown key "package.debain"`},
		{"unknown list", row("debian = { biuld = [] }\n"), `unknown key "package.biuld"`},
		{"schema", "schema = 2\n", "schema is 2, expected 1"},
		{"rank", "schema = 1\nrank = \"best\"\n", `rank is "best", expected one of "curated", "derived"`},
		{"date", "schema = 1\nrank = \"curated\"\n", "lacks the date"},
		{"syntax", "schema = 1\nrank =\n", "native/x.toml:2:"},
		{"name", head + "[[package]]\nname = \"Py_Thing\"\n", "not normalised"},
		{"kind", head + "[[package]]\nname = \"x\"\nkind = \"compiles\"\n", `kind is "compiles"`},
		{"toolchain", row("toolchain = \"zig\"\n"), `toolchain is "zig"`},
		{"injection", row("debian = { build = [\"gcc; rm -rf /\"] }\n"), "debian.build: \"gcc; rm -rf /\" cannot be the name"},
		{"alpine injection", row("alpine = { runtime = [\"$(id)\"] }\n"), "alpine.runtime"},
		{"rename of nothing", row("trixie = { \"libold1\" = \"libnew1\" }\n"), "renames \"libold1\", which debian does not name"},
		{"rename to nonsense", row("debian = { build = [\"liba\"] }\ntrixie = { \"liba\" = \"lib a\" }\n"), "\"lib a\" cannot be"},
		{"rename of own release", row("debian = { build = [\"liba\"] }\nbookworm = { \"liba\" = \"libb\" }\n"), "its own release"},
		{"below", row("below = \"soon\"\n"), `below is "soon"`},
		{"unless itself", row("unless = [\"x\"]\n"), "unless names the row itself"},
		{"beside", row("beside = [\"Py_Thing\"]\n"), `beside names "Py_Thing", expected a normalised name`},
		{"order", row("") + "[[package]]\nname = \"a\"\nkind = \"none\"\ndistroless = \"none\"\nconfidence = \"recalled\"\n", `"a" stands after "x"`},
		{"tool", strings.Replace(row(""), "curated", "tool", 1), "row \"x\": the name"},
		{"no tools", row(""), `no file of rank "tool" has a row "c"`},
		{"twice", row("") + row("")[len(head):], `"x" stands after "x"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := loadNative(fstest.MapFS{"native/x.toml": {Data: []byte(c.text)}})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
	two := fstest.MapFS{"native/a.toml": {Data: []byte(row(""))}, "native/b.toml": {Data: []byte(row(""))}}
	if _, err := loadNative(two); err == nil || !strings.Contains(err.Error(), "native/b.toml: \"x\" has a row in native/a.toml too") {
		t.Errorf("a name in two files of a rank: %v", err)
	}
}
