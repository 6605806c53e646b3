package differential

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// MarkerMaker makes up markers which uv and `packaging` give the same meaning. Every choice comes
// from the seed. Left out is what they read differently; uv's reading, which counts here, is held
// by testdata/markers.txt against a real uv:
//
//   - string keys with < and >: `packaging` has them false for all keys, uv orders those of the
//     kernel. Hence platform_release and platform_version have neither these nor <= and >=;
//   - platform_release beside a version, with == and !=: `packaging` compares versions, uv texts.
//     A release may be one (10 on Windows), so the literal, which is none, has to be on the right;
//   - ===: `packaging` compares the text of the version, uv its release segments;
//   - pre-releases, post-releases, local versions and epochs: uv drops them (PEP 440 segments);
//   - in and not in with versions: `packaging` searches in the text, uv in a list of versions;
//   - python_version == '3.12.0.*': uv has clauses finer than python_version always false;
//   - versions on the left of ~=, or with .* there: `packaging` swaps the roles, uv does not;
//   - what uv ignores with a warning (two literals, ~= on a text, no version): `packaging` refuses;
//   - extra with other operators than == and !=, for the same reason;
//   - extra != beside several active extras: `packaging` knows one at a time, so does this.
type MarkerMaker struct{ rnd *rand.Rand }

// NewMarkerMaker is the maker of a seed.
func NewMarkerMaker(seed uint64) *MarkerMaker {
	return &MarkerMaker{rand.New(rand.NewPCG(seed, 2))}
}

// Marker makes up the next marker, of up to three levels.
func (m *MarkerMaker) Marker() string { return m.marker(3) }

func (m *MarkerMaker) marker(depth int) string {
	parts := []string{m.part(depth)}
	for m.rnd.IntN(3) == 0 && len(parts) < 4 {
		parts = append(parts, m.one(" and ", " or ", "  and ", " or\t"), m.part(depth))
	}
	return strings.Join(parts, "")
}

func (m *MarkerMaker) part(depth int) string {
	if depth > 0 && m.rnd.IntN(4) == 0 {
		return m.one("(", "( ") + m.marker(depth-1) + m.one(")", " )")
	}
	switch m.rnd.IntN(8) {
	case 0, 1, 2:
		return m.version()
	case 3:
		return m.clause("extra", m.one("==", "!="), m.one("x", "X", "a-b", "A_b", "a.B", "none"))
	case 4:
		return m.kernel()
	}
	return m.text()
}

// version compares a version: plain on either side, ~= and .* on the right.
func (m *MarkerMaker) version() string {
	key := m.one("python_version", "python_version", "python_full_version", "implementation_version")
	segments := []string{m.one("2", "3", "3", "3", "3"), m.one("0", "8", "9", "10", "11", "12", "13", "14", "15")}
	if m.rnd.IntN(3) == 0 || key != "python_version" {
		segments = append(segments, m.one("0", "1", "2", "5", "11", "12"))
	}
	n := 1 + m.rnd.IntN(len(segments))
	if m.rnd.IntN(4) > 0 {
		n = len(segments)
	}
	value := strings.Join(segments[:n], ".")
	switch kind := m.rnd.IntN(6); {
	case kind == 0 && n > 1:
		return key + m.space() + "~=" + m.space() + m.quote(value)
	case kind == 1 && (n < 3 || key != "python_version"):
		return key + m.space() + m.one("==", "!=") + m.space() + m.quote(value+".*")
	}
	return m.clause(key, m.one("==", "!=", "<", "<=", ">", ">="), value)
}

// text compares a key of the platform, in current and in old spelling.
func (m *MarkerMaker) text() string {
	value := m.one("linux", "darwin", "win32", "Linux", "Darwin", "Windows", "posix", "nt", "x86_64", "aarch64", "arm64",
		"AMD64", "cpython", "CPython", "PyPy", "", "linux2", "linux darwin", "posix nt", "x86_64 aarch64", "64")
	key := m.one("sys_platform", "os_name", "platform_system", "platform_machine", "implementation_name",
		"platform_python_implementation", "sys.platform", "os.name", "platform.machine", "python_implementation")
	return m.clause(key, m.one("==", "==", "!=", "in", "not in", "<=", ">="), value)
}

// kernel compares what uname says, by texts that are no version.
func (m *MarkerMaker) kernel() string {
	key, op := m.one("platform_release", "platform_version", "platform.version"), m.one("==", "!=", "in", "not in")
	value := m.one("6.1.0-13-amd64", "#1 SMP", "#1 SMP Debian", "amd64 of 6.1.0-13-amd64", "", "23.x")
	if key == "platform_release" && strings.HasSuffix(op, "=") {
		return key + m.space() + op + m.space() + m.quote(value)
	}
	return m.clause(key, op, value)
}

// clause is a comparison with the key on either side.
func (m *MarkerMaker) clause(key, op, value string) string {
	left, right := key, m.quote(value)
	if m.rnd.IntN(3) == 0 {
		left, right = right, left
	}
	if strings.HasSuffix(op, "in") {
		return fmt.Sprintf("%s %s %s", left, op, right)
	}
	return left + m.space() + op + m.space() + right
}

func (m *MarkerMaker) space() string { return m.one("", " ", " ", "  ") }

func (m *MarkerMaker) quote(s string) string { q := m.one("'", `"`); return q + s + q }

func (m *MarkerMaker) one(of ...string) string { return of[m.rnd.IntN(len(of))] }
