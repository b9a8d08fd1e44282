package quadstore

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/cockroachdb/pebble/v2"

	"whence/graph/quadstore/pagefile"
)

// A store that has opened its base file has not read its records, nor most of the file. It does so behind, once, slowly.
const (
	checkAfter = 10 * time.Second // while those who have waited for the store are answered
	checkShare = 20               // of the time, one part in so many
)

// checkLoop checks the store once, if it was opened without being read. What it finds is told by Opened, and damaged records
// keep the store from being written: what it answers from the file is right, and must be saved elsewhere.
func (s *Store) checkLoop(ctx context.Context) {
	select {
	case <-ctx.Done():
		return
	case <-time.After(checkAfter):
	}
	err := s.check(ctx, func(took time.Duration) {
		select {
		case <-ctx.Done():
		case <-time.After((checkShare - 1) * took):
		}
	})
	if err == nil || ctx.Err() != nil {
		return
	}
	s.filing.say(fmt.Sprintf("damaged: %v", err))
	if s.acquire(ctx) == nil {
		s.broken = err
		s.release()
	}
}

// check reads the base file and all records, and pauses after each step for as long as it is told. A page that is wrong has
// the file replaced; the error is of the records.
func (s *Store) check(ctx context.Context, pause func(took time.Duration)) error {
	if f := s.Snapshot().mapped; f != nil {
		if err := f.checkPages(ctx, pause); err != nil {
			return err
		}
	}
	return s.side.(*sideDisk).use(func(d *diskStore) error {
		return d.logger.Guard(func() error { return d.checkRecords(ctx, pause) })
	})
}

func (f *baseFile) checkPages(ctx context.Context, pause func(time.Duration)) error {
	buf := make([]byte, pagefile.PageLen)
	for page := range f.file.Pages() {
		start := time.Now()
		err := f.file.CheckPage(page, buf)
		if wrong, is := errors.AsType[*pagefile.Error](err); is {
			return f.heal(wrong) // nil: the records have it all
		}
		if err = errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		pause(time.Since(start))
	}
	return nil
}

// checkRecords holds the records of one moment against their digest.
func (d *diskStore) checkRecords(ctx context.Context, pause func(time.Duration)) error {
	from := d.db.NewSnapshot()
	defer func() { _ = from.Close() }() // only read
	m, err := metaIn(from)
	if err != nil {
		return err
	}
	sum, n, start := uint64(0), 0, time.Now()
	for _, kind := range [...]byte{keyClaims, keyHeads, keyQuad, keySide, keyTerms} {
		err := d.each(ctx, from, kind, func(r record) error {
			sum += r.hash()
			if n++; n%scanStep == 0 {
				pause(time.Since(start))
				start = time.Now()
			}
			return nil
		})
		if err != nil {
			return diagnose(err)
		}
	}
	if sum != m.digest {
		return fmt.Errorf("records at version %d come to digest %x, should be %x: %w", m.version, sum, m.digest, ErrCorrupt)
	}
	return nil
}

// metaIn reads what the store says of itself.
func metaIn(from pebble.Reader) (meta, error) {
	value, closer, err := from.Get(metaKey)
	if err != nil {
		return meta{}, err
	}
	m, err := parseMeta(value)
	return m, errors.Join(err, closer.Close())
}
