// Package ci runs uvdock as continuous integration does: under pre-commit, as a GitHub action, by the
// workflows that it writes. What others check such files with is taken from PyPI and from Go modules.
package ci
