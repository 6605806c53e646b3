package dockerfile_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/uvdock/uvdock/generator/dockerfile"
)

func TestRead(t *testing.T) {
	for text, want := range map[string]string{
		"":                                   "[] <nil>",
		"FROM a\nRUN b\n":                    `["1-1 FROM a" "2-2 RUN b"] <nil>`,
		"RUN a \\\n # c\n\n  && b\nX":        `["1-4 RUN a   && b" "5-5 X"] <nil>`,
		"RUN a\\\nb":                         `["1-2 RUN ab"] <nil>`,
		"RUN a \\\\\nb":                      `["1-1 RUN a \\\\" "2-2 b"] <nil>`,
		"RUN a \\":                           `["1-1 RUN a"] &{1 }`,
		"RUN a \\ \n\n# b\n":                 `["1-3 RUN a"] &{1 }`,
		"# escape=`\nRUN a \\\nRUN b `\nc":   "[\"2-2 RUN a \\\\\" \"3-4 RUN b c\"] <nil>",
		"RUN <<A cat <<-'B C'\nA \nA\n\tB\n": `["1-4 RUN <<A cat <<-'B C'"] &{1 B C}`,
		"COPY <<A /\nFROM x\nA\nFROM y":      `["1-3 COPY <<A /" "4-4 FROM y"] <nil>`,
		"LABEL a=<<A\nFROM y":                `["1-1 LABEL a=<<A" "2-2 FROM y"] <nil>`,
		"RUN echo 'a <<A' \"<<B\"\nX":        `["1-1 RUN echo 'a <<A' \"<<B\"" "2-2 X"] <nil>`,
	} {
		list, open := dockerfile.Read([]byte(text))
		var got []string
		for _, i := range list {
			got = append(got, fmt.Sprintf("%d-%d %s", i.Line, i.End, i.Text))
		}
		if s := fmt.Sprintf("%q %v", got, open); s != want {
			t.Errorf("%q:\n%s, want\n%s", text, s, want)
		}
	}
}

func TestSources(t *testing.T) {
	for text, want := range map[string][]string{
		"COPY a 'b c' \"d\" /x":                {"a", "b c", "d"},
		"COPY --from=x --chown=1 a /x":         {"x:a"},
		"copy [\"a b\", \"c\", \"/x\"]":        {"a b", "c"},
		"COPY --link [ \"a\",\"/x\" ]":         {"a"},
		"ADD https://x.example/a git@x:y b /x": {"b"},
		"COPY <<EOF a /x\nEOF":                 {"a"},
		"RUN --mount=source=a,target=/b --mount=type=bind,from=x,src=c,target=/d --mount=type=cache,target=/e --mount=target=/f x": {"a", "x:c", "."},
		"RUN cp a b":   nil,
		"COPY":         nil,
		"WORKDIR /a b": nil,
	} {
		list, _ := dockerfile.Read([]byte(text))
		var got []string
		for _, s := range list[0].Sources() {
			if s.From != "" {
				s.From += ":"
			}
			got = append(got, s.From+s.Path)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
