package compose

import (
	"strings"

	"github.com/uvdock/uvdock/generator/plan"
)

// secret is a secret of a build. Compose hands over an empty one where its variable is not set,
// and uv would then send an empty password to an index that may want none.
type secret plan.Secret

// Target is the name under which the build gets the secret, with a variable in it: without a
// value its first letters are missing, and no step asks for such a name.
func (s secret) Target() string {
	if s.Required {
		return s.ID
	}
	head, rest, _ := strings.Cut(s.ID, "_")
	return "${" + s.ID + ":+" + head + "_}" + rest
}

// arg is a build argument with its value for compose.
type arg struct{ Name, Value string }

func argOf(v *plan.VersionArg) *arg {
	if v == nil {
		return nil
	}
	return &arg{v.Arg, "${" + v.Arg + ":-" + v.Default + "}"}
}
