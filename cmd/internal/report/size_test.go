package report_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/uvdock/uvdock/cmd/internal/report"
	"github.com/uvdock/uvdock/generator/size"
)

func sized(platform string, dependencies int64, packages ...size.Package) size.Prediction {
	return size.Prediction{
		Platform: platform, Total: 100e6 + dependencies, Packages: packages,
		Parts: []size.Part{{Name: size.Base, Bytes: 100e6}, {Name: size.Dependencies, Bytes: dependencies}},
	}
}

func text(width int, on bool, predictions ...size.Prediction) string {
	var b bytes.Buffer
	report.SizeText(&b, report.NewStyle(on), width, predictions, false)
	return b.String()
}

func TestSizeText(t *testing.T) {
	var many []size.Package
	for i := range 12 {
		many = append(many, size.Package{Name: "package-" + string(rune('a'+i)), Version: "1.0", Bytes: int64(12-i) * 1e6})
	}
	got := text(0, false, sized("linux/amd64", 78e6, many...), sized("linux/arm64", 79e6, many...))
	for _, want := range []string{
		"Predicted image size: 178.0 MB on linux/amd64, linux/arm64\n", "    base image     100.0 MB\n", "    dependencies    78.0 MB\n",
		"largest packages", "    package-a 1.0    12.0 MB\n", "    package-j 1.0     3.0 MB\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	for _, not := range []string{"package-k", "█", "\x1b", "off by", "unknown", "--online"} {
		if strings.Contains(got, not) {
			t.Errorf("%q in\n%s", not, got)
		}
	}
}

// TestSizeWidth: on a terminal every line fits, and the longest bar is the largest row.
func TestSizeWidth(t *testing.T) {
	long := size.Package{Name: strings.Repeat("a-very-long-name-", 9), Version: "1", Bytes: 9e6}
	evil := size.Package{Name: "evil\x1b[2J", Version: "1", Bytes: 1}
	for _, width := range []int{1, 20, 50, 80, 200} {
		got := text(width, false, sized("linux/amd64", 9e6, long, evil))
		longest := 0
		for line := range strings.Lines(got) {
			n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n"))
			longest = max(longest, n)
			if strings.Contains(line, "█") && n > min(width, 80) {
				t.Errorf("width %d: %d columns: %s", width, n, line)
			}
		}
		if strings.Contains(got, "█") != (width >= 50) || strings.Contains(got, "\x1b") {
			t.Errorf("width %d:\n%q", width, got)
		}
		if width >= 80 && longest != 80 {
			t.Errorf("width %d: the longest line has %d columns\n%s", width, longest, got)
		}
	}
	if got := text(80, true, sized("linux/amd64", 9e6)); !strings.Contains(got, "\x1b[34m█") {
		t.Errorf("no colour: %q", got)
	}
}

func TestSizeUnknown(t *testing.T) {
	none := sized("linux/amd64", 0, size.Package{Name: "a", Bytes: -1})
	none.Unknown = []string{"a"}
	some := sized("linux/amd64", 1e6, size.Package{Name: "b", Bytes: 1e6}, size.Package{Name: "a", Bytes: -1})
	some.Unknown, some.UnknownSystem, some.Margin = []string{"a"}, []string{"libpq"}, 5e5
	for _, c := range []struct {
		prediction size.Prediction
		want, not  string
	}{
		{none, "more than 100.0 MB on linux/amd64", "off by"},
		{none, "the lock states no sizes", "unknown of"},
		{some, "unknown of 1 package (a), not in the sum", "the lock states no sizes"},
		{some, "unknown of 1 system package (libpq)", "    a "},
		{some, "may be off by 500.0 kB", "-1"},
	} {
		if got := text(0, false, c.prediction); !strings.Contains(got, c.want) || strings.Contains(got, c.not) {
			t.Errorf("want %q and not %q in\n%s", c.want, c.not, got)
		}
	}
}

// TestSizePlatforms: platforms that differ by more than a twentieth are said apart.
func TestSizePlatforms(t *testing.T) {
	got := text(0, false, sized("linux/amd64", 10e6), sized("linux/arm64", 20e6), sized("linux/386", 11e6))
	if !strings.Contains(got, "110.0 MB on linux/amd64, linux/386\n") || !strings.Contains(got, "120.0 MB on linux/arm64\n") {
		t.Error(got)
	}
}
