package cli

import (
	"errors"
	"fmt"

	"github.com/uvdock/uvdock/generator/output"
)

// resume completes what a run that was interrupted left, if this one writes files; else it says that
// there is such a run. True says that the files are other ones now.
func (s streams) resume(root string, o generateOptions) (bool, error) {
	err := output.Interrupted(root)
	var unfinished *output.Unfinished
	switch {
	case err == nil:
		return false, nil
	case !errors.As(err, &unfinished) || !o.completes:
		return false, usageError{err}
	}
	if _, err := output.Recover(root); err != nil {
		return false, err
	}
	if o.format == "text" {
		fmt.Fprintln(s.err, "a run that was interrupted is completed")
	}
	return true, nil
}
