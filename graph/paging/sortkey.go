package paging

import (
	"encoding/binary"
	"math"
	"time"

	"whence/graph/claim"
)

// SortKey writes the sort keys of a list's items.
type SortKey struct {
	// Append appends item i's key, distinct and in the order of bytes.
	Append func(i int, dst []byte) []byte
	// Rank is the first eight bytes of that key as a number, by which most items are turned away without a key. It is nil
	// where a key is had as cheaply.
	Rank func(i int) uint64
}

// The parts of sort keys. Each appends bytes that compare as its value does, or the reverse if descending; a value that is missing
// comes last either way.

// AppendMissing appends the part of a value that is missing.
func AppendMissing(dst []byte) []byte { return append(dst, 1) }

// AppendNumber appends the part of a number.
func AppendNumber(dst []byte, f float64, descending bool) []byte {
	bits := math.Float64bits(f)
	if bits>>63 == 1 {
		bits = ^bits
	} else {
		bits |= 1 << 63
	}
	if descending {
		bits = ^bits
	}
	return binary.BigEndian.AppendUint64(append(dst, 0), bits)
}

// AppendTime appends the part of a time; the zero one is missing.
func AppendTime(dst []byte, t time.Time, descending bool) []byte {
	if t.IsZero() {
		return AppendMissing(dst)
	}
	seconds, nanos := uint64(t.Unix())^1<<63, uint32(t.Nanosecond())
	if descending {
		seconds, nanos = ^seconds, ^nanos
	}
	return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint64(append(dst, 0), seconds), nanos)
}

// AppendBounds appends the part of a span of time: by its first moment, or its last where the first is open, then by its last.
func AppendBounds(dst []byte, earliest, latest time.Time, descending bool) []byte {
	if earliest.IsZero() {
		earliest = latest
	}
	return AppendTime(AppendTime(dst, earliest, descending), latest, descending)
}

// AppendDates is AppendBounds of the days that an EDTF text can mean; what is no date is missing.
func AppendDates(dst, text []byte, descending bool) []byte {
	earliest, latest, ok := claim.DateBounds(string(text))
	if !ok {
		return AppendMissing(dst)
	}
	return AppendBounds(dst, earliest, latest, descending)
}

// AppendText appends the part of a text without NUL.
func AppendText(dst []byte, text []byte, descending bool) []byte {
	from := len(dst) + 1
	dst = append(append(append(dst, 0), text...), 0)
	if descending {
		for i := from; i < len(dst); i++ {
			dst[i] = ^dst[i]
		}
	}
	return dst
}
