// Package differential compares what uvdock says about real locks with what uv 0.13.8 was
// recorded to install from them. The corpus is no part of this repository; the test skips where
// it is absent.
package differential
