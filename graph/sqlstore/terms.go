package sqlstore

import (
	"context"
	"crypto/sha256"
	"fmt"
	"sync"

	"github.com/cayleygraph/quad"
	"github.com/jackc/pgx/v5"

	"whence/graph/quadstore"
	"whence/graph/store"
)

// key finds a term, or a claim by its digits.
type key struct {
	sum   [16]byte
	claim bool
}

// head is what many terms share.
type head struct {
	kind byte
	text string
}

// maxHeads is from how many heads on an IRI whose head is new is kept whole.
const maxHeads = 1 << 14

// keyOf is the key of a term; its parts are of use for what is no claim.
func keyOf(prefix string, v quad.Value) (key, quadstore.LexicalTerm, error) {
	if digits, ok := quadstore.ClaimDigits(prefix, v); ok {
		return key{digits, true}, quadstore.LexicalTerm{}, nil
	}
	t, err := quadstore.SplitTerm(v)
	if err != nil {
		return key{}, t, err
	}
	return key{sum: sumOf(t)}, t, nil
}

// sumOf is the first half of the SHA-256 of a term, however it is split.
func sumOf(t quadstore.LexicalTerm) (out [16]byte) {
	var room [256]byte
	b := append(room[:0], t.Kind)
	if !t.IsIRI() { // whose head is a part of it
		b = append(append(b, t.Head...), 0)
		sum := sha256.Sum256(append(b, t.Tail...))
		return [16]byte(sum[:16])
	}
	sum := sha256.Sum256(append(append(b, t.Head...), t.Tail...))
	return [16]byte(sum[:16])
}

// heads is the heads that there are, by number, and their numbers. It only grows.
type heads struct {
	lock   sync.RWMutex
	of     []head
	number map[head]int32
}

func (h *heads) find(of head) (int32, bool) {
	h.lock.RLock()
	defer h.lock.RUnlock()
	n, ok := h.number[of]
	return n, ok
}

func (h *heads) at(n int32) (head, bool) {
	h.lock.RLock()
	defer h.lock.RUnlock()
	if n < 0 || int(n) >= len(h.of) {
		return head{}, false
	}
	return h.of[n], true
}

// set replaces the heads from a number on.
func (h *heads) set(from int, of []head) {
	h.lock.Lock()
	defer h.lock.Unlock()
	for _, old := range h.of[from:] {
		delete(h.number, old)
	}
	h.of = append(h.of[:from:from], of...)
	if h.number == nil {
		h.number = map[head]int32{}
	}
	for i, fresh := range of {
		h.number[fresh] = int32(from + i)
	}
}

func (h *heads) len() int {
	h.lock.RLock()
	defer h.lock.RUnlock()
	return len(h.of)
}

// readHeads reads the heads that there are, up to as many as a version has.
func (s *Store) readHeads(ctx context.Context, count int) error {
	from := s.heads.len()
	if from >= count {
		return nil
	}
	var fresh []head
	err := s.query(ctx, `select kind, text from %s.head where id >= $1 and id < $2 order by id`, []any{from, count}, func(row pgx.Rows) error {
		var kind int16
		var text []byte
		err := row.Scan(&kind, &text)
		fresh = append(fresh, head{byte(kind), string(text)})
		return err
	})
	if err == nil && len(fresh) != count-from {
		err = fmt.Errorf("%s: %d heads, want %d: %w", s.log.Address(), from+len(fresh), count, quadstore.ErrCorrupt)
	}
	if err == nil {
		s.heads.set(from, fresh)
	}
	return err
}

// keysOf is the keys of terms; what is no term has none, and isTerm says so.
func (s *Store) keysOf(terms []quad.Value) (keys []key, isTerm []bool) {
	keys, isTerm = make([]key, len(terms)), make([]bool, len(terms))
	for i, v := range terms {
		if v == nil {
			continue
		}
		k, _, err := keyOf(s.prefix, v)
		keys[i], isTerm[i] = k, err == nil
	}
	return keys, isTerm
}

// find is the IDs of keys as of the latest rows; 0 for none.
func (s *Store) find(ctx context.Context, dst []store.ID, keys []key, wanted []bool) error {
	var terms, claims []pgUUID
	asked := map[key]bool{}
	s.ids.get(keys, dst, func(i int) {
		if !wanted[i] || asked[keys[i]] {
			return
		}
		if asked[keys[i]] = true; keys[i].claim {
			claims = append(claims, keys[i].sum)
		} else {
			terms = append(terms, keys[i].sum)
		}
	})
	if len(asked) == 0 {
		return nil
	}
	var found []key
	var ids []store.ID
	reading := func(claim bool) func(pgx.Rows) error {
		return func(row pgx.Rows) error {
			raw := row.RawValues()
			found = append(found, key{[16]byte(raw[0]), claim})
			ids = append(ids, idOf(int4(raw[1])))
			return nil
		}
	}
	var queries []statement
	if len(terms) > 0 {
		queries = append(queries, statement{`select key, id from %s.term_key where key = any($1::uuid[])`, []any{terms}, reading(false)})
	}
	if len(claims) > 0 {
		queries = append(queries, statement{`select digits, id from %s.claim_key where digits = any($1::uuid[])`, []any{claims}, reading(true)})
	}
	if err := s.together(ctx, queries); err != nil {
		return err
	}
	s.ids.put(found, ids)
	by := make(map[key]store.ID, len(found))
	for i, k := range found {
		by[k] = ids[i]
	}
	for i, k := range keys {
		if dst[i] == 0 && wanted[i] {
			dst[i] = by[k]
		}
	}
	return nil
}

// readTerms reads the terms of IDs that are no claims, and the digits of those that are; what there is not stays zero.
func (s *Store) readTerms(ctx context.Context, ids []store.ID, terms []quadstore.LexicalTerm, digits [][16]byte) error {
	var termIDs, claimIDs []store.ID
	s.terms.get(ids, terms, func(i int) {
		if ids[i] != 0 && !ids[i].IsClaim() {
			termIDs = append(termIDs, ids[i])
		}
	})
	s.digits.get(ids, digits, func(i int) {
		if ids[i].IsClaim() {
			claimIDs = append(claimIDs, ids[i])
		}
	})
	var queries []statement
	freshTerms, freshDigits := map[store.ID]quadstore.LexicalTerm{}, map[store.ID][16]byte{}
	if len(termIDs) > 0 {
		queries = append(queries, statement{`select id, head, tail from %s.term where id = any($1::int4[])`, []any{storedIDs(termIDs)}, func(row pgx.Rows) error {
			raw := row.RawValues()
			h, ok := s.heads.at(int4(raw[1]))
			if !ok {
				return fmt.Errorf("%s: term %d has head %d, which there is not: %w", s.log.Address(), idOf(int4(raw[0])), int4(raw[1]), quadstore.ErrCorrupt)
			}
			freshTerms[idOf(int4(raw[0]))] = quadstore.LexicalTerm{Kind: h.kind, Head: h.text, Tail: string(raw[2])}
			return nil
		}})
	}
	if len(claimIDs) > 0 {
		queries = append(queries, statement{`select id, digits from %s.claim where id = any($1::int4[])`, []any{storedIDs(claimIDs)}, func(row pgx.Rows) error {
			raw := row.RawValues()
			freshDigits[idOf(int4(raw[0]))] = [16]byte(raw[1])
			return nil
		}})
	}
	if len(queries) == 0 {
		return nil
	}
	if err := s.together(ctx, queries); err != nil {
		return err
	}
	putAll(&s.terms, freshTerms)
	putAll(&s.digits, freshDigits)
	for i, id := range ids {
		if t, ok := freshTerms[id]; ok {
			terms[i] = t
		}
		if d, ok := freshDigits[id]; ok {
			digits[i] = d
		}
	}
	return nil
}

func putAll[K comparable, V any](c *cache[K, V], fresh map[K]V) {
	keys, values := make([]K, 0, len(fresh)), make([]V, 0, len(fresh))
	for k, v := range fresh {
		keys, values = append(keys, k), append(values, v)
	}
	c.put(keys, values)
}
