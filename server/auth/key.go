package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Key is what the file of keys says of one. The secret is not in it.
type Key struct {
	ID        string    `yaml:"id"`
	Name      string    `yaml:"name"` // what the agent is called
	Role      Role      `yaml:"role"`
	Automatic bool      `yaml:"automatic,omitempty"` // a program has it
	SHA256    string    `yaml:"sha256"`              // of the whole key, in lower-case hexadecimal
	Created   time.Time `yaml:"created"`
	Expires   time.Time `yaml:"expires,omitempty"` // zero: never
	Revoked   time.Time `yaml:"revoked,omitempty"` // zero: it is not
}

const (
	keyPrefix = "whk_"
	// secretBytes is the length of a secret: what can't be guessed needs no slow hash.
	secretBytes = 32
	idBytes     = 10
)

var keyText = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// NewKey makes a key. The text is its only copy.
func NewKey(name string, role Role) (text string, key Key, err error) {
	if _, err := AgentID(name); err != nil {
		return "", Key{}, err
	}
	var bits [idBytes + secretBytes]byte
	_, _ = rand.Read(bits[:]) // never fails
	id := keyText.EncodeToString(bits[:idBytes])
	text = keyPrefix + id + "_" + keyText.EncodeToString(bits[idBytes:])
	return text, Key{ID: id, Name: name, Role: role, SHA256: digest(text), Created: time.Now().UTC().Truncate(time.Second)}, nil
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// keyID is the id in a key's text, and whether the text could be a key's.
func keyID(text string) (id string, ok bool) {
	rest, ok := strings.CutPrefix(text, keyPrefix)
	id, secret, parted := strings.Cut(rest, "_")
	return id, ok && parted && len(id) == keyText.EncodedLen(idBytes) && len(secret) == keyText.EncodedLen(secretBytes)
}

// opens reports whether text is this key, in a time that does not depend on how much of it is right.
func (k *Key) opens(text string) bool {
	return subtle.ConstantTimeCompare([]byte(digest(text)), []byte(k.SHA256)) == 1
}

// State says in a word why the key is refused at a moment, or "active".
func (k *Key) State(now time.Time) string {
	switch {
	case !k.Revoked.IsZero():
		return "revoked"
	case !k.Expires.IsZero() && !now.Before(k.Expires):
		return "expired"
	}
	return "active"
}

func (k *Key) agent() Agent {
	id, _ := AgentID(k.Name) // checked when it was read
	return Agent{ID: id, Name: k.Name, Automatic: k.Automatic}
}

func (k *Key) check() error {
	_, nameless := AgentID(k.Name)
	sum, err := hex.DecodeString(k.SHA256)
	switch {
	case len(k.ID) != keyText.EncodedLen(idBytes):
		return fmt.Errorf("key %q: the id must have %d characters", k.ID, keyText.EncodedLen(idBytes))
	case nameless != nil:
		return fmt.Errorf("key %s: %w", k.ID, nameless)
	case err != nil || len(sum) != sha256.Size || k.SHA256 != strings.ToLower(k.SHA256):
		return fmt.Errorf("key %s: sha256 must be 64 lower-case hexadecimal digits", k.ID)
	case k.Role < Reader || k.Role > Admin:
		return fmt.Errorf("key %s: the role is missing", k.ID)
	}
	return nil
}

// longestName is how many bytes an agent's name has at most.
const longestName = 100

// Names that no key may take: the graph gives them to writes that no key made.
var reserved = map[string]bool{"before": true, "load": true, "command-line": true, "anonymous": true}

// hashed is what the ids of agents with tokens look like.
var hashed = regexp.MustCompile(`^[0-9a-f]{32}$`)

// AgentID is the id of the agent with a key of that name: agent/ann-smith of "Ann Smith". Names that differ in signs,
// accents and capitals alone are one agent's. A name without a Latin letter or a digit goes by its hash.
func AgentID(name string) (string, error) {
	if len(name) > longestName || !utf8.ValidString(name) || strings.TrimSpace(name) != name || name == "" {
		return "", fmt.Errorf("a name has 1 to %d bytes and no space at its ends", longestName)
	}
	if strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsGraphic(r) }) {
		return "", errors.New("a name has no invisible characters")
	}
	var slug strings.Builder
	apart := false
	for _, r := range strings.ToLower(norm.NFKD.String(name)) {
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			if apart && slug.Len() > 0 {
				slug.WriteByte('-')
			}
			apart = false
			slug.WriteRune(r)
		case !unicode.Is(unicode.Mn, r): // an accent parts no word
			apart = true
		}
	}
	switch {
	case slug.Len() == 0:
		return "agent/name-" + digest(name)[:16], nil
	case reserved[slug.String()] || hashed.MatchString(slug.String()):
		return "", fmt.Errorf("the name %q is kept for others: choose another", name)
	}
	return "agent/" + slug.String(), nil
}
