package cli

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

// today is the day on which check asks for support: that of the clock, or that of SOURCE_DATE_EPOCH,
// by which a build is told another time (https://reproducible-builds.org/specs/source-date-epoch/).
func today() (time.Time, error) {
	text := os.Getenv("SOURCE_DATE_EPOCH")
	if text == "" {
		return time.Now().UTC(), nil
	}
	seconds, err := strconv.ParseInt(text, 10, 64)
	if err != nil || seconds < 0 || seconds > 253402300799 { // the year 9999
		return time.Time{}, usageError{fmt.Errorf("SOURCE_DATE_EPOCH %q is no number of seconds since 1970", text)}
	}
	return time.Unix(seconds, 0).UTC(), nil
}
