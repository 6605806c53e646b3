package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/choose"
	"github.com/uvdock/uvdock/generator/resolve"
	"github.com/uvdock/uvdock/generator/size"
)

// PackagesText prints the packages as a table, a platform after the other; platforms with
// the same answer share one.
func PackagesText(w io.Writer, style Style, r *generator.Result) {
	printed := map[string]bool{}
	for _, t := range r.Target.Targets {
		rows := packageRows(t)
		key := strings.Join(rows, "\n")
		if printed[key] {
			continue
		}
		printed[key] = true
		fmt.Fprintf(w, "%s Python %s, %s%s\n", style.Strong(platforms(r.Target.Targets, key)), pythonText(t.Target), t.Target.Wheel.Libc, profileNote(r))
		columns(w, rows)
		fmt.Fprintln(w, style.Faint(totals(t)))
		for _, x := range t.Refused {
			fmt.Fprintf(w, "%s %s %s: %s\n", style.Error("cannot be installed:"), x.Name, x.Version, x.Reason)
		}
	}
}

func profileNote(r *generator.Result) string {
	if r.Choice.Value == "" {
		return ""
	}
	return " (" + r.Target.Profile.Name + ")"
}

// platforms are those whose rows are the given ones.
func platforms(targets []resolve.Result, key string) string {
	var names []string
	for _, t := range targets {
		if strings.Join(packageRows(t), "\n") == key {
			names = append(names, t.Target.Platform)
		}
	}
	return strings.Join(names, ", ")
}

// packageRows are tab-separated: name, version, how it arrives, size, who requires it. The file
// names of wheels differ between platforms even where nothing else does, so they are left to
// the JSON.
func packageRows(t resolve.Result) []string {
	var rows []string
	for _, p := range t.Packages {
		via := ""
		if n := len(p.Chain); n > 1 {
			via = "via " + strings.Join(p.Chain[:n-1], " > ")
		}
		rows = append(rows, strings.Join([]string{p.Name, p.Version, arrives(p), via}, "\t"))
	}
	return rows
}

// arrives words how a package gets into the image.
func arrives(p resolve.Package) string {
	switch p.Artifact.Kind {
	case resolve.Sdist:
		return "sdist, built"
	case resolve.Git:
		return "git, built"
	case resolve.Tree:
		return "built from " + p.Artifact.File
	}
	return "wheel"
}

func totals(t resolve.Result) string {
	var bytes int64
	known, builds := true, 0
	for _, p := range t.Packages {
		if p.Source.Tree() {
			continue
		}
		if p.Artifact.Size < 0 {
			known = false
		} else {
			bytes += p.Artifact.Size
		}
		if p.Compiles() {
			builds++
		}
	}
	text := fmt.Sprintf("%s, %d built from source", counted(len(t.Packages), "package"), builds)
	if known && bytes > 0 {
		text += ", " + Bytes(bytes) + " to download"
	}
	return text
}

// Bytes is a size in decimal units: 12.3 MB.
func Bytes(n int64) string {
	switch {
	case n >= 1e9:
		return fmt.Sprintf("%.2f GB", float64(n)/1e9)
	case n >= 1e6:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	case n >= 1e3:
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	}
	return fmt.Sprintf("%d B", n)
}

// columns aligns tab-separated rows, indented by two.
func columns(w io.Writer, rows []string) {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		fmt.Fprintln(tw, "  "+row)
	}
	_ = tw.Flush()
}

// ProfilesText compares profiles; predictions are those of the candidates, in their order, and asked
// says that the index was asked for sizes. The chosen one is marked.
func ProfilesText(w io.Writer, style Style, chosen string, candidates []choose.Candidate, predictions [][]size.Prediction, asked bool) {
	rows := []string{"PROFILE\tPYTHON\tLIBC\tSIZE\tCOMPILES\tCANNOT INSTALL\tSYSTEM PACKAGES"}
	for i, c := range candidates {
		mark := "  "
		if c.Profile.Name == chosen {
			mark = "* "
		}
		rows = append(rows, strings.Join([]string{
			mark + c.Profile.Name, orDash(c.Python), c.Profile.Libc, SizeColumn(predictions[i]),
			count(c.Compiled()), fmt.Sprint(len(c.Obstacles)), systemPackages(c),
		}, "\t"))
	}
	columns(w, rows)
	fmt.Fprint(w, sizesNote(style, slices.Concat(predictions...), asked))
	for _, c := range candidates {
		for _, o := range c.Obstacles {
			fmt.Fprintf(w, "%s %s: %s\n", style.Error("cannot work:"), c.Profile.Name, o)
		}
		for _, d := range c.Doubts {
			fmt.Fprintf(w, "%s %s: %s\n", style.Warning("doubt:"), c.Profile.Name, d)
		}
		if list := c.Compiled(); len(list) > 0 {
			fmt.Fprintf(w, "%s %s: %s\n", style.Faint("compiles:"), c.Profile.Name, wrap(strings.Join(list, ", ")))
		}
	}
}

func systemPackages(c choose.Candidate) string {
	var names []string
	for _, n := range c.Needs.Runtime {
		names = append(names, n.Package)
	}
	return orDash(strings.Join(names, " "))
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func count(list []string) string { return fmt.Sprint(len(list)) }

// wrap shortens a long list so that it stays on one line of most terminals.
func wrap(s string) string {
	const limit = 160
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	return string([]rune(s)[:limit]) + " ..."
}

// counted is a number with its noun: 1 package, 2 packages.
func counted(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}
