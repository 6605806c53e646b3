package config

import (
	"bytes"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/pep508"
)

// nativeRow is [tool.uvdock.native.NAME]: the keys of a row of profiles/native that decide
// something. What is evidence there has no place here.
type nativeRow struct {
	Kind                     *knowledge.NativeKind `toml:"kind"`
	Toolchain                *knowledge.Toolchain  `toml:"toolchain"`
	Need                     *string               `toml:"need"`
	Unless                   []string              `toml:"unless"`
	Below                    *string               `toml:"below"`
	OnlyWithoutPlatformWheel *bool                 `toml:"only_without_platform_wheel"`
	Debian                   *packages             `toml:"debian"`
	Trixie                   map[string]string     `toml:"trixie"`
	Alpine                   *packages             `toml:"alpine"`
	AlpineUnsupported        *bool                 `toml:"alpine_unsupported"`
	Distroless               *string               `toml:"distroless"`
	Import                   *string               `toml:"import"`
	Note                     *string               `toml:"note"`
}

// packages are the system packages of a family.
type packages struct {
	Build   []string `toml:"build"`
	Linked  []string `toml:"linked"`
	Runtime []string `toml:"runtime"`
}

// tags are the TOML keys of a struct, in its order.
func tags(of any) []string {
	var out []string
	for field := range reflect.TypeOf(of).Fields() {
		out = append(out, field.Tag.Get("toml"))
	}
	return out
}

// native reads [tool.uvdock.native].
func (r *reader) native(value any, into map[string]knowledge.NativeRow) {
	table, ok := value.(map[string]any)
	if !ok {
		r.errorf([]string{"native"}, "", "`%s` must be a table of tables, one a PyPI name", r.t.named("native"))
		return
	}
	here := map[string]string{}
	for _, written := range slices.Sorted(maps.Keys(table)) {
		path := []string{"native", written}
		name := pep508.Normalize(written)
		if other, twice := here[name]; twice {
			r.errorf(path, "", "`%s` and `%s` are the same package", other, written)
			continue
		}
		here[name] = written
		if row, ok := r.row(path, table[written]); ok {
			row.Name = name
			if err := row.Check(); err != nil {
				r.errorf(path, "", "%v", err)
				continue
			}
			into[name] = row
		}
	}
}

// row reads one row. False says that something in it is wrong, which is reported.
func (r *reader) row(path []string, value any) (knowledge.NativeRow, bool) {
	table, ok := value.(map[string]any)
	if !ok {
		r.errorf(path, "", "`%s` must be a table", r.t.named(strings.Join(path, ".")))
		return knowledge.NativeRow{}, false
	}
	var row nativeRow
	before := len(r.findings)
	for _, key := range slices.Sorted(maps.Keys(table)) {
		at := slices.Concat(path, []string{key})
		switch known := tags(row); {
		case !slices.Contains(known, key):
			r.unknown(at, strings.Join(path, "."), known)
		case key == "debian" || key == "alpine":
			r.packages(at, key, table[key])
			r.decode(at, key, table[key], &row)
		default:
			r.decode(at, key, table[key], &row)
		}
	}
	return row.row(), len(r.findings) == before
}

// decode reads one key into the row; a value of another type is reported.
func (r *reader) decode(path []string, key string, value any, row *nativeRow) {
	var text bytes.Buffer
	err := toml.NewEncoder(&text).Encode(map[string]any{key: value})
	if err == nil {
		_, err = toml.Decode(text.String(), row)
	}
	if err != nil {
		r.errorf(path, "see profiles/native/README.md for its type", "`%s` is %T, which it cannot be", key, value)
	}
}

// packages checks the keys and names of a family's packages.
func (r *reader) packages(path []string, family string, value any) {
	valid, rule := knowledge.ValidDebianPackage, "lower case letters, digits, \"+\", \"-\" and \".\" (Debian Policy 5.6.1)"
	if family == "alpine" {
		valid, rule = knowledge.ValidAlpinePackage, "letters, digits, \"+\", \"-\", \"_\" and \".\""
	}
	table, _ := value.(map[string]any)
	for _, key := range slices.Sorted(maps.Keys(table)) {
		at := slices.Concat(path, []string{key})
		if known := tags(packages{}); !slices.Contains(known, key) {
			r.unknown(at, strings.Join(path, "."), known)
		}
		list, _ := table[key].([]any)
		for i, item := range list {
			if name, ok := item.(string); ok && !valid(name) {
				r.errorf(slices.Concat(at, []string{fmt.Sprint(i)}), "a name has "+rule+", and neither version nor option", "%q is no name of a package", name)
			}
		}
	}
}

// row is the row as the tables have it.
func (n nativeRow) row() knowledge.NativeRow {
	row := knowledge.NativeRow{
		Kind: value(n.Kind), Toolchain: value(n.Toolchain), Need: value(n.Need), Unless: n.Unless, Below: value(n.Below),
		OnlyWithoutPlatformWheel: value(n.OnlyWithoutPlatformWheel), Trixie: n.Trixie,
		Debian: knowledge.NativePackages(value(n.Debian)), Alpine: knowledge.NativePackages(value(n.Alpine)),
		AlpineUnsupported: value(n.AlpineUnsupported), Distroless: value(n.Distroless),
		Import: value(n.Import), Note: value(n.Note), Rank: knowledge.Override,
	}
	if row.Kind == "" {
		row.Kind = kindOf(row)
	}
	return row
}

// kindOf is what the lists of a row amount to.
func kindOf(row knowledge.NativeRow) knowledge.NativeKind {
	compile := len(row.Debian.Build)+len(row.Debian.Linked)+len(row.Alpine.Build)+len(row.Alpine.Linked) > 0 || row.Toolchain != knowledge.UnknownToolchain && row.Toolchain != knowledge.NoToolchain
	runtime := len(row.Debian.Runtime)+len(row.Alpine.Runtime) > 0
	switch {
	case compile && runtime:
		return knowledge.KindBoth
	case compile:
		return knowledge.KindCompile
	case runtime:
		return knowledge.KindRuntime
	}
	return knowledge.KindNone
}

func value[T any](p *T) T {
	var zero T
	if p == nil {
		return zero
	}
	return *p
}
