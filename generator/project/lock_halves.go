package project

import "bytes"

// worthHalving is the size in bytes from which a lock is read by two goroutines.
const worthHalving = 256 << 10

var packageHeader = []byte("\n[[package]]\n")

// decodeHalves reads a large lock by two goroutines, cut at a [[package]] in the middle. It
// says no where that is not certain to give what one reader gives: a file with multi-line
// strings, another table among the packages, or any error, whose place one reader knows better.
func decodeHalves(data []byte) (*Lock, bool) {
	if len(data) < worthHalving || bytes.Contains(data, []byte(`"""`)) || bytes.Contains(data, []byte(`'''`)) {
		return nil, false
	}
	cut := bytes.Index(data[len(data)/2:], packageHeader)
	if cut < 0 {
		return nil, false
	}
	cut += len(data)/2 + 1
	if !onlyPackages(data[cut:]) {
		return nil, false
	}
	var second *Lock
	var secondErr *lockError
	done := make(chan struct{})
	go func() {
		defer close(done)
		second, secondErr = newLockDecoder(data[cut:], 1+bytes.Count(data[:cut], []byte("\n"))).decode()
	}()
	first, err := newLockDecoder(data[:cut], 1).decode()
	<-done
	if err != nil || secondErr != nil {
		return nil, false
	}
	first.Size = int64(len(data))
	first.Packages = append(first.Packages, second.Packages...)
	return first, true
}

// onlyPackages says whether every header of a text belongs to a package.
func onlyPackages(text []byte) bool {
	for {
		i := bytes.Index(text, []byte("\n["))
		if i < 0 {
			return true
		}
		text = text[i+1:]
		if !bytes.HasPrefix(text, []byte("[[package]]\n")) && !bytes.HasPrefix(text, []byte("[package.")) {
			return false
		}
	}
}
