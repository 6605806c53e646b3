// Package pep508 reads dependency specifiers: names, version specifiers, markers and whole
// requirements, and evaluates markers for a target.
//
// The grammar is that of PEP 508 with the meaning that uv gives it, which differs from the
// PEP in a few places because uv writes the markers that are read here:
//
//   - versions in markers and in requires-python are compared by their release segments alone;
//   - string keys compare with == and != exactly, < and > are never true;
//   - a clause that makes no sense (two literals, ~= on a string, a version that is none) is
//     ignored: it is neutral in "and" and "or";
//   - the kernel's release and version belong to the machine that builds an image, so a marker
//     may be true, false or unknown.
//
// Rules: https://packaging.python.org/en/latest/specifications/dependency-specifiers/ and uv,
// crates/uv-pep508.
package pep508
