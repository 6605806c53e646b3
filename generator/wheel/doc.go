// Package wheel reads wheel file names and says which wheel an installer prefers on a target.
//
// Sources: https://packaging.python.org/en/latest/specifications/binary-distribution-format/
// (names), PEP 425 and PEP 600 (tags), PEP 803 (abi3t), PEP 825 (variants), and uv,
// crates/uv-platform-tags, for the order of the tags (spec/uvlock.md section 4).
package wheel
