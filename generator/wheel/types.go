package wheel

// Python is a CPython version as far as wheel tags know it.
type Python struct {
	// Major is always 3.
	Major, Minor int
	// FreeThreaded is the build without the GIL, written 3.13t.
	FreeThreaded bool
}

// Libc is the C library of the image that a wheel must fit.
type Libc struct {
	// Family is "glibc" or "musl".
	Family       string
	Major, Minor int
}

// Platform is what a wheel's platform tag is matched against.
type Platform struct {
	Libc Libc
	// Arch is what `uname -m` prints: x86_64, aarch64, armv7l, ppc64le, s390x, riscv64, ...
	Arch string
}
