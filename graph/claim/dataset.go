package claim

import (
	"fmt"
	"strings"
)

// Dataset is one claims file: the documents that were read, the entities that they speak of, and what they claim.
// Loading a dataset again replaces what it said before; its name is what makes it the same one.
type Dataset struct {
	Name     string         // letters, digits, hyphens, dots and slashes: "uk-tech-regions/000"
	Entities []EntityRecord // documents among them
	Claims   []Claim        // each cites documents of this dataset only
}

// EntityRecord is what a dataset says of an entity.
type EntityRecord struct {
	ID          ID
	Name        string
	Aliases     []string
	Identifiers []Identifier
	FormerIDs   []ID // ids that it had before: they answer with it
	URL         string
	Text        DocumentFile // of a document
}

// Key is the identifier as one string, for looking it up: scheme, colon, value.
func (i Identifier) Key() string { return i.Scheme + ":" + i.Value }

// ParseIdentifier reads what key wrote.
func ParseIdentifier(key string) Identifier {
	scheme, value, _ := strings.Cut(key, ":")
	return Identifier{Scheme: scheme, Value: value}
}

// ParseDatasetName checks the form of a dataset's name; the error wraps ErrInvalid.
func ParseDatasetName(s string) (string, error) {
	bad := func(r rune) bool { return notSlug(r) && r != '/' }
	if s == "" || len(s) > maxIDLength || strings.ContainsFunc(s, bad) {
		return "", fmt.Errorf("dataset name %.60q: want lower-case letters, digits, hyphens, dots and slashes: %w", s, ErrInvalid)
	}
	return s, nil
}
