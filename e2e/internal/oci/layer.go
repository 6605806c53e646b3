// Package oci reads the layers of an image from the archive that a builder exports: what a registry
// would hold of it, and so what a push sends.
//
// Format: https://github.com/opencontainers/image-spec/blob/main/image-layout.md
package oci

// A Layer is one layer of an image as a registry holds it.
type Layer struct {
	Digest     string `json:"digest"`     // of the compressed bytes, "sha256:..."
	Compressed int64  `json:"compressed"` // bytes pushed and pulled
	Unpacked   int64  `json:"unpacked"`   // bytes of its tar archive
}

// Total adds up layers; its digest is empty.
func Total(layers []Layer) (sum Layer) {
	for _, l := range layers {
		sum.Compressed += l.Compressed
		sum.Unpacked += l.Unpacked
	}
	return sum
}

// Changed gives the layers of after, in its order, that before does not have: what a push sends.
func Changed(before, after []Layer) []Layer {
	known := map[string]bool{}
	for _, l := range before {
		known[l.Digest] = true
	}
	var result []Layer
	for _, l := range after {
		if !known[l.Digest] {
			result = append(result, l)
		}
	}
	return result
}
