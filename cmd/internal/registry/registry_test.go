package registry_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/cmd/internal/registry"
)

var digest = "sha256:" + strings.Repeat("5", 64)

// serve is a registry on this machine that wants an anonymous token. answer may change its ways.
func serve(t *testing.T, answer func(w http.ResponseWriter, r *http.Request) bool) (host string) {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /token", func(w http.ResponseWriter, r *http.Request) {
		if answer != nil && answer(w, r) {
			return
		}
		if r.URL.Query().Get("scope") != "repository:astral-sh/uv:pull" || r.URL.Query().Get("service") != "registry.example" {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		fmt.Fprint(w, `{"token":"open"}`)
	})
	mux.HandleFunc("HEAD /v2/astral-sh/uv/manifests/0.13.8", func(w http.ResponseWriter, r *http.Request) {
		if answer != nil && answer(w, r) {
			return
		}
		if r.Header.Get("Authorization") != "Bearer open" {
			w.Header().Set("WWW-Authenticate", `Bearer realm="http://`+r.Host+`/token",service="registry.example",scope="repository:astral-sh/uv:pull"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		if !strings.Contains(r.Header.Get("Accept"), "application/vnd.oci.image.index.v1+json") {
			w.WriteHeader(http.StatusNotAcceptable)
			return
		}
		w.Header().Set("Docker-Content-Digest", digest)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return strings.TrimPrefix(server.URL, "http://")
}

func TestDigest(t *testing.T) {
	ref := serve(t, nil) + "/astral-sh/uv:0.13.8"
	got, err := registry.Client{}.Digests(t.Context(), []string{ref})
	if err != nil || got[ref] != digest {
		t.Errorf("%v, %v", got, err)
	}
}

// TestRefusals holds that no digest comes from an answer that is not one.
func TestRefusals(t *testing.T) {
	status := func(code int) func(http.ResponseWriter, *http.Request) bool {
		return func(w http.ResponseWriter, _ *http.Request) bool { w.WriteHeader(code); return true }
	}
	challenge := func(text string) func(http.ResponseWriter, *http.Request) bool {
		return func(w http.ResponseWriter, r *http.Request) bool {
			w.Header().Set("WWW-Authenticate", text)
			w.WriteHeader(http.StatusUnauthorized)
			return r.URL.Path != "/token"
		}
	}
	token := func(text string) func(http.ResponseWriter, *http.Request) bool {
		return func(w http.ResponseWriter, r *http.Request) bool {
			if r.URL.Path == "/token" {
				fmt.Fprint(w, text)
			}
			return r.URL.Path == "/token"
		}
	}
	for name, c := range map[string]struct {
		answer func(http.ResponseWriter, *http.Request) bool
		want   string
	}{
		"no such tag":        {status(http.StatusNotFound), "404"},
		"too many questions": {status(http.StatusTooManyRequests), "429"},
		"another digest": {func(w http.ResponseWriter, _ *http.Request) bool {
			w.Header().Set("Docker-Content-Digest", "sha256:5")
			return true
		}, "names no sha256 digest"},
		"a password":          {challenge(`Basic realm="x"`), "credentials"},
		"no challenge":        {challenge(""), "credentials"},
		"a service elsewhere": {challenge(`Bearer realm="http://registry.example/token"`), "not at https"},
		"no service":          {challenge(`Bearer scope="x"`), "names no token service"},
		"no token":            {token(`{}`), "gives no token"},
		"a token with a line": {token(`{"token":"a\r\nb"}`), "gives no token"},
		"no JSON":             {token(`<html>`), "cannot be read"},
	} {
		ref := serve(t, c.answer) + "/astral-sh/uv:0.13.8"
		got, err := registry.Client{}.Digests(t.Context(), []string{ref})
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "uv:0.13.8") {
			t.Errorf("%s: %v, %v, want %q", name, got, err, c.want)
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	_, err := registry.Client{}.Digests(ctx, []string{serve(t, nil) + "/astral-sh/uv:0.13.8"})
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestHosts holds where a reference is asked for, without asking.
func TestHosts(t *testing.T) {
	for ref, want := range map[string]string{
		"python:3.13-slim-bookworm":               "https://registry-1.docker.io/v2/library/python/manifests/3.13-slim-bookworm",
		"docker/dockerfile:1":                     "https://registry-1.docker.io/v2/docker/dockerfile/manifests/1",
		"ghcr.io/astral-sh/uv:0.13.8":             "https://ghcr.io/v2/astral-sh/uv/manifests/0.13.8",
		"gcr.io/distroless/cc-debian13:nonroot":   "https://gcr.io/v2/distroless/cc-debian13/manifests/nonroot",
		"docker.io/library/debian:trixie-slim":    "https://registry-1.docker.io/v2/library/debian/manifests/trixie-slim",
		"registry.example:5000/mirror/uv:0.13.8":  "https://registry.example:5000/v2/mirror/uv/manifests/0.13.8",
		"python":                                  "a name with a tag",
		"registry.example:5000/python":            "a name with a tag",
		"python:3.13@sha256:" + digest[7:] + "ff": "a name with a tag",
	} {
		var asked string
		client := registry.Client{HTTP: &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			asked = r.URL.String()
			return nil, errors.New("no network in tests")
		})}}
		_, err := client.Digests(t.Context(), []string{ref})
		if asked != want && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: asked %q, %v, want %s", ref, asked, err, want)
		}
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
