package claim

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// hashDigits is the length of the hashes in the ids of claims, citations and conflicts: 128 bits.
const hashDigits = 32

// contentHash writes what makes a thing that thing, and hashes it into its id. A claim is everything that it says, so that
// two sources that say the same make one claim; where it stands and when the graph learned it are no part of it. Spelling
// is none either (canonical.go), unless the hash is of what is written, as ids once were.
type contentHash struct {
	text      []byte // a line a field: its name, '=', its value in quotes as strconv.Quote has it
	asWritten bool
}

// contentHashes is a pool: a load makes an id for every claim and every citation.
var contentHashes = sync.Pool{New: func() any { return new(contentHash) }}

func newContentHash() *contentHash {
	i := contentHashes.Get().(*contentHash)
	i.text, i.asWritten = i.text[:0], false
	return i
}

func (i *contentHash) add(field, value string) {
	if value != "" {
		i.text = append(append(i.text, field...), '=')
		i.text = append(appendQuoted(i.text, value), '\n')
	}
}

// appendQuoted is strconv.AppendQuote, faster where nothing is to be escaped.
func appendQuoted(dst []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= utf8.RuneSelf-1 || c == '"' || c == '\\' {
			return strconv.AppendQuote(dst, s)
		}
	}
	return append(append(append(dst, '"'), s...), '"')
}

// noun adds words that mean the same in capitals.
func (i *contentHash) noun(field, words string) {
	if !i.asWritten {
		words = FoldCase(words)
	}
	i.add(field, words)
}

func (i *contentHash) when(field string, w When) {
	date := w.EDTF
	if !i.asWritten {
		date = date.canonical()
	}
	i.add(field, string(date))
	i.add(field+"Wording", w.Wording)
	i.add(field+"Basis", w.Basis)
}

func (i *contentHash) quantity(field string, q *Quantity) {
	switch {
	case q == nil:
	case i.asWritten:
		i.add(field, q.String())
	default:
		i.add(field, q.canonical().String())
	}
}

// id is the id by what was added. It ends the use of the hash.
func (i *contentHash) id(prefix string) ID {
	sum := sha256.Sum256(i.text)
	contentHashes.Put(i)
	var digits [hashDigits]byte
	hex.Encode(digits[:], sum[:hashDigits/2])
	return ID(prefix + string(digits[:]))
}

// ContentID is the id of a claim by what it says, however it is spelled. It panics on a type that this package does not
// define.
func ContentID(c Claim) ID { return newContentHash().claim(c) }

// WrittenID is the id that a claim had by what it says as it is written, when 500 and 500.00 were not the same. Dumps of that
// time are of it.
func WrittenID(c Claim) ID {
	i := newContentHash()
	i.asWritten = true
	return i.claim(c)
}

func (i *contentHash) claim(c Claim) ID {
	i.says(c)
	return i.id(ClaimPrefix)
}

// Differences is the fields in which two claims say something else, in the order of letters; of a date its wording and its
// basis are no fields of their own. Fields are named as in claims files. Spelling makes no difference.
func Differences(a, b Claim) []string {
	said := [2]map[string]string{}
	for n, c := range []Claim{a, b} {
		var i contentHash
		i.says(c)
		said[n] = map[string]string{}
		for line := range strings.Lines(string(i.text)) {
			field, _, _ := strings.Cut(line, "=")
			field = strings.TrimSuffix(strings.TrimSuffix(field, "Wording"), "Basis")
			said[n][field] += line
		}
	}
	var out []string
	for field, line := range said[0] {
		if said[1][field] != line {
			out = append(out, field)
		}
	}
	for field := range said[1] {
		if _, both := said[0][field]; !both {
			out = append(out, field)
		}
	}
	slices.Sort(out)
	return out
}

// says writes everything that a claim says.
func (i *contentHash) says(c Claim) {
	switch c := c.(type) {
	case *Relationship:
		i.relationship(c)
	case *Measure:
		i.add("about", string(c.About))
		i.noun("metric", c.Metric)
		i.quantity("figure", &c.Value)
		i.add("place", string(c.Place))
		i.noun("scope", c.Scope)
	case *Attribute:
		i.add("about", string(c.About))
		i.add("property", c.Property)
		i.add("value", c.Value)
		i.when("date", c.Date)
		i.add("language", c.Language)
		i.add("nameKind", string(c.NameKind))
	default:
		panic(fmt.Sprintf("graph: claim of type %T", c))
	}
	a := c.Base()
	i.add("certainty", string(a.Certainty))
	i.add("status", string(a.Status))
	i.when("holds", a.ValidTime)
	i.add("reference", a.Reference)
	i.add("statedBy", string(a.StatedBy))
	i.add("includedIn", string(a.IncludedIn))
	for _, from := range a.DerivedFrom {
		i.add("derivedFrom", string(from))
	}
}

func (i *contentHash) relationship(r *Relationship) {
	i.add("subject", string(r.Subject))
	i.add("kind", string(r.Kind))
	i.add("object", string(r.Object))
	i.noun("role", r.Role)
	i.quantity("amount", r.Amount)
	i.add("instrument", string(r.Instrument))
	i.noun("purpose", r.Purpose)
	i.add("via", string(r.FundedThrough))
	i.add("recipient", string(r.Recipient))
	i.quantity("quantity", r.Quantity)
}

// CitationID is the id of one citation of one claim. That of a field is made of its record, the field and its text, and not
// of where the record stands: rows that are inserted or sorted change no citation.
func CitationID(claim ID, c Citation) ID {
	i := newContentHash()
	i.add("claim", string(claim))
	i.add("document", string(c.Document))
	if c.Record != "" {
		i.add("record", string(c.Record))
		i.add("field", c.Field)
		i.add("digest", c.Digest)
		return i.id(CitationPrefix)
	}
	i.add("start", strconv.Itoa(c.Start))
	i.add("end", strconv.Itoa(c.End))
	i.add("digest", c.Digest)
	i.add("locator", c.Locator)
	return i.id(CitationPrefix)
}

// ConflictID is the id of a conflict between claims, which come in the order of their ids.
func ConflictID(claims []ID, reason string) ID {
	i := newContentHash()
	for _, id := range claims {
		i.add("claim", string(id))
	}
	i.add("reason", reason)
	return i.id(ConflictPrefix)
}

// HashedID is an id of a prefix and the hash of some fields, each a name and a value, in their order. A field without a
// value counts for nothing.
func HashedID(prefix string, fields ...[2]string) ID {
	h := newContentHash()
	for _, f := range fields {
		h.add(f[0], f[1])
	}
	return h.id(prefix)
}
