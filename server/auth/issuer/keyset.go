package issuer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// errKeys is a token whose key is not in the set, or a set that can't be had.
var errKeys = errors.New("no key of the issuer's fits")

// keySet is the issuer's public keys. A token names one of them by its kid, which is looked up and nothing else.
type keySet struct {
	url  string // "" of a file
	file string
	now  func() time.Time

	mu      sync.Mutex
	keys    []jose.JSONWebKey
	fetched time.Time     // when it was tried last
	fetch   chan struct{} // closed when the fetch that runs has ended; nil where none does
}

const (
	// fetchEvery is the least time between two fetches, however many unknown keys are named.
	fetchEvery = time.Minute
	// staleAfter is when a set is fetched again though every key is known: an issuer takes keys back.
	staleAfter   = 15 * time.Minute
	fetchTimeout = 5 * time.Second
	// maxKeyBytes is the longest set that is read.
	maxKeyBytes = 1 << 20
)

func newKeySet(from string, now func() time.Time) (*keySet, error) {
	at, err := url.Parse(from)
	if err != nil || at.Scheme != "http" && at.Scheme != "https" {
		s := &keySet{file: from, now: now}
		s.keys, err = readKeys(from)
		s.fetched = now()
		return s, err
	}
	if at.Scheme == "http" && !isLoopback(at.Hostname()) {
		return nil, fmt.Errorf("issuer: the key set %s would come in the clear, for anybody on the way to change: use https", from)
	}
	return &keySet{url: from, now: now}, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// VerifySignature implements oidc.KeySet.
func (s *keySet) VerifySignature(ctx context.Context, token string) ([]byte, error) {
	signed, err := jose.ParseSignedCompact(token, algorithms)
	if err != nil {
		return nil, err
	}
	header := signed.Signatures[0].Header
	keys := s.named(header)
	if len(keys) == 0 || s.stale() {
		// Where the set is stale its keys are good until another is there.
		if s.refresh(ctx, len(keys) == 0); len(keys) == 0 {
			keys = s.named(header)
		}
	}
	for _, key := range keys {
		if payload, err := signed.Verify(&key); err == nil {
			return payload, nil
		}
	}
	if len(keys) == 0 {
		return nil, fmt.Errorf("%w: its kid is not in the set", errKeys)
	}
	return nil, fmt.Errorf("%w: the signature is not made with it", errKeys)
}

// named is the keys that a token may be signed with: the one that it names, any where it names none. A key that says what
// it is for is for nothing else.
func (s *keySet) named(h jose.Header) (keys []jose.JSONWebKey) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, k := range s.keys {
		if (h.KeyID == "" || k.KeyID == h.KeyID) && (k.Algorithm == "" || k.Algorithm == h.Algorithm) {
			keys = append(keys, k)
		}
	}
	return keys
}

func (s *keySet) stale() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now().Sub(s.fetched) > staleAfter
}

// refresh has the set read anew where that was not done a minute ago, and waits for it where wait says so. A set that
// can't be had leaves the keys as they are.
func (s *keySet) refresh(ctx context.Context, wait bool) {
	s.mu.Lock()
	if s.fetch == nil {
		if now := s.now(); s.fetched.IsZero() || now.Sub(s.fetched) >= fetchEvery {
			s.fetched = now
			s.fetch = make(chan struct{})
			go s.load(s.fetch)
		}
	}
	running := s.fetch
	s.mu.Unlock()
	if running == nil || !wait {
		return
	}
	select {
	case <-running:
	case <-ctx.Done():
	}
}

func (s *keySet) load(done chan struct{}) {
	defer close(done)
	var keys []jose.JSONWebKey
	var err error
	if s.url == "" {
		keys, err = readKeys(s.file)
	} else {
		ctx, cancel := context.WithTimeout(context.Background(), fetchTimeout) // of the set, and no single request's
		defer cancel()
		keys, err = fetchKeys(ctx, s.url)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fetch = nil
	if err == nil {
		s.keys = keys
	}
}

func readKeys(file string) ([]jose.JSONWebKey, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, fmt.Errorf("issuer: key set: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() > maxKeyBytes {
		return nil, fmt.Errorf("issuer: key set: %s is no file of at most %d bytes", file, maxKeyBytes)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("issuer: key set: %w", err)
	}
	return parseKeys(text)
}

// client follows no redirect: the set is where the configuration says.
var client = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

func fetchKeys(ctx context.Context, from string) ([]jose.JSONWebKey, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, from, http.NoBody)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Accept", "application/jwk-set+json, application/json")
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("issuer: key set: %s", response.Status)
	}
	text, err := io.ReadAll(io.LimitReader(response.Body, maxKeyBytes))
	if err != nil {
		return nil, err
	}
	return parseKeys(text)
}

// parseKeys keeps the public keys for signatures. A symmetric key in a set that anybody may read would let anybody sign.
func parseKeys(text []byte) ([]jose.JSONWebKey, error) {
	var set struct {
		Keys []json.RawMessage `json:"keys"`
	}
	if err := json.Unmarshal(text, &set); err != nil {
		return nil, fmt.Errorf("issuer: key set: not a JWK Set: %w", err)
	}
	var keys []jose.JSONWebKey
	for _, raw := range set.Keys {
		var key jose.JSONWebKey
		if key.UnmarshalJSON(raw) != nil { // of a kind that we don't know
			continue
		}
		if key.Valid() && key.IsPublic() && (key.Use == "" || key.Use == "sig") && !strings.HasPrefix(key.Algorithm, "HS") {
			keys = append(keys, key)
		}
	}
	if len(keys) == 0 {
		return nil, errors.New("issuer: key set: it holds no public key for signatures")
	}
	return keys, nil
}
