package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/uvdock/uvdock/cmd/internal/verify"
)

// Verified prints a line a promise, then the sizes.
func Verified(w io.Writer, style Style, r *verify.Report) {
	width := 0
	for _, c := range r.Checks {
		width = max(width, len(c.Name))
	}
	broken := 0
	for i := 0; i < len(r.Checks); i++ {
		c := r.Checks[i]
		if n := sameReason(r.Checks[i:]); n > 2 {
			fmt.Fprintf(w, "%s  %s: %s\n", style.Faint("skipped"), counted(n, "promise"), c.Got)
			i += n - 1
			continue
		}
		status := style.Good("ok     ")
		switch c.Status {
		case verify.Broken:
			status = style.Error("BROKEN ")
			broken++
		case verify.Skipped:
			status = style.Faint("skipped")
		}
		fmt.Fprintf(w, "%s  %-*s  %s\n", status, width, c.Name, c.Got)
		if c.Status == verify.Broken {
			details(w, style, c)
		}
	}
	for _, l := range r.Layers {
		fmt.Fprintf(w, "%s\n", style.Faint(fmt.Sprintf("%10s  %s", Bytes(l.Size), clip(l.CreatedBy, 90))))
	}
	if r.Image != "" {
		fmt.Fprintf(w, "%10s  in all; %s\n", Bytes(r.Size), times(r))
	}
	if broken > 0 {
		fmt.Fprintf(w, "%s %d of %d promises\n", style.Error("broken:"), broken, len(r.Checks))
		return
	}
	fmt.Fprintf(w, "%s every promise that could be checked holds\n", style.Good("proven:"))
}

// sameReason is how many promises at the front were skipped for the reason of the first.
func sameReason(checks []verify.Check) (n int) {
	for n < len(checks) && checks[n].Status == verify.Skipped && checks[n].Got == checks[0].Got {
		n++
	}
	return n
}

// times are the seconds that were measured; what did not happen has none.
func times(r *verify.Report) string {
	out := fmt.Sprintf("built in %.1f s", r.BuildSeconds)
	if r.StartSeconds > 0 {
		out += fmt.Sprintf(", started in %.1f s", r.StartSeconds)
	}
	if r.StopSeconds > 0 {
		out += fmt.Sprintf(", stopped in %.1f s", r.StopSeconds)
	}
	return out
}

// VerifiedAll sums up the images of a workspace; broken are the members of those that break a promise.
func VerifiedAll(w io.Writer, style Style, images int, broken []string) {
	if len(broken) > 0 {
		fmt.Fprintf(w, "%s %d of %s: %s\n", style.Error("broken:"), len(broken), counted(images, "image"), strings.Join(broken, ", "))
		return
	}
	fmt.Fprintf(w, "%s all of %s\n", style.Good("proven:"), counted(images, "image"))
}

func details(w io.Writer, style Style, c verify.Check) {
	fmt.Fprintf(w, "         expected %s\n", c.Want)
	for line := range strings.Lines(c.Detail) {
		fmt.Fprintf(w, "         %s\n", style.Faint(strings.TrimRight(line, "\n")))
	}
	if c.Fix != "" {
		fmt.Fprintf(w, "         %s %s\n", style.Faint("->"), c.Fix)
	}
}

// clip shortens text to one line of at most n bytes.
func clip(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= n {
		return s
	}
	return s[:n] + "..."
}
