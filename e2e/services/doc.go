// Package services holds that the tools themselves read docker-bake.hcl and compose.yaml as they are
// meant: compose by its own loader, which validates against the published schema, bake by printing.
// No image is built here.
package services
