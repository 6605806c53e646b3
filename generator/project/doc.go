// Package project reads a uv project from disk into plain values: the pyproject.toml files of
// a workspace, uv.lock, uv.toml and .python-version.
//
// Reading never stops at the first problem. What is wrong becomes a finding with its place,
// and the value that could be read is returned beside it. Nothing here decides what an image
// installs; that is package resolve.
package project
