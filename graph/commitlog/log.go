package commitlog

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/RoaringBitmap/roaring/v2/roaring64"

	"whence/graph/quadstore"
)

// Log reads the commits of a store, and makes the records of the next. Reading may go on while one writer appends.
type Log struct{ store sideRecords }

// sideRecords is the records that a store keeps beside its quads.
type sideRecords interface {
	SideValue(key []byte) ([]byte, error)
	SideRange(ctx context.Context, from, to []byte, order quadstore.Order) iter.Seq2[quadstore.SideRecord, error]
}

// Head is where a log ends: all that is needed to append to it, and to find the commit of a moment. It never changes; the
// zero value is an empty log.
type Head struct {
	Number  uint64
	Digest  [sha256.Size]byte
	times   []int64          // of commits 1, 2, 3, in nanoseconds since 1970
	moments map[int64]uint64 // times of quads that were loaded as they were, and the commit that loaded them
	latest  int64            // the latest of both
}

// Open reads where a store's log ends, and checks its chain.
func Open(ctx context.Context, store sideRecords) (*Log, Head, error) {
	l := &Log{store}
	head := Head{moments: map[int64]uint64{}}
	for r, err := range store.SideRange(ctx, []byte{keyCommit}, []byte{keyCommit + 1}, quadstore.Ascending) {
		if err != nil {
			return nil, Head{}, err
		}
		c, err := parseCommit(r.Value)
		if err != nil {
			return nil, Head{}, err
		}
		if c.Number != head.Number+1 || c.chained(head.Digest) != c.Digest || head.Number > 0 && c.At.UnixNano() <= head.times[head.Number-1] {
			return nil, Head{}, fmt.Errorf("commit %d behind commit %d: %w", c.Number, head.Number, ErrCorrupt)
		}
		head = head.with(c)
	}
	for r, err := range store.SideRange(ctx, []byte{keyMoment}, []byte{keyMoment + 1}, quadstore.Ascending) {
		if err != nil {
			return nil, Head{}, err
		}
		if len(r.Key) != 9 || len(r.Value) != 8 {
			return nil, Head{}, fmt.Errorf("moment %x: %w", r.Key, ErrCorrupt)
		}
		at := int64(binary.BigEndian.Uint64(r.Key[1:]))
		head.moments[at] = binary.BigEndian.Uint64(r.Value)
		head.latest = max(head.latest, at)
	}
	return l, head, nil
}

// Followed is the head behind what another process has written: the side records of one write.
func (h Head) Followed(side []quadstore.SideRecord) (Head, error) {
	for _, r := range side {
		if len(r.Key) != 9 || r.Key[0] != keyCommit {
			continue
		}
		c, err := parseCommit(r.Value)
		if err != nil {
			return h, err
		}
		if c.Number != h.Number+1 || c.chained(h.Digest) != c.Digest {
			return h, fmt.Errorf("commit %d behind commit %d: %w", c.Number, h.Number, ErrCorrupt)
		}
		h = h.with(c)
	}
	known := maps.Clone(h.moments)
	for _, r := range side {
		if len(r.Key) != 9 || r.Key[0] != keyMoment || len(r.Value) != 8 {
			continue
		}
		at := int64(binary.BigEndian.Uint64(r.Key[1:]))
		known[at] = binary.BigEndian.Uint64(r.Value)
		h.latest = max(h.latest, at)
	}
	if len(known) > len(h.moments) {
		h.moments = known
	}
	return h, nil
}

// with is the head behind one more commit.
func (h Head) with(c *Commit) Head {
	h.Number, h.Digest = c.Number, c.Digest
	h.times = append(h.times, c.At.UnixNano())
	h.latest = max(h.latest, c.At.UnixNano())
	return h
}

// Moment is the time of the next commit: now, or just after all that was recorded before, whatever the clock says.
func (h Head) Moment(now time.Time) time.Time {
	return time.Unix(0, max(now.UnixNano(), h.latest+1)).UTC()
}

// After is when the last commit was recorded; the zero time where there is none.
func (h Head) After() time.Time {
	if h.Number == 0 {
		return time.Time{}
	}
	return time.Unix(0, h.times[h.Number-1]).UTC()
}

// Of is the number of the commit that recorded a moment, 0 where none did.
func (h Head) Of(at time.Time) uint64 {
	n := at.UnixNano()
	if i, ok := slices.BinarySearch(h.times[:h.Number], n); ok {
		return uint64(i) + 1
	}
	return h.moments[n]
}

// Until is the number of the last commit at a moment or before it, 0 where there is none.
func (h Head) Until(at time.Time) uint64 {
	n := at.UnixNano()
	return uint64(sort.Search(int(h.Number), func(i int) bool { return h.times[i] > n }))
}

// At is when a commit of the log was recorded.
func (h Head) At(number uint64) time.Time { return time.Unix(0, h.times[number-1]).UTC() }

// Postings bounds how many edits a commit may have to be found by its claims and entities; a larger one is a candidate
// whatever is asked for.
const maxPosted = 4096

// Append completes a commit behind a head: number, digest, count of edits. It returns the head behind it and the side
// records that keep it. moments are times of quads that it loads as they are.
func (h Head) Append(c *Commit, edits *Edits, postings []Posting, moments []time.Time) (Head, []quadstore.SideRecord) {
	var records []quadstore.SideRecord
	c.Number = h.Number + 1
	for i, value := range edits.record(c) {
		records = append(records, quadstore.SideRecord{Key: editsKey(c.Number, i), Value: value, New: true})
	}
	c.Digest = c.chained(h.Digest)
	records = append(records, quadstore.SideRecord{Key: numbered(keyCommit, c.Number), Value: c.record(), New: true})
	postings = append(postings, Posting{ByAgent, c.Agent}, Posting{ByAction, c.Action.String()})
	if edits.Len() > maxPosted {
		postings = append(slices.DeleteFunc(postings, func(p Posting) bool {
			return p.Kind == ByClaim || p.Kind == ByEntity
		}), Posting{Large, ""})
	}
	for _, p := range postings {
		records = append(records, quadstore.SideRecord{Key: p.key(c.Number), Value: []byte{}, New: true})
	}
	if c.Undoes != 0 {
		records = append(records, quadstore.SideRecord{Key: numbered(keyUndone, c.Undoes), Value: binary.BigEndian.AppendUint64(nil, c.Number)})
	}
	next := h.with(c)
	if len(moments) > 0 {
		known := make(map[int64]uint64, len(h.moments)+len(moments))
		maps.Copy(known, h.moments)
		for _, at := range moments {
			n := at.UnixNano()
			known[n] = c.Number
			next.latest = max(next.latest, n)
			records = append(records, quadstore.SideRecord{Key: numbered(keyMoment, uint64(n)), Value: binary.BigEndian.AppendUint64(nil, c.Number)})
		}
		next.moments = known
	}
	return next, records
}

// Commit is the commit of a number; nil where there is none.
func (l *Log) Commit(number uint64) (*Commit, error) {
	value, err := l.store.SideValue(numbered(keyCommit, number))
	if err != nil || value == nil {
		return nil, err
	}
	return parseCommit(value)
}

// UndoneBy is the number of the commit that undid another, 0 where none did.
func (l *Log) UndoneBy(number uint64) (uint64, error) {
	value, err := l.store.SideValue(numbered(keyUndone, number))
	if err != nil || len(value) != 8 {
		return 0, err
	}
	return binary.BigEndian.Uint64(value), nil
}

// Edits yields the edits of a commit from an index on, in an order that never changes.
func (l *Log) Edits(ctx context.Context, number uint64, from int) iter.Seq2[Edit, error] {
	return func(yield func(Edit, error) bool) {
		first := from / editsARecord
		skip := from % editsARecord
		for r, err := range l.store.SideRange(ctx, editsKey(number, first), numbered(keyEdits, number+1), quadstore.Ascending) {
			if err != nil {
				yield(Edit{}, err)
				return
			}
			edits, err := parseEdits(r.Value)
			if err != nil {
				yield(Edit{}, err)
				return
			}
			for _, e := range edits[min(skip, len(edits)):] {
				if !yield(e, nil) {
					return
				}
			}
			skip = 0
		}
	}
}

// Posted is the numbers of the commits that concern any of some values, as far as number until.
func (l *Log) Posted(ctx context.Context, postings []Posting, until uint64) (*roaring64.Bitmap, error) {
	all := roaring64.New()
	for _, p := range postings {
		for r, err := range l.store.SideRange(ctx, p.prefix(), p.key(until+1), quadstore.Ascending) {
			if err != nil {
				return nil, err
			}
			all.Add(binary.BigEndian.Uint64(r.Key[len(r.Key)-8:]))
		}
	}
	return all, nil
}

// Verify checks the chain from the first commit to the last, and the edits of each. Edits from which something was erased
// have the digest that the commit which erased it gives them.
func (l *Log) Verify(ctx context.Context) error {
	rewritten, err := l.rewritten(ctx)
	if err != nil {
		return err
	}
	var before [sha256.Size]byte
	for r, err := range l.store.SideRange(ctx, []byte{keyCommit}, []byte{keyCommit + 1}, quadstore.Ascending) {
		if err != nil {
			return err
		}
		c, err := parseCommit(r.Value)
		if err != nil {
			return err
		}
		sum := sha256.New()
		for e, err := range l.store.SideRange(ctx, editsKey(c.Number, 0), numbered(keyEdits, c.Number+1), quadstore.Ascending) {
			if err != nil {
				return err
			}
			sum.Write(e.Value)
		}
		edits := [sha256.Size]byte(sum.Sum(nil))
		if digest, ok := rewritten[c.Number]; c.chained(before) != c.Digest || edits != c.Edits && (!ok || edits != digest) {
			return fmt.Errorf("commit %d: %w", c.Number, ErrCorrupt)
		}
		before = c.Digest
	}
	return nil
}

// rewritten is the digests of the edits from which something was erased, by the number of their commit: those of the last time.
func (l *Log) rewritten(ctx context.Context) (map[uint64][sha256.Size]byte, error) {
	_, head, err := Open(ctx, l.store)
	if err != nil {
		return nil, err
	}
	by, err := l.Posted(ctx, []Posting{{ByAction, Erase.String()}}, head.Number)
	if err != nil {
		return nil, err
	}
	out := map[uint64][sha256.Size]byte{}
	for _, number := range by.ToArray() {
		for e, err := range l.Edits(ctx, number, 0) {
			if err != nil {
				return nil, err
			}
			for _, of := range e.Rewritten {
				out[of.Commit] = of.Digest
			}
			break // the first has them all
		}
	}
	return out, nil
}

// cursorDigits is how much of a commit's digest a cursor has.
const cursorDigits = 16

// Cursor is the place behind a commit, for whoever goes on from there. The number 0 is the place before the first.
func (c *Commit) Cursor() string { return CursorOf(c.Number, c.Digest) }

// CursorOf is Commit.Cursor of a commit with that number and digest.
func CursorOf(number uint64, digest [sha256.Size]byte) string {
	return strconv.FormatUint(number, 10) + "-" + hex.EncodeToString(digest[:])[:cursorDigits]
}

// Behind is the number of the commit that a cursor stands behind. The error wraps ErrCursorLost where the log has no such
// commit.
func (l *Log) Behind(cursor string) (uint64, error) {
	number, digits, ok := strings.Cut(cursor, "-")
	n, err := strconv.ParseUint(number, 10, 63)
	if !ok || err != nil {
		return 0, fmt.Errorf("cursor %.40q: %w", cursor, ErrCursorLost)
	}
	if n == 0 {
		return 0, nil
	}
	c, err := l.Commit(n)
	if err != nil {
		return 0, err
	}
	if c == nil || hex.EncodeToString(c.Digest[:])[:cursorDigits] != digits {
		return 0, fmt.Errorf("cursor %.40q: %w", cursor, ErrCursorLost)
	}
	return n, nil
}
