package quadstore

import (
	"context"
	"encoding/binary"
	"fmt"
	"iter"

	"github.com/cayleygraph/quad"

	"whence/graph/store"
)

// gatherStep is how many terms are gathered at a time.
const gatherStep = 1 << 14

// Gather makes a store in memory of everything that another one holds, at the same version and with the same IDs. IRIs of claims
// begin with a prefix.
func Gather(ctx context.Context, claimPrefix string, from store.Snapshot, side iter.Seq2[SideRecord, error]) (*Store, error) {
	s, err := Open(ctx, Options{ClaimPrefix: claimPrefix})
	if err != nil {
		return nil, err
	}
	if err := s.gather(ctx, from, side); err != nil {
		return nil, closed(err, s)
	}
	return s, nil
}

func closed(err error, s *Store) error {
	_ = s.Close() // it is in memory, and the error says more
	return err
}

func (s *Store) gather(ctx context.Context, from store.Snapshot, side iter.Seq2[SideRecord, error]) error {
	next, stats := *s.Snapshot(), from.Stats()
	p := newPendingTerms(next.dictionary, dictionaryShards)
	if err := p.gather(ctx, from, stats); err != nil {
		return err
	}
	next.termStore = p.fresh.termStore
	w := newBaseBuilder(next.allIDs(), stats.Quads)
	for q, err := range from.Scan(ctx, 0) {
		if err == nil {
			err = w.add(q)
		}
		if err != nil {
			return err
		}
	}
	for r, err := range side {
		if err != nil {
			return err
		}
		s.memory.put([]SideRecord{r})
	}
	next.base, next.version = w.finish(), from.Version()
	next.stats = Stats{Quads: next.base.quads(), Terms: next.terms(), Claims: next.claims.Len(), Nodes: next.base.nodes(&next.termStore)}
	if next.stats != stats {
		return fmt.Errorf("gathered %+v, want %+v: %w", next.stats, stats, ErrCorrupt)
	}
	next.dictionary = p.publish()
	s.current.Store(&next)
	return nil
}

// gather takes the terms of a snapshot in the order of their IDs.
func (p *pendingTerms) gather(ctx context.Context, from store.Snapshot, stats Stats) error {
	ids, values, keys := make([]ID, gatherStep), make([]quad.Value, gatherStep), make([]store.ClaimKey, gatherStep)
	for n := 0; n < stats.Terms; n += gatherStep {
		some := min(gatherStep, stats.Terms-n)
		for i := range some {
			ids[i] = ID(n + i + 1)
		}
		if err := from.Values(ctx, values[:some], ids[:some]); err != nil {
			return err
		}
		for i, v := range values[:some] {
			id, err := p.intern(v)
			if err == nil && id != ids[i] {
				err = fmt.Errorf("term %d comes to be %d: %w", ids[i], id, ErrCorrupt)
			}
			if err != nil {
				return err
			}
		}
	}
	for n := 0; n < stats.Claims; n += gatherStep {
		some := min(gatherStep, stats.Claims-n)
		for i := range some {
			ids[i] = store.ClaimID(uint32(n + i))
		}
		if err := from.ClaimKeys(ctx, keys[:some], ids[:some]); err != nil {
			return err
		}
		for i, k := range keys[:some] {
			digits := claimKey(binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, k[0]), k[1]))
			id, err := p.internClaim(digits)
			if err == nil && id != ids[i] {
				err = fmt.Errorf("claim %d comes to be %d: %w", ids[i], id, ErrCorrupt)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}
