package quadstore

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/cockroachdb/pebble/v2"

	"whence/graph/quadstore/storefs"
)

// Format is the format of the store's files, which a store that is only read may have from an older program; 0 in memory.
func (s *Store) Format() int {
	if s.disk == nil {
		return 0
	}
	return s.disk.format
}

// ClaimPrefix is what the IRIs of the store's claims begin with.
func (s *Store) ClaimPrefix() string { return s.Snapshot().claimPrefix }

// migrate brings a store of an older format to the present one. What it was stays beside it, whole and in its own format, as
// a folder of the same name that ends in .format-N: the program that wrote it can go on with that. After a crash on the way
// it is done again, the folder that is there already kept.
func (d *diskStore) migrate(ctx context.Context, m meta) error {
	if d.format == formatVersion {
		return nil
	}
	kept := fmt.Sprintf("%s.format-%d", d.path, d.format)
	err := storefs.Fill(kept, func(temporary string) error { return d.copyTo(ctx, temporary) })
	if err != nil && !errors.Is(err, ErrNotEmpty) {
		return fmt.Errorf("migrate format %d: %w", d.format, err)
	}
	if _, err := os.Stat(kept); err != nil {
		return err
	}
	err = d.logger.Guard(func() error { return d.db.Set(metaKey, m.encode(), pebble.Sync) })
	if err == nil {
		d.format = formatVersion
	}
	return err
}
