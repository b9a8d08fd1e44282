package records

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
)

// Content is all that a record says, a field after the other. Its digest tells whether another release says the same.
type Content struct{ sum hash.Hash }

// NewContent is the content of a record without fields.
func NewContent() Content { return Content{sha256.New()} }

// Add adds a field: its name as the file has it, and its value.
func (c Content) Add(name, value string) {
	for _, part := range [...]string{name, "\x1f", value, "\x1e"} { // the separators of ASCII, which stand in no text
		_, _ = io.WriteString(c.sum, part) // a hash takes everything
	}
}

// Digest is the digest of what was added.
func (c Content) Digest() string { return hex.EncodeToString(c.sum.Sum(nil)) }
