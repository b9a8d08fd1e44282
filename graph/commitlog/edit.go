package commitlog

import (
	"crypto/sha256"
	"fmt"
)

// Edit is one thing that a commit changed. Which fields it has depends on its kind.
type Edit struct {
	Kind      EditKind
	Subject   string   // the id of the claim, entity, judgement, assessment or document
	Other     string   // the claim that it revises, or that revises it
	Citations []string // the ids of citations: those that it was asserted with, the one that it gained or lost
	Withdrawn bool     // the judgement or the assessment was taken back

	NameBefore, NameAfter string   // of an entity
	Added, Removed        []string // identifiers, "scheme:value uri"
	Was                   EditKind // of what was erased
	ErasedBy              uint64
	Rewritten             []Rewritten // of the first edit of a commit that erases: the commits whose edits it wrote anew
}

// EditKind says what an edit is.
type EditKind uint8

// The kinds of edits. Their numbers are recorded and never change.
const (
	ClaimAsserted EditKind = iota + 1
	ClaimRetracted
	ClaimCited
	ClaimUncited
	ClaimAssessed
	EntityDescribed
	IdentityDecided
	DocumentAdded
	Erased
)

var editNames = [...]string{
	ClaimAsserted: "ClaimAsserted", ClaimRetracted: "ClaimRetracted", ClaimCited: "ClaimCited", ClaimUncited: "ClaimUncited",
	ClaimAssessed: "ClaimAssessed", EntityDescribed: "EntityDescribed", IdentityDecided: "IdentityDecided",
	DocumentAdded: "DocumentAdded", Erased: "Erased",
}

// String is the name of the edit's type in the API.
func (k EditKind) String() string {
	if int(k) < len(editNames) && k > 0 {
		return editNames[k]
	}
	return fmt.Sprintf("EditKind(%d)", uint8(k))
}

// IsClaim reports whether the edit's subject is a claim.
func (k EditKind) IsClaim() bool { return k >= ClaimAsserted && k <= ClaimUncited }

// editsVersion begins every record of edits.
const editsVersion = 1

// editsARecord is how many edits a record holds.
const editsARecord = 512

// The fields of an edit that are there.
const (
	hasOther = 1 << iota
	hasCitations
	isWithdrawn
	hasNames
	hasIdentifiers
	isErased
	hasRewritten
)

func encodeEdits(edits []Edit) []byte {
	w := writer{buf: []byte{editsVersion}}
	for i := range edits {
		w.edit(&edits[i])
	}
	return w.buf
}

func (w *writer) edit(e *Edit) {
	flags := uint64(0)
	set := func(is bool, flag uint64) {
		if is {
			flags |= flag
		}
	}
	set(e.Other != "", hasOther)
	set(len(e.Citations) > 0, hasCitations)
	set(e.Withdrawn, isWithdrawn)
	set(e.NameBefore != "" || e.NameAfter != "", hasNames)
	set(len(e.Added)+len(e.Removed) > 0, hasIdentifiers)
	set(e.Was != 0, isErased)
	set(len(e.Rewritten) > 0, hasRewritten)
	w.buf = append(w.buf, byte(e.Kind), byte(flags))
	w.id(e.Subject)
	if flags&hasOther != 0 {
		w.id(e.Other)
	}
	if flags&hasCitations != 0 {
		w.list(e.Citations, w.id)
	}
	if flags&hasNames != 0 {
		w.text(e.NameBefore)
		w.text(e.NameAfter)
	}
	if flags&hasIdentifiers != 0 {
		w.list(e.Added, w.text)
		w.list(e.Removed, w.text)
	}
	if flags&isErased != 0 {
		w.number(uint64(e.Was))
		w.number(e.ErasedBy)
	}
	if flags&hasRewritten != 0 {
		w.number(uint64(len(e.Rewritten)))
		for i := range e.Rewritten {
			w.number(e.Rewritten[i].Commit)
			w.buf = append(w.buf, e.Rewritten[i].Digest[:]...)
		}
	}
}

func parseEdits(b []byte) ([]Edit, error) {
	if len(b) == 0 || b[0] != editsVersion {
		return nil, fmt.Errorf("record of edits of %d bytes, version unknown: %w", len(b), ErrCorrupt)
	}
	r := reader{buf: b[1:]}
	var edits []Edit
	for len(r.buf) > 0 && !r.failed {
		edits = append(edits, r.edit())
	}
	if r.failed {
		return nil, fmt.Errorf("record of edits: %w", ErrCorrupt)
	}
	return edits, nil
}

func (r *reader) edit() Edit {
	head := r.bytes(2)
	if r.failed {
		return Edit{}
	}
	flags := uint64(head[1])
	e := Edit{Kind: EditKind(head[0]), Subject: r.id(), Withdrawn: flags&isWithdrawn != 0}
	if flags&hasOther != 0 {
		e.Other = r.id()
	}
	if flags&hasCitations != 0 {
		e.Citations = r.list(r.id)
	}
	if flags&hasNames != 0 {
		e.NameBefore, e.NameAfter = r.text(), r.text()
	}
	if flags&hasIdentifiers != 0 {
		e.Added, e.Removed = r.list(r.text), r.list(r.text)
	}
	if flags&isErased != 0 {
		e.Was, e.ErasedBy = EditKind(r.number()), r.number()
	}
	if flags&hasRewritten != 0 {
		for n := r.number(); n > 0 && !r.failed; n-- {
			of := Rewritten{Commit: r.number()}
			copy(of.Digest[:], r.bytes(sha256.Size))
			e.Rewritten = append(e.Rewritten, of)
		}
	}
	return e
}
