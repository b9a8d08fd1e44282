// Package issuer checks the access tokens of an OpenID Connect issuer: JWTs after RFC 9068, by go-oidc, with a key set that
// the configuration names and no token can.
//
// It knows tokens and roles, and nothing of requests.
package issuer

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"

	"whence/server/auth"
)

// Config says which issuer is trusted, and with what. All but RoleNames, Now and RolesClaim are required.
type Config struct {
	Issuer   string // its URL, as the tokens' iss has it to the letter
	Audience string // what the tokens' aud must name: this server
	KeySet   string // the URL or the file of its keys, a JWK Set
	// RolesClaim is the claim with the holder's roles: a list of texts, or one text parted by spaces; "roles" if "".
	RolesClaim string
	// RoleNames say which role a value of that claim gives. Without them the values are the names of the roles.
	RoleNames map[string]auth.Role
	Now       func() time.Time // time.Now if nil
}

const (
	// longestToken is how many bytes a token has at most.
	longestToken = 8 << 10
	// skew is how far the issuer's clock may be from ours.
	skew = time.Minute
)

// algorithms are those that a token may be signed by. None of them is symmetric: a public key is no secret.
var algorithms = []jose.SignatureAlgorithm{
	jose.RS256, jose.RS384, jose.RS512, jose.PS256, jose.PS384, jose.PS512, jose.ES256, jose.ES384, jose.ES512, jose.EdDSA,
}

// compact are the characters of a token: base64url and the dots between its parts.
const compact = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."

// Issuer checks tokens. Make it with New.
type Issuer struct {
	config   Config
	verifier *oidc.IDTokenVerifier
}

var _ auth.Verifier = (*Issuer)(nil)

// New reads the key set where it is a file; one at a URL is fetched when the first token comes, so that the issuer need not
// run before the server does.
func New(c Config) (*Issuer, error) {
	if c.RolesClaim == "" {
		c.RolesClaim = "roles"
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	at, err := url.Parse(c.Issuer)
	switch {
	case err != nil || at.Host == "":
		return nil, fmt.Errorf("issuer: %q is no URL", c.Issuer)
	case c.Audience == "":
		return nil, errors.New("issuer: without an audience a token for another service would be good here: give one")
	case c.KeySet == "":
		return nil, errors.New("issuer: where its keys are is missing: give the URL or the file of its JWK Set")
	}
	keys, err := newKeySet(c.KeySet, c.Now)
	if err != nil {
		return nil, err
	}
	signed := make([]string, len(algorithms))
	for i, a := range algorithms {
		signed[i] = string(a)
	}
	return &Issuer{config: c, verifier: oidc.NewVerifier(c.Issuer, keys, &oidc.Config{
		ClientID: c.Audience, SupportedSigningAlgs: signed, Now: c.Now,
		SkipExpiryCheck: true, // times are checked below, with our own skew
	})}, nil
}

// claims are those of a token that are looked at, besides the roles.
type claims struct {
	Expires   *json.Number `json:"exp"`
	Issued    *json.Number `json:"iat"`
	NotBefore *json.Number `json:"nbf"`
	Client    string       `json:"client_id"`
	Party     string       `json:"azp"`
	Name      string       `json:"name"`
	Preferred string       `json:"preferred_username"`
}

// Verify returns whose token it is.
func (i *Issuer) Verify(ctx context.Context, token string) (auth.Identity, error) {
	if len(token) > longestToken {
		return auth.Identity{}, fmt.Errorf("a token of %d bytes: %d are the most", len(token), longestToken)
	}
	if strings.Trim(token, compact) != "" { // what decoders overlook makes one token many
		return auth.Identity{}, errors.New("not a JWT in compact form")
	}
	if err := isAccessToken(token); err != nil {
		return auth.Identity{}, err
	}
	verified, err := i.verifier.Verify(ctx, token)
	if err != nil {
		return auth.Identity{}, quiet(err)
	}
	var c claims
	var all map[string]any
	if err := errors.Join(verified.Claims(&c), verified.Claims(&all)); err != nil {
		return auth.Identity{}, errors.New("claims that are not of their types")
	}
	expires, err := i.times(c)
	if err != nil {
		return auth.Identity{}, err
	}
	if verified.Subject == "" {
		return auth.Identity{}, errors.New("no sub: a token of nobody")
	}
	name := c.Name
	if name == "" {
		name = c.Preferred
	}
	client := c.Client
	if client == "" {
		client = c.Party
	}
	return auth.Identity{
		Agent: auth.Agent{ID: agentID(verified.Issuer, verified.Subject), Name: shown(name), Automatic: client == verified.Subject},
		Role:  i.role(all[i.config.RolesClaim]), Expires: expires,
	}, nil
}

// isAccessToken refuses what is a token of another sort by its header. An ID token says who has logged in somewhere, and
// is handed around; it allows nothing.
func isAccessToken(token string) error {
	signed, err := jose.ParseSignedCompact(token, algorithms)
	if err != nil {
		return errors.New("not a JWT that is signed by an algorithm of the list")
	}
	header := signed.Signatures[0].Header
	switch kind, _ := header.ExtraHeaders[jose.HeaderType].(string); strings.TrimPrefix(strings.ToLower(kind), "application/") {
	case "at+jwt":
		return nil
	default:
		return errors.New("no access token: its header's typ is not at+jwt (RFC 9068)")
	}
}

// quiet keeps of an error what it says without what the token says.
func quiet(err error) error {
	switch text := err.Error(); {
	case errors.Is(err, errKeys):
		return err
	case strings.Contains(text, "different provider"):
		return errors.New("another issuer's")
	case strings.Contains(text, "audience"):
		return errors.New("for another audience")
	}
	return errors.New("its signature or its form is not valid")
}

// times checks when the token is good, and returns when it ends.
func (i *Issuer) times(c claims) (expires time.Time, err error) {
	now := i.config.Now()
	if c.Expires == nil {
		return time.Time{}, errors.New("no exp: it would have no end")
	}
	if expires, err = moment(c.Expires); err != nil {
		return time.Time{}, err
	}
	if !now.Before(expires.Add(skew)) {
		return time.Time{}, errors.New("expired")
	}
	for _, begin := range []*json.Number{c.NotBefore, c.Issued} {
		if begin == nil {
			continue
		}
		from, err := moment(begin)
		if err != nil {
			return time.Time{}, err
		}
		if now.Add(skew).Before(from) {
			return time.Time{}, errors.New("not good yet, or made in the future")
		}
	}
	return expires.Add(skew), nil
}

// farthest is a moment, in seconds, that no token of sense reaches.
const farthest = 1 << 36

func moment(n *json.Number) (time.Time, error) {
	seconds, err := n.Float64()
	if err != nil || seconds < 0 || seconds > farthest {
		return time.Time{}, errors.New("a time that is none")
	}
	return time.Unix(int64(seconds), 0), nil
}

// role is the greatest that the claim gives; whoever has a token may read.
func (i *Issuer) role(claim any) auth.Role {
	var values []string
	switch claim := claim.(type) {
	case string:
		values = strings.Fields(claim)
	case []any:
		for _, v := range claim {
			if text, ok := v.(string); ok {
				values = append(values, text)
			}
		}
	}
	greatest := auth.Reader
	for _, v := range values {
		role, ok := i.config.RoleNames[v]
		if len(i.config.RoleNames) == 0 {
			parsed, err := auth.ParseRole(v)
			role, ok = parsed, err == nil
		}
		if ok {
			greatest = max(greatest, role)
		}
	}
	return greatest
}

// agentID is the id of a subject of an issuer: neither may be guessed from it, nor can a key have one like it.
func agentID(issuer, subject string) string {
	sum := sha256.Sum256([]byte(issuer + "\x00" + subject))
	return "agent/" + hex.EncodeToString(sum[:16])
}

// shown is a name as it may be shown.
func shown(name string) string {
	if _, err := auth.AgentID(name); err != nil {
		return ""
	}
	return name
}
