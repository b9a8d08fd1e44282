package commitlog

import "encoding/binary"

// The first bytes of the keys of side records.
const (
	keyCommit   byte = 'c'
	keyEdits    byte = 'e'
	keyPosting  byte = 'i'
	keyRequest  byte = 'k'
	keyMoment   byte = 'm'
	keyProposal byte = 'p'
	keyAsked    byte = 'q'
	keyUndone   byte = 'u'
)

func numbered(kind byte, n uint64) []byte { return binary.BigEndian.AppendUint64([]byte{kind}, n) }

func editsKey(n uint64, chunk int) []byte {
	return binary.BigEndian.AppendUint32(numbered(keyEdits, n), uint32(chunk))
}

// Posting says that a commit has an edit that concerns a value.
type Posting struct {
	Kind  PostingKind
	Value string
}

// PostingKind is what sort of value a posting is about.
type PostingKind byte

// The kinds of postings.
const (
	ByAgent    PostingKind = 'a'
	ByAction   PostingKind = 'w'
	ByClaim    PostingKind = 'c'
	ByEntity   PostingKind = 'e' // has a part in a claim that is edited, or is itself edited
	ByDocument PostingKind = 'd' // an edited claim is cited from it
	ByKind     PostingKind = 'k' // of relationship
	ByDataset  PostingKind = 's'
	Described  PostingKind = 'n' // an entity whose name, identifiers or identity was settled
	Large      PostingKind = 'l' // a commit of too many edits to have postings of claims and entities
)

func (p Posting) prefix() []byte {
	return append(append([]byte{keyPosting, byte(p.Kind)}, p.Value...), 0)
}

func (p Posting) key(n uint64) []byte { return binary.BigEndian.AppendUint64(p.prefix(), n) }

// requestKey is where an agent's idempotency key is looked up.
func requestKey(agent, key string) []byte {
	return append(append(append([]byte{keyRequest}, agent...), 0), key...)
}
