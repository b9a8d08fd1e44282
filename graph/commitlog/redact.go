package commitlog

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"iter"
	"slices"

	"whence/graph/quadstore"
)

// Redaction takes something out of a log for good: the edits, postings and proposals that name it. Commits stay as they were
// recorded, and so does their chain: what was taken out of a commit's edits is vouched for by the commit that did it.
type Redaction struct {
	Erased   func(id string) bool   // whether a claim, citation, entity, judgement, assessment or document is taken out
	Mentions func(text string) bool // whether a text names it
	By       uint64                 // the number of the commit that does it: the next of the log

	Rewritten []Rewritten // filled by Records: the commits whose edits are written anew, in their order
	Edits     int         // filled by Records: that Erased ones stand for now
	Proposals int         // filled by Records: that lost what they asked for
	Naming    []uint64    // filled by Records: commits whose reasons name what was erased; they are part of the chain and stay

	reading uint64    // the commit whose edits are read
	digest  hash.Hash // of them
}

// Rewritten says that the edits of an earlier commit were written anew without what was erased, and with what digest.
type Rewritten struct {
	Commit uint64
	Digest [sha256.Size]byte
}

// Records yields the records of a store's log without what is erased, in the order of their keys. Side records that are not of
// a log are not among them.
func (r *Redaction) Records(ctx context.Context, store *quadstore.Store) iter.Seq2[quadstore.SideRecord, error] {
	return func(yield func(quadstore.SideRecord, error) bool) {
		log := &Log{store}
		for record, err := range store.SideRange(ctx, nil, nil, quadstore.Ascending) {
			keep := err != nil
			if err == nil {
				record, keep, err = r.record(log, record)
			}
			if err != nil || keep {
				if !yield(record, err) || err != nil {
					return
				}
			}
		}
		r.finish(0)
	}
}

// Commit is the records of the commit that erases, behind the head that the log has: one edit for each thing that is taken
// out, by the kind of edit that it once was.
func (r *Redaction) Commit(head Head, c *Commit, erased []EditKind) []quadstore.SideRecord {
	edits := new(Edits)
	for i, was := range erased {
		e := Edit{Kind: Erased, Was: was, ErasedBy: r.By}
		if i == 0 {
			e.Rewritten = r.Rewritten
		}
		edits.Add(e)
	}
	_, records := head.Append(c, edits, nil, nil)
	return records
}

// record is a record without what is erased; keep is false where nothing of it stays.
func (r *Redaction) record(log *Log, record quadstore.SideRecord) (_ quadstore.SideRecord, keep bool, err error) {
	switch record.Key[0] {
	case keyCommit:
		c, err := parseCommit(record.Value)
		if err == nil && r.Mentions(c.Reason) {
			r.Naming = append(r.Naming, c.Number)
		}
		return record, true, err
	case keyEdits:
		record.Value, err = r.edits(binary.BigEndian.Uint64(record.Key[1:]), record.Value)
		return record, true, err
	case keyPosting:
		if len(record.Key) < len("ik")+1+8 {
			return record, false, ErrCorrupt
		}
		return record, !r.Erased(string(record.Key[2 : len(record.Key)-9])), nil
	case keyRequest:
		if r.Mentions(string(record.Value)) {
			record.Value, err = withoutWarnings(record.Value)
		}
		return record, true, err
	case keyProposal, keyAsked:
		return r.proposal(log, record)
	case keyMoment, keyUndone:
		return record, true, nil
	}
	return record, false, nil
}

// edits is a record of a commit's edits, of which those that name what is erased are Erased.
func (r *Redaction) edits(number uint64, value []byte) ([]byte, error) {
	r.finish(number)
	edits, err := parseEdits(value)
	if err != nil {
		return nil, err
	}
	changed := false
	for i := range edits {
		if r.edit(&edits[i]) {
			changed = true
		}
	}
	if changed {
		value = encodeEdits(edits)
		if n := len(r.Rewritten); n == 0 || r.Rewritten[n-1].Commit != number {
			r.Rewritten = append(r.Rewritten, Rewritten{Commit: number})
		}
	}
	r.digest.Write(value)
	return value, nil
}

// finish notes the digest of the commit whose edits have been read, and begins with those of another.
func (r *Redaction) finish(number uint64) {
	if r.reading == number {
		return
	}
	if n := len(r.Rewritten); n > 0 && r.Rewritten[n-1].Commit == r.reading {
		r.digest.Sum(r.Rewritten[n-1].Digest[:0])
	}
	r.reading, r.digest = number, sha256.New()
}

// edit takes what is erased out of an edit, and reports whether there was any.
func (r *Redaction) edit(e *Edit) bool {
	if e.Kind == Erased {
		return false
	}
	if r.Erased(e.Subject) || slices.ContainsFunc([]string{e.NameBefore, e.NameAfter}, r.Mentions) {
		*e = Edit{Kind: Erased, Was: e.Kind, ErasedBy: r.By}
		r.Edits++
		return true
	}
	changed := false
	if e.Other != "" && r.Erased(e.Other) {
		e.Other, changed = "", true
	}
	for _, list := range []*[]string{&e.Citations, &e.Added, &e.Removed} {
		n := len(*list)
		*list = slices.DeleteFunc(*list, func(s string) bool { return r.Erased(s) || r.Mentions(s) })
		changed = changed || len(*list) < n
	}
	return changed
}

// proposal is the record of a proposal, or of what it asks for. One that names what is erased asks for nothing any more.
func (r *Redaction) proposal(log *Log, record quadstore.SideRecord) (_ quadstore.SideRecord, keep bool, err error) {
	number := binary.BigEndian.Uint64(record.Key[1:])
	p, err := log.Proposal(number)
	if err != nil || p == nil {
		return record, true, err
	}
	request, err := log.RequestOf(number)
	if err != nil || !slices.ContainsFunc(p.About, r.Erased) && !slices.ContainsFunc([]string{request, p.Reason, p.Decision}, r.Mentions) {
		return record, true, err
	}
	if record.Key[0] == keyAsked {
		return p.Asked(""), true, nil
	}
	r.Proposals++
	p.Reason, p.Decision = "", ""
	p.About = slices.DeleteFunc(p.About, r.Erased)
	if p.State == Waiting {
		p.State = Withdrawn
	}
	return p.Record(), true, nil
}

// withoutWarnings is the record of a request without its warnings, which are in words.
func withoutWarnings(value []byte) ([]byte, error) {
	request, err := parseRequest(value)
	if err != nil {
		return nil, err
	}
	request.Warnings = nil
	return request.Record("", "").Value, nil
}
