package knowledge

import (
	"reflect"
	"testing"

	"github.com/uvdock/uvdock/profiles"
)

// The index must find what the full reader finds, row for row.
func TestNativeIndex(t *testing.T) {
	full := builtinNative(t)
	index, err := indexNative(profiles.FS)
	if err != nil {
		t.Fatal(err)
	}
	indexed := Native{index: index}
	if n := len(full.Rows) + len(full.BuildRequirements) + len(full.Tools); n != index.size() {
		t.Errorf("%d rows, %d in the index", n, index.size())
	}
	for _, row := range full.Rows {
		want, _ := full.Lookup(row.Name)
		if got, ok := indexed.Lookup(row.Name); !ok || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, want %+v", row.Name, got, want)
		}
	}
	for _, row := range full.BuildRequirements {
		if got, ok := indexed.BuildRequirement(row.Name); !ok || !reflect.DeepEqual(got, row) {
			t.Errorf("%s: %+v, want %+v", row.Name, got, row)
		}
	}
	for _, row := range full.Tools {
		if got := indexed.Tool(row.Name); !reflect.DeepEqual(got, row) {
			t.Errorf("%s: %+v, want %+v", row.Name, got, row)
		}
	}
	if _, ok := indexed.Lookup("no-such-package"); ok {
		t.Error("found a row that is not there")
	}
}

func (index nativeIndex) size() (n int) {
	for _, rows := range index {
		n += len(rows)
	}
	return n
}

// Load reads everything strictly; Default must agree with it on the rest.
func TestDefaultIsLoad(t *testing.T) {
	a, errA := Default()
	b, errB := Load(profiles.FS)
	if errA != nil || errB != nil {
		t.Fatal(errA, errB)
	}
	servicesA, errA := a.Services()
	servicesB, errB := b.Services()
	if errA != nil || errB != nil || !reflect.DeepEqual(servicesA, servicesB) {
		t.Error("Default and Load differ in services", errA, errB)
	}
	a.Native, b.Native = Native{}, Native{}
	sizesA, errA := a.Sizes()
	sizesB, errB := b.Sizes()
	if errA != nil || errB != nil || !reflect.DeepEqual(sizesA, sizesB) {
		t.Error("Default and Load differ in sizes", errA, errB)
	}
	a.Adoption, b.Adoption = nil, nil // functions; adoption_test reads them
	ciA, errA := a.CI()
	ciB, errB := b.CI()
	if errA != nil || errB != nil || !reflect.DeepEqual(ciA, ciB) {
		t.Error("Default and Load differ in CI", errA, errB)
	}
	a.Services, b.Services, a.CI, b.CI = nil, nil, nil, nil
	a.Sizes, b.Sizes, a.DebianSizes, b.DebianSizes = nil, nil, nil, nil
	if !reflect.DeepEqual(a, b) {
		t.Error("Default and Load differ")
	}
}
