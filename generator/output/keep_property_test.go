package output_test

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/output"
	"github.com/uvdock/uvdock/generator/region"
)

// TestNothingIsLost goes through random lives of random projects: people write into regions and take
// them out again, options change, the files are generated again and again. No byte of a region is
// lost, generating twice is generating once, nothing differs afterwards, and any byte that changes
// outside of the regions is seen.
func TestNothingIsLost(t *testing.T) {
	lives := 6
	if testing.Short() {
		lives = 4
	}
	for seed := range lives {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { live(t, uint64(seed)) })
	}
}

// FuzzNothingIsLost is the same for any number of lives.
func FuzzNothingIsLost(f *testing.F) {
	f.Add(uint64(1 << 40))
	f.Fuzz(live)
}

// life is a project on disk with what people wrote into its regions.
type life struct {
	*testing.T
	dir     string
	options generator.Options
	dice    uint64
	// mine is the text of each region by file and name.
	mine map[string]map[string]string
	n    int // for names that must not repeat
	// touched are files that somebody wrote into since they were generated: who takes a region out again
	// before that leaves the blank lines beside it behind.
	touched map[string]bool
}

func live(t *testing.T, seed uint64) {
	l := &life{T: t, dice: seed, dir: t.TempDir(), mine: map[string]map[string]string{}, touched: map[string]bool{}}
	l.project()
	l.change()
	l.generate()
	for range 4 {
		for range 1 + l.IntN(3) {
			l.scribble()
		}
		if l.IntN(2) == 0 {
			l.change()
		}
		l.generate()
		l.disturb()
	}
}

// IntN is a number below n (splitmix64).
func (l *life) IntN(n int) int {
	l.dice += 0x9e3779b97f4a7c15
	z := (l.dice ^ l.dice>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return int((z ^ z>>31) % uint64(n))
}

// one is one of several.
func one[E any](l *life, of ...E) E { return of[l.IntN(len(of))] }

// project writes a random project.
func (l *life) project() {
	var requires, packages, metadata strings.Builder
	for i := range l.IntN(4) {
		name := fmt.Sprintf("dep%d", i)
		fmt.Fprintf(&requires, "%q, ", name)
		fmt.Fprintf(&metadata, "    { name = %q },\n", name)
		fmt.Fprintf(&packages, "\n[[package]]\nname = %[1]q\nversion = \"1.0\"\nsource = { registry = \"https://index.example/simple\" }\nwheels = [\n    { url = \"https://files.index.example/%[1]s-1.0-py3-none-any.whl\", hash = \"sha256:%[2]s\", size = 9 },\n]\n", name, strings.Repeat("0", 64))
	}
	build, source := "", "virtual"
	if l.IntN(2) == 0 {
		build, source = "\n[build-system]\nrequires = [\"hatchling\"]\nbuild-backend = \"hatchling.build\"\n", "editable"
		put(l.T, l.dir, "app.py", "", 0o644)
	}
	edges := ""
	if metadata.Len() > 0 {
		edges = "dependencies = [\n" + metadata.String() + "]\n"
	}
	put(l.T, l.dir, "pyproject.toml", "[project]\nname = \"app\"\nversion = \"1\"\nrequires-python = \">=3.12\"\ndependencies = ["+requires.String()+"]\n"+build, 0o644)
	put(l.T, l.dir, "uv.lock", "version = 1\nrevision = 3\nrequires-python = \">=3.12\"\n\n[[package]]\nname = \"app\"\nversion = \"1\"\nsource = { "+source+" = \".\" }\n"+edges+packages.String(), 0o644)
	put(l.T, l.dir, "main.py", "print(1)\n", 0o644)
}

// change takes other options.
func (l *life) change() {
	l.options = generator.Options{
		Profile: one(l, "slim-bookworm", "slim-trixie", "alpine", "distroless"), Cmd: one(l, "python main.py", "python -X dev main.py"),
		Port: one(l, 0, 8000), Output: one(l, "", "", "docker/app.Dockerfile"), Prefer: one(l, "", "speed"),
		KeepStdlib: l.IntN(2) == 0, Frozen: l.IntN(3) == 0, Bake: l.IntN(2) == 0, Compose: l.IntN(2) == 0,
		Python: one(l, "", "3.12", "3.13"),
	}
}

// render generates and compares.
func (l *life) render() ([]output.Change, *generator.Result) {
	l.Helper()
	r, err := generator.Generate(l.Context(), os.DirFS(l.dir), ".", l.options)
	if err != nil {
		l.Fatal(err)
	}
	if r.Findings.HasErrors() {
		return nil, r
	}
	changes, err := output.Compare(l.dir, r.Files)
	if err != nil {
		l.Fatal(err)
	}
	return changes, r
}

// generate writes the files and holds what must be true of them.
func (l *life) generate() {
	l.Helper()
	for again := range 2 {
		changes, r := l.render()
		if changes == nil {
			l.Fatal(r.Findings.Err())
		}
		for _, c := range changes {
			name := filepath.ToSlash(c.Path)
			switch {
			case again == 1 && c.State != output.Unchanged:
				l.Fatalf("%s is %s after it was written:\n%s", name, c.State, output.Diff(changes))
			case c.State == output.Edited || c.State == output.Foreign:
				l.Fatalf("%s is %s, and only regions were written:\n%s", name, c.State, output.Diff(changes))
			case c.State == output.Create:
				l.inherit(name)
			}
			put(l.T, l.dir, name, string(c.New), 0o644)
			l.kept(name, c.New)
			delete(l.touched, name)
		}
	}
}

// inherit takes the regions of the usual file as those of a new one.
func (l *life) inherit(name string) {
	l.mine[name] = map[string]string{}
	usual, ok := strings.CutPrefix(name, "docker/app.")
	if ok && l.mine["Dockerfile"] != nil {
		if usual == "Dockerfile.dockerignore" {
			usual = ".dockerignore"
		}
		maps.Copy(l.mine[name], l.mine[usual])
	}
}

// kept holds that a file has the regions of its own, and no others.
func (l *life) kept(name string, text []byte) {
	l.Helper()
	file, findings := region.Cut(name, text)
	if findings != nil || len(file.Regions) != len(l.mine[name]) {
		l.Fatalf("%s: %v, %d regions of %d", name, findings, len(file.Regions), len(l.mine[name]))
	}
	for _, r := range file.Regions {
		if want, ok := l.mine[name][r.Name]; !ok || want != string(r.Text) {
			l.Fatalf("%s: region %s is %q, and was %q", name, r.Name, r.Text, want)
		}
	}
}

// scribble writes, changes or removes a region of one of the files.
func (l *life) scribble() {
	changes, r := l.render()
	if changes == nil {
		l.Fatal(r.Findings.Err())
	}
	name := filepath.ToSlash(one(l, changes...).Path)
	text := l.read(name)
	if text == "" || l.touched[name] {
		return
	}
	l.touched[name] = true
	kind := region.Dockerfile
	for _, k := range []region.Kind{region.Ignore, region.Bake, region.Compose} {
		if strings.HasSuffix(name, string(k)) {
			kind = k
		}
	}
	place := one(l, region.Of(kind)...)
	if _, ok := l.mine[name][place.Name]; ok {
		text = without(text, place.Name)
		delete(l.mine[name], place.Name)
		if l.IntN(3) == 0 {
			put(l.T, l.dir, name, text, 0o644)
			return
		}
	}
	mine := l.lines(place)
	l.mine[name][place.Name] = mine
	at := l.line(text, place)
	blank := func() string { return one(l, "", "", "\n") }
	put(l.T, l.dir, name, text[:at]+blank()+one(l, "", " ")+region.Begin(place.Name)+one(l, "", "\t")+"\n"+mine+region.End(place.Name)+"\n"+blank()+text[at:], 0o644)
}

// without is a text without a region.
func without(text, name string) string {
	var out strings.Builder
	within := false
	for line := range strings.Lines(text) {
		marker := strings.TrimSpace(line)
		within = within || marker == region.Begin(name)
		if !within {
			out.WriteString(line)
		}
		within = within && marker != region.End(name)
	}
	return out.String()
}

// line is where a line begins at which a region may be written: in its stage, and in no other region.
func (l *life) line(text string, place region.Place) int {
	var offsets []int
	stage, open, offset := "", false, 0
	for line := range strings.Lines(text) {
		switch {
		case strings.HasPrefix(strings.TrimSpace(line), "# uvdock:begin"):
			open = true
		case strings.HasPrefix(line, "FROM ") && !open:
			stage = strings.Fields(line)[3]
		}
		if !open && stage == place.Stage && !strings.HasPrefix(line, "FROM ") || place.Stage == "" && !open && offset > 0 {
			offsets = append(offsets, offset)
		}
		if strings.HasPrefix(line, "# uvdock:end") {
			open = false
		}
		if offset += len(line); offset == len(text) && stage == place.Stage {
			offsets = append(offsets, offset)
		}
	}
	return one(l, offsets...)
}

// lines are text that a person might write at a place.
func (l *life) lines(place region.Place) string {
	var b strings.Builder
	if place.Stages {
		l.n++
		fmt.Fprintf(&b, "FROM busybox AS mine%d\n", l.n)
	}
	for range l.IntN(6) {
		tail := one(l, "", " ", "\t", "é", "~#")
		line := one(l, tail, "# "+tail, "#\t\\"+tail, "# ü \u2028 \ufeff"+tail, "LABEL a=\"b"+tail+"\"", "RUN a \\\n  # c\n\n  b"+tail, "RUN <<'X'\n\t\\\n"+tail+"\nX", "COPY --from=uv /uv /"+tail)
		switch place.Kind {
		case region.Compose:
			line = one(l, "", "# x"+tail, "  x"+fmt.Sprint(l.IntN(99))+": {image: x}"+tail)
		case region.Ignore:
			line = one(l, "# x", "!x", "**/y z", "  w") + tail
		case region.Bake:
			line = one(l, "# x", "target \"x\" {}") + tail
		}
		end := one(l, "\n", "\n", "\r\n")
		if strings.Contains(line, "<<") {
			end = "\n"
		}
		b.WriteString(line + end)
	}
	return b.String()
}

func (l *life) read(name string) string {
	text, err := os.ReadFile(filepath.Join(l.dir, filepath.FromSlash(name)))
	if err != nil && !os.IsNotExist(err) {
		l.Fatal(err)
	}
	return string(text)
}

// disturb changes single bytes outside of the regions: each is drift, and none is undone without being asked.
func (l *life) disturb() {
	changes, _ := l.render()
	for range 3 {
		name := filepath.ToSlash(one(l, changes...).Path)
		text := l.read(name)
		at, breaks := l.outside(text)
		edited := text[:at] + one(l, "x", " ", "\n", "#", "\r", "\x00", "\xff") + text[at:]
		switch l.IntN(3) {
		case 0:
			edited = text[:at] + text[at+1:]
		case 1:
			edited = text[:at] + string(rune(text[at]^1)) + text[at+1:]
		}
		put(l.T, l.dir, name, edited, 0o644)
		after, r := l.render()
		refused := after == nil && breaks && slices.ContainsFunc(r.Findings.Errors(), func(f diag.Finding) bool { return f.Code == region.Code })
		if !refused && !slices.ContainsFunc(after, output.Change.Drift) {
			l.Fatalf("a byte at %d of %s is no drift: %v", at, name, r.Findings.Err())
		}
		put(l.T, l.dir, name, text, 0o644)
	}
}

// outside is the offset of a byte that belongs to no region; breaks says that the line of a marker
// would no longer begin where it does if the byte were another.
func (l *life) outside(text string) (at int, breaks bool) {
	file, _ := region.Cut("", []byte(text))
	mine := make([]bool, strings.Count(text, "\n")+2)
	for _, r := range file.Regions {
		for i := range bytes.Count(r.Text, []byte("\n")) + 2 {
			mine[r.Line+i] = true
		}
	}
	for {
		at = l.IntN(len(text))
		line := 1 + strings.Count(text[:at], "\n")
		if !mine[line] {
			return at, text[at] == '\n' && mine[line+1]
		}
	}
}
