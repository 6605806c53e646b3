package report

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/output"
	"github.com/uvdock/uvdock/generator/render"
)

// verbs say what happens to a file of a state when it is written.
var verbs = map[output.State]string{
	output.Create: "write", output.Update: "update", output.Unchanged: "keep",
	output.Foreign: "overwrite", output.Edited: "overwrite",
}

// verb is what happens to a file.
func verb(c output.Change) string {
	if c.Remove {
		return "remove"
	}
	return verbs[c.State]
}

// Changes prints a line a file. prefix is "would " before the fact.
func Changes(w io.Writer, style Style, changes []output.Change, prefix string) {
	for _, c := range changes {
		what := prefix + verb(c)
		note := ""
		switch {
		case c.State == output.Unchanged:
			note = style.Faint(" (already true)")
		case c.State == output.Foreign && prefix != "":
			note = style.Warning(" (only with --force: uvdock did not write it)")
		case c.State == output.Edited && prefix != "":
			note = style.Warning(" (only with --force: it was edited)")
		}
		fmt.Fprintf(w, "%s %s%s\n", what, style.Strong(filepath.ToSlash(c.Path)), note)
	}
}

// Next prints what was chosen and the commands that build and run the image. dir is the
// project's directory as the user would write it.
func Next(w io.Writer, style Style, r *generator.Result, dir string) {
	fmt.Fprintf(w, "%s with Python %s, %s; `uvdock explain` says why\n",
		r.Plan.Profile, r.Plan.Python, counted(len(r.Target.Targets[0].Packages), "package"))
	tag := r.Member.Name
	if tag == "" {
		tag = "app"
	}
	publish := ""
	if p := r.Plan.Runtime.Port; p > 0 {
		publish = fmt.Sprintf("-p %d:%d ", p, p)
	}
	if slices.ContainsFunc(r.Findings, func(f diag.Finding) bool { return f.Code == "stdio-server" }) {
		publish = "-i " + publish
	}
	if r.Plan.Runtime.GPU {
		publish += "--gpus all "
	}
	for _, data := range r.Plan.Runtime.Data {
		host, mode := data.Host, ":ro"
		if !path.IsAbs(host) {
			host = "./" + path.Join(dir, host)
		}
		if data.Writable {
			mode = ""
		}
		publish += "-v " + shellWord(host+":"+data.Dir+mode) + " "
	}
	for _, state := range r.Plan.Runtime.State {
		mode := ""
		if state.ReadOnly {
			mode = ":ro"
		}
		publish += "-v " + tag + "-" + state.Name + ":" + state.Dir + mode + " "
	}
	fmt.Fprintf(w, "%s %s -t %s %s && docker run --rm %s%s\n", style.Faint("next:"),
		strings.Join(r.Plan.Build[:2], " "), tag, buildFrom(r.Plan.Build[2:], dir), publish, tag)
}

// buildFrom are the arguments of docker build, which are relative to the lock root, as seen from
// where the user is; dir is the lock root from there.
func buildFrom(args []string, dir string) string {
	var words []string
	for i, arg := range args {
		name, value, named := strings.Cut(arg, "=")
		switch {
		case i < len(args)-1 && strings.HasPrefix(arg, "-"):
		case named && args[i-1] == "--build-context":
			arg = name + "=" + path.Join(dir, value)
		default:
			arg = path.Join(dir, arg)
		}
		words = append(words, shellWord(arg))
	}
	return strings.Join(words, " ")
}

// shellWord is a path as one word of a command line that can be pasted.
func shellWord(text string) string {
	word, err := render.ShellWords([]string{text})
	if err != nil {
		return text // a line break in a path: there is no way to write it as one word everywhere
	}
	return word
}

// Drift prints what check found out, and what to do.
func Drift(w io.Writer, style Style, changes []output.Change, command string) {
	if !differences(w, style, changes, command) {
		fmt.Fprintln(w, style.Good("true:"), "the files are what the project gives")
		return
	}
	fmt.Fprintf(w, "%s %s\n", style.Faint("next:"), command)
}

// differences prints a line a file that is not what it should be, and says whether there is one.
// command writes a file whose header does not say what does.
func differences(w io.Writer, style Style, changes []output.Change, command string) bool {
	drift := false
	for _, c := range changes {
		name := filepath.ToSlash(c.Path)
		switch c.State {
		case output.Unchanged:
			continue
		case output.Create:
			fmt.Fprintf(w, "%s is missing\n", style.Strong(name))
		case output.Update:
			fmt.Fprintf(w, "%s is not what the project gives now\n", style.Strong(name))
		case output.Edited:
			since := "and the project gives another by now"
			if c.Untouched() {
				since = "and the project still gives what was written"
			}
			fmt.Fprintf(w, "%s was edited by hand after uvdock wrote it, %s\n", style.Strong(name), since)
		case output.Foreign:
			fmt.Fprintf(w, "%s was not written by uvdock\n", style.Strong(name))
		}
		now := cmp.Or(writtenBy(c.New), command)
		if was := writtenBy(c.Old); was != "" && was != now {
			fmt.Fprintf(w, "    it was written by %s: give check the same flags\n", style.Strong(was))
		}
		drift = true
	}
	return drift
}

// writtenBy is the command in the header of a file, empty if there is none.
func writtenBy(text []byte) string {
	for line := range bytes.Lines(text) {
		if rest, ok := strings.CutPrefix(string(line), "#   uvdock "); ok {
			return "uvdock " + strings.TrimSpace(rest)
		}
	}
	return ""
}

// Diff colours the lines of a unified diff.
func (s Style) Diff(diff string) string {
	if !s.on {
		return diff
	}
	var b strings.Builder
	for line := range strings.Lines(diff) {
		text := strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "+++"), strings.HasPrefix(line, "---"):
			text = s.Strong(text)
		case strings.HasPrefix(line, "+"):
			text = s.Good(text)
		case strings.HasPrefix(line, "-"):
			text = s.Error(text)
		case strings.HasPrefix(line, "@@"):
			text = s.Note(text)
		}
		b.WriteString(text + "\n")
	}
	return b.String()
}
