package knowledge

import (
	"strings"
	"testing"
	"testing/fstest"
)

// A proof is written by a program and read by people; what is wrong in it is said all the same.
func TestProofErrors(t *testing.T) {
	const row = "schema = 1\nrank = \"curated\"\nchecked = 2026-11-20\n[[package]]\nname = \"x\"\nkind = \"compile\"\n" +
		"distroless = \"none\"\nconfidence = \"proved\"\nevidence = [\"x\"]\nproof = [\n"
	const good = `{ release = "bookworm", version = "1.0", date = 2026-11-21, outcome = "proven" }`
	for _, c := range []struct{ name, proof, want string }{
		{"unknown key", `{ release = "bookworm", relaese = "1.0" }`, `unknown key "package.relaese"`},
		{"release", strings.Replace(good, "bookworm", "sid", 1), `release is "sid"`},
		{"no release", `{ version = "1.0", date = 2026-11-21, outcome = "proven" }`, `release is ""`},
		{"twice", good + ", " + good, "bookworm occurs twice"},
		{"outcome", strings.Replace(good, "proven", "works", 1), `outcome is "works"`},
		{"no date", strings.Replace(good, "date = 2026-11-21, ", "", 1), "the date is missing"},
		{"no version", strings.Replace(good, `"1.0"`, `""`, 1), `version is ""`},
		{"version", strings.Replace(good, `"1.0"`, `"newest"`, 1), `version is "newest"`},
		{"failed without a reason", strings.Replace(good, "proven", "failed", 1), "a reason stands with"},
		{"proven with a reason", strings.Replace(good, " }", `, reason = "x" }`, 1), "a reason stands with"},
	} {
		_, err := loadNative(fstest.MapFS{"native/x.toml": {Data: []byte(row + c.proof + "]\n")}})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.name, err, c.want)
		}
	}
	failed := `{ release = "trixie", version = "", date = 2026-11-21, outcome = "failed", reason = "no sdist" }`
	_, err := loadNative(fstest.MapFS{"native/x.toml": {Data: []byte(row + good + ", " + failed + "]\n")}})
	if err == nil || !strings.Contains(err.Error(), `no file of rank "tool"`) {
		t.Errorf("two sound proofs: %v", err) // the one file lacks the tools, and nothing else
	}
}
