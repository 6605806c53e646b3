package registry

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
)

// parameter is one of a challenge: realm="https://auth.docker.io/token".
var parameter = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`([a-z]+)="([^"]*)"`) })

// token gets the anonymous token that a challenge names.
func (c Client) token(ctx context.Context, challenge string) (string, error) {
	address, err := realm(challenge)
	if err != nil {
		return "", err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return "", err
	}
	response, err := c.do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return "", fmt.Errorf("%s gives no token: %s; credentials are not sent", request.URL.Host, response.Status)
	}
	var answer struct {
		Token       string `json:"token"`
		AccessToken string `json:"access_token"`
	}
	if err := json.NewDecoder(limited(response.Body)).Decode(&answer); err != nil {
		return "", fmt.Errorf("the answer of %s cannot be read: %w", request.URL.Host, err)
	}
	if answer.Token == "" {
		answer.Token = answer.AccessToken
	}
	if answer.Token == "" || strings.ContainsAny(answer.Token, "\r\n") {
		return "", fmt.Errorf("%s gives no token", request.URL.Host)
	}
	return answer.Token, nil
}

// realm is the URL of the token service in a challenge.
func realm(challenge string) (string, error) {
	scheme, rest, _ := strings.Cut(challenge, " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return "", errors.New("the registry wants credentials, and none are sent")
	}
	query := url.Values{}
	var u *url.URL
	for _, m := range parameter().FindAllStringSubmatch(rest, -1) {
		switch m[1] {
		case "realm":
			parsed, err := url.Parse(m[2])
			if err != nil || parsed.Host == "" || parsed.Scheme != "https" && (parsed.Scheme != "http" || !local(parsed.Hostname())) {
				return "", errors.New("the registry names a token service that is not at https")
			}
			u = parsed
		case "service", "scope":
			query.Set(m[1], m[2])
		}
	}
	if u == nil {
		return "", errors.New("the registry names no token service")
	}
	u.RawQuery = query.Encode()
	return u.String(), nil
}
