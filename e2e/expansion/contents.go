package main

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"path"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/wheel"
)

// bytecodeOfSource is what the bytecode of a Python source of one byte takes: that of CPython's standard library.
const bytecodeOfSource = 1.05

// contents reads the table of contents at the end of a wheel, without the rest of it: for wheels of gigabytes.
func contents(ctx context.Context, requirement string, python interpreters) (Wheel, error) {
	name, address, err := locate(ctx, requirement, python.minor)
	if err != nil {
		return Wheel{}, err
	}
	file := &remote{ctx: ctx, url: address}
	if err := file.open(); err != nil {
		return Wheel{}, err
	}
	archive, err := zip.NewReader(file, file.size)
	if err != nil {
		return Wheel{}, err
	}
	w := describe(name)
	w.Size = file.size
	for _, f := range archive.File {
		w.Files += int64(f.UncompressedSize64)
		if strings.HasSuffix(f.Name, ".py") {
			w.Bytecode += int64(bytecodeOfSource * float64(f.UncompressedSize64))
		}
	}
	return w, nil
}

// describe is a wheel of that name, not yet weighed.
func describe(name wheel.Name) Wheel {
	w := Wheel{Name: pep508.Normalize(name.Distribution), Version: name.Version, Kind: Platform}
	switch {
	case name.Platform == "any":
		w.Kind = Pure
	case strings.HasPrefix(w.Name, "nvidia-"):
		w.Kind = CUDA
	}
	return w
}

// pylock is what is read here of PEP 751.
type pylock struct {
	Packages []struct {
		Name, Version string
		Wheels        []struct{ URL string }
		Sdist         struct{ URL string }
	}
}

// compile asks uv for the files of a requirement.
func compile(ctx context.Context, requirement, python string) (lock pylock, err error) {
	cmd := exec.CommandContext(ctx, "uv", "pip", "compile", "--quiet", "--no-deps", "--format", "pylock.toml", "--python-version", python,
		"--python-platform", "x86_64-manylinux_2_28", "-")
	cmd.Stdin = strings.NewReader(requirement)
	out, err := cmd.Output()
	if err != nil {
		return lock, fmt.Errorf("uv pip compile: %w", err)
	}
	_, err = toml.Decode(string(out), &lock)
	return lock, err
}

// locate finds the wheel of a requirement that suits an image best.
func locate(ctx context.Context, requirement, python string) (wheel.Name, string, error) {
	lock, err := compile(ctx, requirement, python)
	if err != nil {
		return wheel.Name{}, "", err
	}
	var names []wheel.Name
	var urls []string
	for _, p := range lock.Packages {
		for _, w := range p.Wheels {
			if name, err := wheel.ParseName(path.Base(w.URL)); err == nil {
				names, urls = append(names, name), append(urls, w.URL)
			}
		}
	}
	minor := 0
	if _, err := fmt.Sscanf(python, "3.%d", &minor); err != nil {
		return wheel.Name{}, "", fmt.Errorf("-python %s: want a minor such as 3.13", python)
	}
	tags := wheel.NewTags(wheel.Python{Major: 3, Minor: minor}, wheel.Platform{Libc: wheel.Libc{Family: "glibc", Major: 2, Minor: 36}, Arch: "x86_64"})
	best := tags.Best(names)
	if best < 0 {
		return wheel.Name{}, "", errors.New("no wheel fits")
	}
	return names[best], urls[best], nil
}

// remote reads parts of a file by range requests.
type remote struct {
	ctx  context.Context
	url  string
	size int64
	// tail holds the end of the file, from which most reads are answered.
	tail []byte
}

// tailSize is how much of the end is read at once, in bytes.
const tailSize = 1 << 20

func (r *remote) open() error {
	response, err := r.request(http.MethodHead, "")
	if err != nil {
		return err
	}
	_ = response.Body.Close()
	if r.size = response.ContentLength; r.size <= 0 {
		return errors.New("no Content-Length")
	}
	tail := make([]byte, min(r.size, tailSize))
	if _, err := r.fetch(tail, r.size-int64(len(tail))); err != nil {
		return err
	}
	r.tail = tail
	return nil
}

// ReadAt implements io.ReaderAt.
func (r *remote) ReadAt(p []byte, at int64) (int, error) {
	if begin := r.size - int64(len(r.tail)); at >= begin {
		n := copy(p, r.tail[at-begin:])
		if n < len(p) {
			return n, io.EOF
		}
		return n, nil
	}
	return r.fetch(p, at)
}

func (r *remote) fetch(p []byte, at int64) (int, error) {
	if at+int64(len(p)) > r.size {
		p = p[:r.size-at]
	}
	response, err := r.request(http.MethodGet, fmt.Sprintf("bytes=%d-%d", at, at+int64(len(p))-1))
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusPartialContent {
		return 0, errors.New("the index does not send parts of files")
	}
	return io.ReadFull(response.Body, p)
}

func (r *remote) request(method, span string) (*http.Response, error) {
	request, err := http.NewRequestWithContext(r.ctx, method, r.url, http.NoBody)
	if err != nil {
		return nil, err
	}
	if span != "" {
		request.Header.Set("Range", span)
	}
	response, err := http.DefaultClient.Do(request)
	if err == nil && response.StatusCode >= 400 {
		_ = response.Body.Close()
		err = errors.New(response.Status)
	}
	return response, err
}
