// Package registry asks registries for the digests of image tags, without credentials. It sends HEAD requests for
// manifests, and takes the anonymous token that a registry offers.
// Source: https://distribution.github.io/distribution/spec/api/, https://distribution.github.io/distribution/spec/auth/token/
package registry

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"
)

// timeout is how long one question may take.
const timeout = 15 * time.Second

// accept are the manifests whose digest is asked for: those of several platforms first, which is what a FROM means.
var accept = []string{
	"application/vnd.oci.image.index.v1+json",
	"application/vnd.docker.distribution.manifest.list.v2+json",
	"application/vnd.oci.image.manifest.v1+json",
	"application/vnd.docker.distribution.manifest.v2+json",
}

// Client asks for digests.
type Client struct {
	// HTTP sends the requests; nil for one that honours the proxies of the environment.
	HTTP *http.Client
}

// Digests asks for the digests of references with a tag, such as python:3.13-slim: "sha256:..." by reference. The error
// is the first one, and names its reference.
func (c Client) Digests(ctx context.Context, references []string) (map[string]string, error) {
	out := map[string]string{}
	for _, ref := range references {
		digest, err := c.digest(ctx, ref)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			return nil, fmt.Errorf("the digest of %s: %w", ref, err)
		}
		out[ref] = digest
	}
	return out, nil
}

var valid = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^sha256:[0-9a-f]{64}$`) })

func (c Client) digest(ctx context.Context, ref string) (string, error) {
	address, err := manifest(ref)
	if err != nil {
		return "", err
	}
	ctx, stop := context.WithTimeout(ctx, timeout)
	defer stop()
	response, err := c.head(ctx, address, "")
	if err != nil {
		return "", err
	}
	if response.StatusCode == http.StatusUnauthorized {
		token, err := c.token(ctx, response.Header.Get("WWW-Authenticate"))
		if err != nil {
			return "", err
		}
		if response, err = c.head(ctx, address, token); err != nil {
			return "", err
		}
	}
	if response.StatusCode != http.StatusOK {
		return "", fmt.Errorf("%s answers %s", response.Request.URL.Host, response.Status)
	}
	digest := response.Header.Get("Docker-Content-Digest")
	if !valid().MatchString(digest) {
		return "", fmt.Errorf("%s names no sha256 digest", response.Request.URL.Host)
	}
	return digest, nil
}

// manifest is the URL of a reference's manifest. Docker Hub stands for a missing registry, and a registry on this
// machine may speak plain HTTP, as for the docker command.
func manifest(ref string) (string, error) {
	colon := strings.LastIndexByte(ref, ':')
	if colon < strings.LastIndexByte(ref, '/') || colon < 0 || strings.Contains(ref, "@") {
		return "", errors.New("a name with a tag is expected")
	}
	name, tag := ref[:colon], ref[colon+1:]
	host, repository, ok := strings.Cut(name, "/")
	switch {
	case !ok:
		host, repository = "registry-1.docker.io", "library/"+name
	case !strings.ContainsAny(host, ".:") && host != "localhost":
		host, repository = "registry-1.docker.io", name
	case host == "docker.io":
		host = "registry-1.docker.io"
	}
	u := url.URL{Scheme: "https", Host: host, Path: "/v2/" + repository + "/manifests/" + tag}
	if local(u.Hostname()) {
		u.Scheme = "http"
	}
	return u.String(), nil
}

func local(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func (c Client) head(ctx context.Context, address, token string) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodHead, address, http.NoBody)
	if err != nil {
		return nil, err
	}
	request.Header["Accept"] = []string{strings.Join(accept, ", ")}
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := c.do(request)
	if err == nil {
		_ = response.Body.Close()
	}
	return response, err
}

// do sends a request. The message of an error leaves the URL out, which has the token's scope.
func (c Client) do(request *http.Request) (*http.Response, error) {
	request.Header.Set("User-Agent", "uvdock")
	client := c.HTTP
	if client == nil {
		client = http.DefaultClient
	}
	response, err := client.Do(request)
	if inner, ok := errors.AsType[*url.Error](err); ok && !inner.Timeout() {
		err = fmt.Errorf("%s: %w", request.URL.Host, inner.Err)
	}
	return response, err
}

// maxToken is the largest answer of a token service that is read, in bytes.
const maxToken = 1 << 20

// limited reads a body up to maxToken.
func limited(body io.Reader) io.Reader { return io.LimitReader(body, maxToken) }
