package cli

import (
	"errors"
	"fmt"

	"github.com/uvdock/uvdock/generator/output"
)

// resume completes what a run that was interrupted left, or removes it, if this one writes files; else
// it says that there is something to complete. True says that the files are other ones now.
func (s streams) resume(root string, o generateOptions) (bool, error) {
	err := output.Interrupted(root)
	var unfinished *output.Unfinished
	half := errors.As(err, &unfinished)
	switch {
	case err != nil && !half, half && !o.completes:
		return false, usageError{err}
	case !o.completes:
		return false, nil
	}
	if _, err := output.Recover(root); err != nil || !half { // which had changed nothing yet
		return false, err
	}
	if o.format == "text" {
		fmt.Fprintln(s.err, "a run that was interrupted is completed")
	}
	return true, nil
}
