package online

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// index is a loopback server with files of every manner, and what was asked of it.
func index(t *testing.T) (*httptest.Server, *atomic.Int64) {
	t.Helper()
	var asked atomic.Int64
	mux := http.NewServeMux()
	sized := func(n string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Length", n) }
	}
	mux.HandleFunc("/good", func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodHead || r.Header.Get("Authorization") != "" || r.Header.Get("Accept-Encoding") != "identity" {
			t.Errorf("%s %v", r.Method, r.Header)
		}
		w.Header().Set("Content-Length", "1234")
	})
	mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/good", http.StatusFound) })
	mux.HandleFunc("/circle", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/circle", http.StatusMovedPermanently)
	})
	mux.HandleFunc("/elsewhere", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
	})
	mux.HandleFunc("/chunked", func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Transfer-Encoding", "chunked") })
	mux.HandleFunc("/empty", sized("0"))
	mux.HandleFunc("/absurd", sized("1000000000000000000"))
	mux.HandleFunc("/private", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) })
	mux.HandleFunc("/no-head", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusMethodNotAllowed) })
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server, &asked
}

func TestAsk(t *testing.T) {
	server, _ := index(t)
	secret := strings.Replace(server.URL, "http://", "http://user:secret@", 1)
	for _, c := range []struct{ url, why string }{
		{server.URL + "/good", ""},
		{server.URL + "/good#sha256=0", ""},
		{secret + "/good", ""},
		{server.URL + "/moved", ""},
		{server.URL + "/circle", "too many redirects"},
		{server.URL + "/elsewhere", "unsupported protocol scheme"},
		{server.URL + "/chunked", "no Content-Length"},
		{server.URL + "/empty", "no Content-Length"},
		{server.URL + "/absurd", "not believed"},
		{server.URL + "/private", "credentials are not sent"},
		{secret + "/private", "credentials are not sent"},
		{server.URL + "/no-head", "405"},
		{server.URL + "/none", "404"},
		{"file:///etc/passwd", "no http or https URL"},
		{"https://", "no http or https URL"},
		{"http://127.0.0.1:1/closed", "refused"},
		{"://", "no http or https URL"},
	} {
		answer, err := Client{}.Sizes(t.Context(), []File{{URL: c.url}})
		if err != nil {
			t.Fatal(err)
		}
		if c.why == "" {
			if answer.Sizes[c.url] != 1234 || len(answer.Failed) > 0 {
				t.Errorf("%s: %+v", c.url, answer)
			}
			continue
		}
		if len(answer.Sizes) > 0 || len(answer.Failed) != 1 || !strings.Contains(answer.Failed[0].Why, c.why) {
			t.Errorf("%s: %+v, want %q", c.url, answer, c.why)
		} else if said := answer.Failed[0].Host + answer.Failed[0].Why; strings.Contains(said, "secret") {
			t.Errorf("%s: the answer tells the password: %s", c.url, said)
		}
	}
}

// TestMany asks for more files than go at once, some twice over two runs: the second run asks nothing that was told.
func TestMany(t *testing.T) {
	server, asked := index(t)
	var files []File
	for i := range 50 {
		files = append(files, File{URL: fmt.Sprintf("%s/good?%d", server.URL, i), SHA256: "00"})
	}
	files = append(files, File{URL: server.URL + "/none"})
	last := 0
	client := Client{Cache: filepath.Join(t.TempDir(), "new", "sizes.json"), Progress: func(done, all int) {
		if last++; done != last || all != 51 {
			t.Errorf("%d of %d after %d", done, all, last-1)
		}
	}}
	answer, err := client.Sizes(t.Context(), files)
	if err != nil || len(answer.Sizes) != 50 || len(answer.Failed) != 1 || answer.Uncached != nil || asked.Load() != 51 {
		t.Fatalf("%v, %d sizes, %v, %d requests", err, len(answer.Sizes), answer.Failed, asked.Load())
	}
	client.Progress = nil
	if answer, err = client.Sizes(t.Context(), files); err != nil || len(answer.Sizes) != 50 || asked.Load() != 52 {
		t.Errorf("%v, %d sizes, %d requests", err, len(answer.Sizes), asked.Load())
	}
	files[0].SHA256 = "11"
	if _, err = client.Sizes(t.Context(), files[:1]); err != nil || asked.Load() != 53 {
		t.Errorf("another hash: %v, %d requests", err, asked.Load())
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(client.Cache), "*"))
	if err != nil || len(left) != 1 {
		t.Errorf("beside the cache: %v %v", left, err)
	}
	if text, err := os.ReadFile(client.Cache); err != nil || strings.Contains(string(text), "127.0.0.1") {
		t.Errorf("%v: the cache holds URLs: %.200s", err, text)
	}
}

// TestDamagedCache: whatever the file holds, it is asked anew and replaced.
func TestDamagedCache(t *testing.T) {
	server, asked := index(t)
	file := File{URL: server.URL + "/good"}
	for i, text := range []string{
		"", "{", "null", `{"schema":"uvdock.sizes/2","sizes":{"` + file.key() + `":1}}`, `{"schema":"uvdock.sizes/1"}`,
		`{"schema":"uvdock.sizes/1","sizes":{"` + file.key() + `":-5}}`, `{"schema":"uvdock.sizes/1","sizes":{"` + file.key() + `":1e30}}`,
	} {
		client := Client{Cache: filepath.Join(t.TempDir(), "sizes.json")}
		if err := os.WriteFile(client.Cache, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if answer, err := client.Sizes(t.Context(), []File{file}); err != nil || answer.Sizes[file.URL] != 1234 || answer.Uncached != nil {
				t.Errorf("%q: %v %+v", text, err, answer)
			}
		}
		if asked.Load() != int64(i+1) {
			t.Errorf("%q: %d requests, want %d", text, asked.Load(), i+1)
		}
	}
}

func TestUnwritableCache(t *testing.T) {
	server, _ := index(t)
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	answer, err := Client{Cache: filepath.Join(blocked, "sizes.json")}.Sizes(t.Context(), []File{{URL: server.URL + "/good"}})
	if err != nil || len(answer.Sizes) != 1 || answer.Uncached == nil {
		t.Errorf("%v %+v", err, answer)
	}
}

// refusing is a network without a way to anywhere.
type refusing struct{ asked *atomic.Int64 }

func (r refusing) RoundTrip(*http.Request) (*http.Response, error) {
	r.asked.Add(1)
	return nil, &net.OpError{Op: "dial", Err: errors.New("no route")}
}

// TestUnreachable: a host that cannot be reached is not asked for every file.
func TestUnreachable(t *testing.T) {
	var files []File
	var asked atomic.Int64
	for i := range 40 {
		files = append(files, File{URL: fmt.Sprintf("http://127.0.0.1:1/%d", i)})
	}
	client := Client{HTTP: &http.Client{Transport: refusing{&asked}}}
	answer, err := client.Sizes(t.Context(), files)
	if err != nil || len(answer.Failed) != 40 || asked.Load() > atOnce {
		t.Errorf("%v, %d failed after %d requests", err, len(answer.Failed), asked.Load())
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	}))
	defer server.Close()
	// The server answers when the client is gone, and not before.
	_, err := Client{}.Sizes(ctx, []File{{URL: server.URL + "/a"}, {URL: server.URL + "/b"}})
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestDowngrade: a redirect from https to http is not followed.
func TestDowngrade(t *testing.T) {
	plain, asked := index(t)
	secure := httptest.NewTLSServer(http.RedirectHandler(plain.URL+"/good", http.StatusFound))
	defer secure.Close()
	client := secure.Client()
	client.CheckRedirect = redirect
	answer, err := Client{HTTP: client}.Sizes(t.Context(), []File{{URL: secure.URL + "/x"}})
	if err != nil || len(answer.Failed) != 1 || !strings.Contains(answer.Failed[0].Why, "from https to http") || asked.Load() != 0 {
		t.Errorf("%v %+v, %d requests", err, answer, asked.Load())
	}
}
