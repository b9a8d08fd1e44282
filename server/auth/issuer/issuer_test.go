package issuer

import (
	"bufio"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/sys/unix"

	"whence/server/auth"
	"whence/testenv"
)

const (
	issuerURL = "https://issuer.example"
	audience  = "https://whence.test"
)

// now is the moment of all tests.
var now = time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)

// mint is an issuer's private keys, and those of nobody.
type mint struct {
	rsa, stranger *rsa.PrivateKey
	ec            *ecdsa.PrivateKey
}

func newMint(t *testing.T) *mint {
	t.Helper()
	m := &mint{}
	var err error
	for _, k := range []**rsa.PrivateKey{&m.rsa, &m.stranger} {
		if *k, err = rsa.GenerateKey(rand.Reader, 2048); err != nil {
			t.Fatal(err)
		}
	}
	if m.ec, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		t.Fatal(err)
	}
	return m
}

func (m *mint) set(more ...jose.JSONWebKey) []byte {
	text, _ := json.Marshal(jose.JSONWebKeySet{Keys: append([]jose.JSONWebKey{
		{Key: m.rsa.Public(), KeyID: "rsa", Algorithm: "RS256", Use: "sig"},
		{Key: m.ec.Public(), KeyID: "ec", Algorithm: "ES256", Use: "sig"},
	}, more...)})
	return text
}

// token signs claims by a key, with a header that has more in it.
func token(t *testing.T, alg jose.SignatureAlgorithm, key any, header, claims map[string]any) string {
	t.Helper()
	options := (&jose.SignerOptions{}).WithType("at+jwt")
	for name, value := range header {
		options = options.WithHeader(jose.HeaderKey(name), value)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: key}, options)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]any{
		"iss": issuerURL, "aud": audience, "sub": "ann", "client_id": "desk", "name": "Ann Smith",
		"iat": now.Unix(), "exp": now.Add(time.Hour).Unix(), "roles": []string{"EDITOR", "staff"},
	}
	for name, value := range claims {
		if all[name] = value; value == nil {
			delete(all, name)
		}
	}
	text, _ := json.Marshal(all)
	signed, err := signer.Sign(text)
	if err != nil {
		t.Fatal(err)
	}
	compact, err := signed.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	return compact
}

func (m *mint) issuer(t *testing.T, set []byte, change ...func(*Config)) *Issuer {
	t.Helper()
	file := filepath.Join(t.TempDir(), "keys.json")
	if err := os.WriteFile(file, set, 0o600); err != nil {
		t.Fatal(err)
	}
	c := Config{Issuer: issuerURL, Audience: audience, KeySet: file, Now: func() time.Time { return now }}
	for _, f := range change {
		f(&c)
	}
	i, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

type (
	object = map[string]any
	jwt    = jose.SignatureAlgorithm
)

// raw puts a token together by hand, for what no library would sign.
func raw(header, claims object, sign func(signed string) []byte) string {
	h, _ := json.Marshal(header)
	c, _ := json.Marshal(claims)
	signed := base64.RawURLEncoding.EncodeToString(h) + "." + base64.RawURLEncoding.EncodeToString(c)
	return signed + "." + base64.RawURLEncoding.EncodeToString(sign(signed))
}

func good() object {
	return object{"iss": issuerURL, "aud": audience, "sub": "eve", "iat": now.Unix(), "exp": now.Add(time.Hour).Unix(), "roles": []string{"ADMIN"}}
}

// forged are tokens of somebody who would like to be somebody else.
func (m *mint) forged(t *testing.T) map[string]string {
	t.Helper()
	rs := func(header, claims object) string {
		return token(t, jose.RS256, m.rsa, with(header, "kid", "rsa"), claims)
	}
	none := func(string) []byte { return nil }
	der, _ := x509.MarshalPKIXPublicKey(m.rsa.Public())
	public := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
	right := rs(nil, nil)
	parts := strings.Split(right, ".")
	own := jose.JSONWebKey{Key: m.stranger.Public(), KeyID: "own"}
	kid := func(value any) string { return token(t, jose.RS256, m.stranger, object{"kid": value}, nil) }
	signedBy := func(alg jwt, key any) string { return token(t, alg, key, object{"kid": "rsa"}, nil) }
	_, ed, _ := ed25519.GenerateKey(rand.Reader)
	return map[string]string{
		"none":                       raw(object{"alg": "none", "typ": "at+jwt", "kid": "rsa"}, good(), none),
		"None":                       raw(object{"alg": "None", "typ": "at+jwt", "kid": "rsa"}, good(), none),
		"no alg":                     raw(object{"typ": "at+jwt", "kid": "rsa"}, good(), none),
		"RS256 without a signature":  raw(object{"alg": "RS256", "typ": "at+jwt", "kid": "rsa"}, good(), none),
		"HS256 with the public key":  token(t, jose.HS256, public, object{"kid": "rsa"}, nil),
		"HS256 with the key's DER":   token(t, jose.HS256, der, object{"kid": "rsa"}, nil),
		"HS512 with the public key":  token(t, jose.HS512, append(public, public...), object{"kid": "rsa"}, nil),
		"ES256 under an RSA kid":     signedBy(jose.ES256, m.ec),
		"EdDSA under an RSA kid":     signedBy(jose.EdDSA, ed),
		"PS256 with an RS256 key":    signedBy(jose.PS256, m.rsa),
		"another's signature":        signedBy(jose.RS256, m.stranger),
		"another issuer":             rs(nil, object{"iss": "https://evil.example"}),
		"the issuer with a slash":    rs(nil, object{"iss": issuerURL + "/"}),
		"no issuer":                  rs(nil, object{"iss": nil}),
		"another audience":           rs(nil, object{"aud": "https://elsewhere.example"}),
		"an audience like ours":      rs(nil, object{"aud": []string{audience + "/x", "x"}}),
		"no audience":                rs(nil, object{"aud": nil}),
		"expired":                    rs(nil, object{"exp": now.Add(-61 * time.Second).Unix()}),
		"no end":                     rs(nil, object{"exp": nil}),
		"an end that is text":        rs(nil, object{"exp": "tomorrow"}),
		"an end in 10^300 s":         rs(nil, object{"exp": 1e300}),
		"not good yet":               rs(nil, object{"nbf": now.Add(61 * time.Second).Unix()}),
		"made in the future":         rs(nil, object{"iat": now.Add(61 * time.Second).Unix()}),
		"nobody's":                   rs(nil, object{"sub": nil}),
		"an ID token":                rs(object{"typ": "JWT"}, nil),
		"a token without a typ":      raw(object{"alg": "RS256", "kid": "rsa"}, good(), func(s string) []byte { return sign(m.rsa, s) }),
		"a logout token":             rs(object{"typ": "logout+jwt"}, nil),
		"a kid that is a path":       kid("../../../../dev/null"),
		"a kid that is a URL":        kid("https://evil.example/jwks"),
		"a kid that is SQL":          kid("' UNION SELECT 'x"),
		"a kid of 4 KB":              kid(strings.Repeat("k", 4<<10)),
		"a kid that is no text":      raw(object{"alg": "RS256", "typ": "at+jwt", "kid": 7}, good(), func(s string) []byte { return sign(m.rsa, s) }),
		"a jku":                      token(t, jose.RS256, m.stranger, object{"kid": "rsa", "jku": "https://evil.example/jwks"}, nil),
		"an x5u":                     token(t, jose.RS256, m.stranger, object{"kid": "rsa", "x5u": "https://evil.example/cert"}, nil),
		"a jwk of its own":           token(t, jose.RS256, m.stranger, object{"jwk": own}, nil),
		"a crit that nobody knows":   raw(object{"alg": "RS256", "typ": "at+jwt", "kid": "rsa", "crit": []string{"x"}, "x": 1}, good(), func(s string) []byte { return sign(m.rsa, s) }),
		"9 KB":                       rs(nil, object{"note": strings.Repeat("x", 9<<10)}),
		"1 MB":                       right + strings.Repeat("A", 1<<20),
		"other claims, same sign":    parts[0] + "." + base64.RawURLEncoding.EncodeToString([]byte(`{"sub":"eve"}`)) + "." + parts[2],
		"two parts":                  parts[0] + "." + parts[1],
		"five parts, encrypted":      right + ".AAAA.AAAA",
		"JSON serialisation":         `{"payload":"` + parts[1] + `","protected":"` + parts[0] + `","signature":"` + parts[2] + `"}`,
		"a line break in it":         parts[0] + ".\n" + parts[1] + "." + parts[2],
		"a symmetric key of the set": token(t, jose.HS256, []byte(strings.Repeat("s", 32)), object{"kid": "shared"}, nil),
		"empty":                      "",
		"a key":                      "whk_aaaaaaaaaaaaaaaa_" + strings.Repeat("a", 52),
	}
}

func with(header object, name string, value any) object {
	all := object{name: value}
	maps.Copy(all, header)
	return all
}

func sign(key *rsa.PrivateKey, text string) []byte {
	sum := sha256.Sum256([]byte(text))
	signature, _ := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:])
	return signature
}

func TestForgedTokens(t *testing.T) {
	m := newMint(t)
	i := m.issuer(t, m.set(jose.JSONWebKey{Key: []byte(strings.Repeat("s", 32)), KeyID: "shared", Algorithm: "HS256"}))
	forged := m.forged(t)
	for name, text := range forged {
		got, err := i.Verify(t.Context(), text)
		if err == nil {
			t.Errorf("%s is accepted as %v", name, got)
			continue
		}
		if len(err.Error()) > 200 || strings.Contains(err.Error(), "eve") || strings.Contains(err.Error(), "evil") {
			t.Errorf("%s: the reason repeats the token: %v", name, err)
		}
	}
	if len(forged) < 30 {
		t.Errorf("only %d tokens are tried", len(forged))
	}
}

// The processor's time is measured over many, for a clock is coarse.
func TestForgedTokensAreCheap(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	m := newMint(t)
	i := m.issuer(t, m.set())
	for name, text := range m.forged(t) {
		const times = 20
		began := processorTime(t)
		for range times {
			_, _ = i.Verify(t.Context(), text)
		}
		if cost := (processorTime(t) - began) / times; cost > 2*time.Millisecond {
			t.Errorf("%s costs %v", name, cost)
		}
	}
}

// processorTime is what this thread has had of the processor, whatever else the machine does.
func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var used unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_THREAD, &used); err != nil {
		t.Skip(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func TestTokens(t *testing.T) {
	m := newMint(t)
	ann := auth.Agent{ID: "agent/" + hashOf(issuerURL, "ann"), Name: "Ann Smith"}
	end := now.Add(time.Hour + skew).Local()
	staff := func(c *Config) {
		c.RolesClaim, c.RoleNames = "groups", map[string]auth.Role{"desk": auth.Contributor, "board": auth.Admin}
	}
	tests := []struct {
		claim  string
		change func(*Config)
		claims object
		want   auth.Identity
	}{
		{"a person", nil, nil, auth.Identity{Agent: ann, Role: auth.Editor, Expires: end}},
		{"a program", nil, object{"sub": "desk", "name": nil}, auth.Identity{Agent: auth.Agent{ID: "agent/" + hashOf(issuerURL, "desk"), Automatic: true}, Role: auth.Editor, Expires: end}},
		{"no roles", nil, object{"roles": nil}, auth.Identity{Agent: ann, Role: auth.Reader, Expires: end}},
		{"roles as one text", nil, object{"roles": "reader contributor"}, auth.Identity{Agent: ann, Role: auth.Contributor, Expires: end}},
		{"roles that are none", nil, object{"roles": []any{"root", 7, nil}}, auth.Identity{Agent: ann, Role: auth.Reader, Expires: end}},
		{"roles by other names", staff, object{"groups": []string{"desk"}}, auth.Identity{Agent: ann, Role: auth.Contributor, Expires: end}},
		{"names of roles where there are others", staff, object{"groups": []string{"ADMIN"}}, auth.Identity{Agent: ann, Role: auth.Reader, Expires: end}},
		{"several audiences", nil, object{"aud": []string{"x", audience}}, auth.Identity{Agent: ann, Role: auth.Editor, Expires: end}},
		{"a clock that is 59 s behind", nil, object{"exp": now.Add(-59 * time.Second).Unix()}, auth.Identity{Agent: ann, Role: auth.Editor, Expires: now.Add(time.Second).Local()}},
		{"a clock that is 59 s ahead", nil, object{"iat": now.Add(59 * time.Second).Unix(), "nbf": now.Add(59 * time.Second).Unix()}, auth.Identity{Agent: ann, Role: auth.Editor, Expires: end}},
		{"a name with invisible signs", nil, object{"name": "Ann\u202eSmith"}, auth.Identity{Agent: auth.Agent{ID: ann.ID}, Role: auth.Editor, Expires: end}},
	}
	for _, tt := range tests {
		i := m.issuer(t, m.set(), func(c *Config) {
			if tt.change != nil {
				tt.change(c)
			}
		})
		for _, text := range []string{
			token(t, jose.RS256, m.rsa, object{"kid": "rsa"}, tt.claims), token(t, jose.ES256, m.ec, object{"kid": "ec"}, tt.claims), token(t, jose.ES256, m.ec, nil, tt.claims),
		} {
			got, err := i.Verify(t.Context(), text)
			if diff := cmp.Diff(tt.want, got); err != nil || diff != "" {
				t.Errorf("%s: %v (-want +got):\n%s", tt.claim, err, diff)
			}
		}
	}
}

func hashOf(issuer, subject string) string {
	sum := sha256.Sum256([]byte(issuer + "\x00" + subject))
	return fmt.Sprintf("%x", sum[:16])
}

// An unknown kid fetches the set, once a minute; tokens with known keys go on while it can't be had.
func TestKeySetOverHTTP(t *testing.T) {
	m := newMint(t)
	var fetches atomic.Int64
	var broken atomic.Bool
	set := atomic.Pointer[[]byte]{}
	text := m.set()
	set.Store(&text)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fetches.Add(1)
		if broken.Load() {
			http.Error(w, "down", http.StatusBadGateway)
			return
		}
		_, _ = w.Write(*set.Load())
	}))
	defer server.Close()
	clock := now
	i, err := New(Config{Issuer: issuerURL, Audience: audience, KeySet: server.URL, Now: func() time.Time { return clock }})
	if err != nil {
		t.Fatal(err)
	}
	known := token(t, jose.RS256, m.rsa, object{"kid": "rsa"}, object{"exp": now.Add(24 * time.Hour).Unix()})
	rotated := token(t, jose.RS256, m.stranger, object{"kid": "next"}, object{"exp": now.Add(24 * time.Hour).Unix()})
	step := func(claim, text string, good bool, want int64) {
		t.Helper()
		if _, err := i.Verify(context.Background(), text); (err == nil) != good {
			t.Errorf("%s: %v, want good %t", claim, err, good)
		}
		if got := fetches.Load(); got != want {
			t.Errorf("%s: %d fetches, want %d", claim, got, want)
		}
	}
	step("the first token", known, true, 1)
	step("the next", known, true, 1)
	for n := range 100 {
		step(fmt.Sprint("unknown kid ", n), token(t, jose.RS256, m.stranger, object{"kid": fmt.Sprint(n)}, nil), false, 1)
	}
	next := m.set(jose.JSONWebKey{Key: m.stranger.Public(), KeyID: "next"})
	set.Store(&next)
	step("a new key within the minute", rotated, false, 1)
	clock = clock.Add(61 * time.Second)
	step("a new key after it", rotated, true, 2)
	broken.Store(true)
	clock = clock.Add(61 * time.Second)
	step("an unknown kid while the set can't be had", token(t, jose.RS256, m.rsa, object{"kid": "x"}, nil), false, 3)
	step("a known one meanwhile", known, true, 3)
	clock = clock.Add(time.Hour)
	if _, err := i.Verify(context.Background(), known); err != nil {
		t.Errorf("a known key after an hour without a set: %v", err)
	}
}

func TestConfigs(t *testing.T) {
	m := newMint(t)
	file := filepath.Join(t.TempDir(), "keys.json")
	if err := os.WriteFile(file, m.set(), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		config Config
		want   string
	}{
		{Config{Issuer: issuerURL, Audience: audience, KeySet: file}, ""},
		{Config{Issuer: issuerURL, Audience: audience, KeySet: "https://issuer.example/keys"}, ""},
		{Config{Issuer: issuerURL, Audience: audience, KeySet: "http://127.0.0.1:1/keys"}, ""},
		{Config{Issuer: issuerURL, Audience: audience, KeySet: "http://issuer.example/keys"}, "in the clear"},
		{Config{Issuer: issuerURL, Audience: audience, KeySet: file + "x"}, "no such file"},
		{Config{Issuer: issuerURL, Audience: audience}, "where its keys are"},
		{Config{Issuer: issuerURL, KeySet: file}, "without an audience"},
		{Config{Issuer: "issuer", Audience: audience, KeySet: file}, "no URL"},
	}
	for _, tt := range tests {
		_, err := New(tt.config)
		if got := fmt.Sprint(err); (err == nil) != (tt.want == "") || !strings.Contains(got, tt.want) {
			t.Errorf("%+v: %v, want %q", tt.config, err, tt.want)
		}
	}
}

// A certified issuer, npm's oidc-provider, makes the tokens. `npm ci` in testdata/provider installs it.
func TestCertifiedIssuer(t *testing.T) {
	const folder = "testdata/provider"
	command := exec.CommandContext(t.Context(), testenv.Node(t, folder), "provider.js", audience)
	command.Dir = folder
	stdin, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		stdin.Close()
		_ = command.Wait()
	}()
	var made struct{ Issuer, Keys, Loader, Reader, Person, Elsewhere, ID string }
	for lines := bufio.NewScanner(stdout); made.ID == "" && lines.Scan(); {
		_ = json.Unmarshal(lines.Bytes(), &made) // it prints notices, too
	}
	i, err := New(Config{Issuer: made.Issuer, Audience: audience, KeySet: made.Keys})
	if err != nil {
		t.Fatal(err)
	}
	type told struct {
		Role      auth.Role
		Name      string
		Automatic bool
		Good      bool
	}
	got := map[string]told{}
	for name, text := range map[string]string{"loader": made.Loader, "reader": made.Reader, "person": made.Person, "elsewhere": made.Elsewhere, "id": made.ID} {
		id, err := i.Verify(t.Context(), text)
		got[name] = told{id.Role, id.Agent.Name, id.Agent.Automatic, err == nil}
		if err == nil && time.Until(id.Expires) > 12*time.Minute {
			t.Errorf("%s: good until %v", name, id.Expires)
		}
	}
	want := map[string]told{
		"loader": {auth.Editor, "", true, true}, "reader": {auth.Reader, "", true, true}, "person": {auth.Editor, "Ann Smith", false, true},
		"elsewhere": {}, "id": {},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
