package oci

import (
	"archive/tar"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"
)

// descriptor is the part of an OCI descriptor that is needed here:
// https://github.com/opencontainers/image-spec/blob/main/descriptor.md
type descriptor struct {
	MediaType string `json:"mediaType"`
	Digest    string `json:"digest"`
	Size      int64  `json:"size"`
	Platform  *struct {
		Architecture string `json:"architecture"`
	} `json:"platform"`
}

// manifest is an image index (manifests) or an image manifest (layers).
type manifest struct {
	Manifests []descriptor `json:"manifests"`
	Layers    []descriptor `json:"layers"`
}

// ReadLayers gives the layers, base first, of the only image in an OCI archive, as `docker buildx build
// --output type=oci,dest=FILE` writes it. A layer that is not compressed with gzip is an error.
func ReadLayers(archive string) ([]Layer, error) {
	documents, unpacked, err := readArchive(archive)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", archive, err)
	}
	current, err := parseManifest(documents["index.json"])
	for err == nil && len(current.Layers) == 0 {
		var next descriptor
		if next, err = onlyImage(current); err == nil {
			current, err = parseManifest(documents[blobName(next.Digest)])
		}
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", archive, err)
	}
	var layers []Layer
	for _, l := range current.Layers {
		size, ok := unpacked[blobName(l.Digest)]
		if !ok {
			return nil, fmt.Errorf("%s: layer %s is absent or not gzip (%s)", archive, l.Digest, l.MediaType)
		}
		layers = append(layers, Layer{Digest: l.Digest, Compressed: l.Size, Unpacked: size})
	}
	return layers, nil
}

// readArchive gives the JSON documents of an OCI archive and the unpacked size of its gzip blobs, by name.
func readArchive(archive string) (documents map[string][]byte, unpacked map[string]int64, err error) {
	file, err := os.Open(archive)
	if err != nil {
		return nil, nil, err
	}
	defer file.Close()
	documents, unpacked = map[string][]byte{}, map[string]int64{}
	for reader := tar.NewReader(file); ; {
		header, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return documents, unpacked, nil
		}
		if err != nil {
			return nil, nil, err
		}
		if header.Typeflag != tar.TypeReg {
			continue
		}
		if err := readEntry(path.Clean(header.Name), reader, documents, unpacked); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", header.Name, err)
		}
	}
}

func readEntry(name string, r io.Reader, documents map[string][]byte, unpacked map[string]int64) error {
	var head [2]byte
	n, err := io.ReadFull(r, head[:])
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return err
	}
	whole := io.MultiReader(strings.NewReader(string(head[:n])), r)
	switch {
	case head == [2]byte{0x1f, 0x8b}:
		blob, err := gzip.NewReader(whole)
		if err != nil {
			return err
		}
		unpacked[name], err = io.Copy(io.Discard, blob)
		return err
	case head[0] == '{':
		documents[name], err = io.ReadAll(whole)
		return err
	}
	return nil
}

func blobName(digest string) string { return "blobs/" + strings.Replace(digest, ":", "/", 1) }

func parseManifest(document []byte) (m manifest, err error) {
	if document == nil {
		return m, errors.New("a manifest is absent")
	}
	err = json.Unmarshal(document, &m)
	return m, err
}

// onlyImage gives the image of an index; attestations have the architecture "unknown".
func onlyImage(index manifest) (image descriptor, err error) {
	found := 0
	for _, m := range index.Manifests {
		if m.Platform == nil || m.Platform.Architecture != "unknown" {
			image, found = m, found+1
		}
	}
	if found != 1 {
		return image, fmt.Errorf("expected one image, found %d", found)
	}
	return image, nil
}
