// Package online asks an index how large files are, for locks that do not say. It sends HEAD requests, a few at a
// time, and keeps the answers in the user's cache directory: a file of an index never changes.
//
// No credentials are sent, neither those of a URL nor of .netrc or a keyring: a file that wants them stays unknown.
package online

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// The limits of asking: how many requests are under way at once, how long one may take, how often one may be sent
// elsewhere, and the largest size in bytes that is believed.
const (
	atOnce       = 8
	timeout      = 15 * time.Second
	maxRedirects = 5
	maxSize      = 1 << 40
)

// File is a file of a lock. SHA256 is hex and may be empty.
type File struct{ URL, SHA256 string }

// Client asks for sizes.
type Client struct {
	// Cache is the file that keeps answers; empty for none.
	Cache string
	// Progress is told how many of the files are answered; may be nil. It is called from one goroutine at a time.
	Progress func(done, all int)
	// HTTP sends the requests; nil for one that honours the proxies of the environment.
	HTTP *http.Client
}

// Answer is what was found out.
type Answer struct {
	// Sizes are in bytes, by URL.
	Sizes map[string]int64
	// Failed are the files without an answer, in the order asked for, with why.
	Failed []Failure
	// Uncached says why the answers could not be kept; nil when they were.
	Uncached error
}

// Failure is a file whose size nobody told. Host is that of its URL, which says nothing of credentials.
type Failure struct{ URL, Host, Why string }

// Sizes asks for every file that the cache does not know. The error is that of a cancelled context; everything else is
// in the answer.
func (c Client) Sizes(ctx context.Context, files []File) (Answer, error) {
	known := readCache(c.Cache)
	answer := Answer{Sizes: map[string]int64{}}
	var open []File
	for _, f := range files {
		if bytes, ok := known[f.key()]; ok {
			answer.Sizes[f.URL] = bytes
		} else {
			open = append(open, f)
		}
	}
	results := c.askAll(ctx, open)
	if err := ctx.Err(); err != nil {
		return answer, err
	}
	for i, f := range open {
		if err := results[i].err; err != nil {
			answer.Failed = append(answer.Failed, Failure{f.URL, host(f.URL), err.Error()})
			continue
		}
		answer.Sizes[f.URL], known[f.key()] = results[i].bytes, results[i].bytes
	}
	if len(open) > len(answer.Failed) {
		answer.Uncached = writeCache(c.Cache, known)
	}
	return answer, nil
}

// result is the answer about one file.
type result struct {
	bytes int64
	err   error
}

// askAll asks for the files, atOnce at a time. A host that cannot be reached is asked once: the other files of it fail
// for the same reason.
func (c Client) askAll(ctx context.Context, files []File) []result {
	results := make([]result, len(files))
	client, dead := c.client(), &unreachable{hosts: map[string]error{}}
	next := make(chan int)
	var wait sync.WaitGroup
	var mutex sync.Mutex
	done := 0
	for range min(atOnce, len(files)) {
		wait.Go(func() {
			for i := range next {
				results[i] = dead.ask(ctx, client, files[i].URL)
				mutex.Lock()
				if done++; c.Progress != nil {
					c.Progress(done, len(files))
				}
				mutex.Unlock()
			}
		})
	}
	for i := range files {
		next <- i
	}
	close(next)
	wait.Wait()
	return results
}

// unreachable remembers hosts to which no connection was made.
type unreachable struct {
	mutex sync.Mutex
	hosts map[string]error
}

func (u *unreachable) ask(ctx context.Context, client *http.Client, address string) result {
	u.mutex.Lock()
	err := u.hosts[host(address)]
	u.mutex.Unlock()
	if err != nil {
		return result{err: err}
	}
	bytes, err := ask(ctx, client, address)
	if transport, ok := errors.AsType[*url.Error](err); ok {
		err = transport.Err // without the URL
	}
	if dial, ok := errors.AsType[*net.OpError](err); ok && dial.Op == "dial" {
		u.mutex.Lock()
		u.hosts[host(address)] = err
		u.mutex.Unlock()
	}
	return result{bytes, err}
}

// ask sends one HEAD request.
func ask(ctx context.Context, client *http.Client, address string) (int64, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return 0, errors.New("no http or https URL")
	}
	u.User, u.Fragment = nil, ""
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodHead, u.String(), http.NoBody)
	if err != nil {
		return 0, errors.New("no URL that can be asked for")
	}
	request.Header.Set("User-Agent", "uvdock")
	// The size of the file, not of a compressed answer.
	request.Header.Set("Accept-Encoding", "identity")
	response, err := client.Do(request)
	if err != nil {
		return 0, err
	}
	_ = response.Body.Close()
	switch n := response.ContentLength; {
	case response.StatusCode == http.StatusUnauthorized, response.StatusCode == http.StatusForbidden:
		return 0, fmt.Errorf("%s: credentials are not sent", response.Status)
	case response.StatusCode != http.StatusOK:
		return 0, errors.New(response.Status)
	case n <= 0:
		return 0, errors.New("the answer has no Content-Length")
	case n > maxSize:
		return 0, fmt.Errorf("a size of %d bytes is not believed", n)
	default:
		return n, nil
	}
}

func (c Client) client() *http.Client {
	if c.HTTP != nil {
		return c.HTTP
	}
	transport := http.DefaultTransport.(*http.Transport).Clone() // honours HTTPS_PROXY and the like
	transport.MaxConnsPerHost = atOnce
	return &http.Client{Transport: transport, CheckRedirect: redirect}
}

// redirect follows a few redirects, and none from https to http.
func redirect(to *http.Request, via []*http.Request) error {
	switch {
	case len(via) > maxRedirects:
		return errors.New("too many redirects")
	case to.URL.Scheme != "https" && via[0].URL.Scheme == "https":
		return errors.New("a redirect from https to http is not followed")
	}
	to.URL.User = nil
	return nil
}

// host is the host of a URL, for messages.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return "(no host)"
	}
	return u.Host
}
