package online

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
)

// cacheSchema is the version of the cache's file; another one is begun anew.
const cacheSchema = "uvdock.sizes/1"

// maxCached is how many answers the file keeps: more are begun anew.
const maxCached = 50_000

// cache is the file: sizes in bytes by a hash of the URL and the hash of the file.
type cache struct {
	Schema string           `json:"schema"`
	Sizes  map[string]int64 `json:"sizes"`
}

// DefaultCache is uvdock/sizes.json in the user's cache directory; empty where there is none.
func DefaultCache() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "uvdock", "sizes.json")
}

// key names a file in the cache. It is a hash, so that the cache holds no URL, which may hold a password.
func (f File) key() string {
	address := f.URL
	if u, err := url.Parse(f.URL); err == nil {
		u.User, u.Fragment = nil, ""
		address = u.String()
	}
	sum := sha256.Sum256([]byte(address + "\x00" + f.SHA256))
	return hex.EncodeToString(sum[:])
}

// readCache reads the file; one that is absent or damaged is an empty cache.
func readCache(file string) map[string]int64 {
	var c cache
	text, err := os.ReadFile(file)
	if err != nil || json.Unmarshal(text, &c) != nil || c.Schema != cacheSchema || len(c.Sizes) > maxCached {
		return map[string]int64{}
	}
	for key, bytes := range c.Sizes {
		if bytes <= 0 || bytes > maxSize {
			delete(c.Sizes, key)
		}
	}
	if c.Sizes == nil {
		return map[string]int64{}
	}
	return c.Sizes
}

// writeCache replaces the file as a whole, so that a reader never sees a half of it.
func writeCache(file string, sizes map[string]int64) error {
	if file == "" {
		return nil
	}
	text, err := json.Marshal(cache{cacheSchema, sizes})
	if err != nil {
		return err
	}
	dir := filepath.Dir(file)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	temporary, err := os.CreateTemp(dir, "sizes-*.json")
	if err != nil {
		return err
	}
	_, err = temporary.Write(text)
	if closed := temporary.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(temporary.Name(), file)
	}
	if err != nil {
		_ = os.Remove(temporary.Name())
	}
	return err
}
