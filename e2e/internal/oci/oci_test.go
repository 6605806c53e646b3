package oci

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// archive writes an OCI archive: an index that leads to an image and to an attestation.
func archive(t *testing.T, layers ...string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "image.tar")
	file, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	w := tar.NewWriter(file)
	add := func(name, content string) {
		if err := w.WriteHeader(&tar.Header{Name: name, Size: int64(len(content)), Typeflag: tar.TypeReg}); err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(w, content)
	}
	list := ""
	for i, content := range layers {
		var blob bytes.Buffer
		z := gzip.NewWriter(&blob)
		fmt.Fprint(z, content)
		z.Close()
		add(fmt.Sprintf("blobs/sha256/layer%d", i), blob.String())
		if i > 0 {
			list += ","
		}
		list += fmt.Sprintf(`{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"sha256:layer%d","size":%d}`, i, blob.Len())
	}
	add("blobs/sha256/image", `{"layers":[`+list+`]}`)
	add("blobs/sha256/list", `{"manifests":[{"digest":"sha256:image","platform":{"architecture":"amd64"}},{"digest":"sha256:proof","platform":{"architecture":"unknown"}}]}`)
	add("index.json", `{"manifests":[{"digest":"sha256:list"}]}`)
	add("oci-layout", `{"imageLayoutVersion":"1.0.0"}`)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestReadLayers(t *testing.T) {
	layers, err := ReadLayers(archive(t, "base", "dependencies"))
	if err != nil {
		t.Fatal(err)
	}
	if len(layers) != 2 || layers[0].Digest != "sha256:layer0" || layers[1].Unpacked != int64(len("dependencies")) || layers[1].Compressed == 0 {
		t.Errorf("got %+v", layers)
	}
}

func TestReadLayersRefuses(t *testing.T) {
	notTar := filepath.Join(t.TempDir(), "x")
	if err := os.WriteFile(notTar, bytes.Repeat([]byte("no tar "), 200), 0o644); err != nil {
		t.Fatal(err)
	}
	empty := filepath.Join(t.TempDir(), "empty")
	if err := os.WriteFile(empty, make([]byte, 1024), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{notTar, empty, filepath.Join(t.TempDir(), "absent")} {
		if layers, err := ReadLayers(name); err == nil {
			t.Errorf("%s gave %+v", name, layers)
		}
	}
}

func TestChanged(t *testing.T) {
	a, b, c := Layer{"a", 1, 2}, Layer{"b", 3, 4}, Layer{"c", 5, 6}
	if got := Changed([]Layer{a, b}, []Layer{a, c}); !slices.Equal(got, []Layer{c}) {
		t.Errorf("got %+v", got)
	}
	if got := Total([]Layer{b, c}); got.Compressed != 8 || got.Unpacked != 10 {
		t.Errorf("total %+v", got)
	}
}
