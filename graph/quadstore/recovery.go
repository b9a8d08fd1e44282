package quadstore

import (
	"context"
	"fmt"

	"github.com/cockroachdb/pebble/v2"
	"golang.org/x/sync/errgroup"
)

// recoverSnapshot reads a whole store into a snapshot: the quads on one core, the
// dictionary on another, the side records beside them. What it reads is counted and its digest compared with
// what the store says of itself, so a record that is missing, of another time or
// twice there is found out, as Pebble's checksums find one that is damaged.
func (d *diskStore) recoverSnapshot(ctx context.Context, from pebble.Reader, m meta) (*Snapshot, error) {
	s := &Snapshot{dictionary: newDictionary(m.claimPrefix), version: m.version}
	var sums [3]uint64
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		return d.logger.Guard(func() (err error) {
			s.base, sums[0], err = d.readQuads(ctx, from, m)
			return err
		})
	})
	g.Go(func() error {
		return d.logger.Guard(func() (err error) {
			sums[1], err = d.readDictionary(ctx, from, &s.dictionary)
			return err
		})
	})
	g.Go(func() error {
		return d.logger.Guard(func() (err error) {
			sums[2], err = d.readSide(ctx, from)
			return err
		})
	})
	if err := g.Wait(); err != nil {
		return nil, err
	}
	s.stats = Stats{
		Quads: s.base.quads(), Terms: s.terms(), Claims: s.claims.Len(),
		Nodes: s.base.nodes(&s.termStore),
	}
	if sum := sums[0] + sums[1] + sums[2]; sum != m.digest || metaOf(s, m.digest) != m {
		return nil, fmt.Errorf("holds %+v, digest %x, should be %+v: %w", s.stats, sum, m, ErrCorrupt)
	}
	return s, nil
}

func (d *diskStore) readQuads(ctx context.Context, from pebble.Reader, m meta) (b *base, sum uint64, err error) {
	if m.quads > maxQuads || m.terms >= uint32(firstClaim) || m.claims > uint32(firstClaim) {
		return nil, 0, fmt.Errorf("%+v: %w", m, ErrCorrupt)
	}
	w := newBaseBuilder(denseIDs{terms: m.terms, lowTerm: 1, claims: m.claims, lowClaim: firstClaim}, int(m.quads))
	known := func(id ID) bool { return id.IsClaim() && id-firstClaim < ID(m.claims) || id-1 < ID(m.terms) }
	err = d.each(ctx, from, keyQuad, func(r record) error {
		q, err := quadOfKey(r.key)
		if err != nil {
			return err
		}
		if !known(q.Subject) || !known(q.Predicate) || !known(q.Object) || q.Label != 0 && !known(q.Label) {
			return fmt.Errorf("quad %v of unknown terms: %w", q, ErrCorrupt)
		}
		sum += r.hash()
		return w.add(q)
	})
	if err != nil {
		return nil, 0, err
	}
	return w.finish(), sum, nil
}

func (d *diskStore) readDictionary(ctx context.Context, from pebble.Reader, dict *dictionary) (sum uint64, err error) {
	parts := []struct {
		kind byte
		read func(record) error
	}{
		{keyHeads, dict.readHeads}, {keyTerms, dict.readTerms}, {keyClaims, dict.readClaims},
	}
	for _, p := range parts {
		err := d.each(ctx, from, p.kind, func(r record) error {
			sum += r.hash()
			return p.read(r)
		})
		if err != nil {
			return 0, err
		}
	}
	dict.reindex()
	return sum, nil
}

// each calls the function with every record of one kind, in the order of keys.
func (d *diskStore) each(ctx context.Context, from pebble.Reader, kind byte, visit func(record) error) error {
	return d.eachBetween(ctx, from, []byte{kind}, []byte{kind + 1}, visit)
}

// eachBetween calls the function with every record from one key to before another.
func (d *diskStore) eachBetween(ctx context.Context, from pebble.Reader, lower, upper []byte, visit func(record) error) error {
	it, err := from.NewIterWithContext(ctx, &pebble.IterOptions{LowerBound: lower, UpperBound: upper})
	if err != nil {
		return err
	}
	n := 0
	for it.First(); it.Valid(); it.Next() {
		if n++; n%scanStep == 0 && ctx.Err() != nil {
			err = ctx.Err()
			break
		}
		var value []byte
		if lower[0] != keyQuad {
			if value, err = it.ValueAndErr(); err != nil {
				break
			}
		}
		if err = visit(record{it.Key(), value}); err != nil {
			break
		}
	}
	if closeErr := it.Close(); err == nil {
		err = closeErr
	}
	return err
}
