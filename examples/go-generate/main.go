// The gateway hands the requests below /api/ to the Python service and answers all others itself.
package main

import (
	"fmt"
	"log"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
)

func main() {
	handler, err := routes(os.Getenv("API_URL"))
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.ListenAndServe(":8080", handler))
}

// routes are those of the gateway; api is the URL of the service, by default that of `docker run -p 8000:8000`.
func routes(api string) (http.Handler, error) {
	if api == "" {
		api = "http://localhost:8000"
	}
	target, err := url.Parse(api)
	if err != nil {
		return nil, fmt.Errorf("API_URL: %w", err)
	}
	mux := http.NewServeMux()
	mux.Handle("/api/", httputil.NewSingleHostReverseProxy(target))
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "gateway") })
	return mux, nil
}
