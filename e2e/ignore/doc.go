// Package ignore holds that `uvdock check` and BuildKit agree on what a .dockerignore hides: a
// build that copies everything, beside the findings.
package ignore
