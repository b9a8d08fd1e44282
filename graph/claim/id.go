package claim

import (
	"fmt"
	"strings"
)

// ID names an entity, a claim or a conflict: "organisation/acme-trust", "claim/" and 32 hexadecimal digits. Ids are
// readable, stable over reloads and independent of the order of loading. The zero value names nothing.
type ID string

const maxIDLength = 200

// What the ids begin with that are not of entities.
const (
	ClaimPrefix    = "claim/"
	CitationPrefix = "citation/"
	ConflictPrefix = "conflict/"

	RecordPrefix = "record/"

	JudgementPrefix  = "judgement/"
	AssessmentPrefix = "assessment/"
)

// ParseID checks that s has the form of an id: a kind, a slash, and a slug of lower-case letters, digits, dots and
// hyphens. It says nothing of whether the graph knows it. The error wraps ErrInvalid.
func ParseID(s string) (ID, error) {
	prefix, slug, found := strings.Cut(s, "/")
	if !found || slug == "" || len(s) > maxIDLength {
		return "", fmt.Errorf("id %.60q: want kind/name of at most %d characters, such as organisation/acme-trust: %w", s, maxIDLength, ErrInvalid)
	}
	if i := strings.IndexFunc(slug, notSlug); i >= 0 {
		return "", fmt.Errorf("id %.60q: only lower-case letters, digits, dots and hyphens may follow the slash: %w", s, ErrInvalid)
	}
	if slug == "." || slug == ".." { // which addresses read as steps
		return "", fmt.Errorf("id %.60q: want a name after the slash, not dots alone: %w", s, ErrInvalid)
	}
	switch prefix + "/" {
	case ClaimPrefix, ConflictPrefix, CitationPrefix, RecordPrefix, JudgementPrefix, AssessmentPrefix:
		if !isHash(slug) {
			return "", fmt.Errorf("id %.60q: want %d hexadecimal digits after the slash: %w", s, hashDigits, ErrInvalid)
		}
		return ID(s), nil
	}
	if KindOf(s) == "" {
		return "", fmt.Errorf("id %.60q: %w", s, errUnknownPrefix(prefix))
	}
	return ID(s), nil
}

func notSlug(r rune) bool {
	return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' && r != '.'
}

func isHash(s string) bool {
	return len(s) == hashDigits && strings.Trim(s, "0123456789abcdef") == ""
}

// IsClaim reports whether the id is a claim's.
func (id ID) IsClaim() bool { return strings.HasPrefix(string(id), ClaimPrefix) }

// IsConflict reports whether the id is a conflict's.
func (id ID) IsConflict() bool { return strings.HasPrefix(string(id), ConflictPrefix) }

// Kind is the kind of entity that the id names, "" where it names none.
func (id ID) Kind() EntityKind { return KindOf(id) }
