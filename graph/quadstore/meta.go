package quadstore

import (
	"encoding/binary"
	"errors"
	"fmt"

	"whence/graph/quadstore/storefs"
)

// meta says what a store on disk holds. It is written with every change, in the
// same batch, so that it always agrees with the records beside it, and what is
// read can be checked against it.
type meta struct {
	version     uint64 // writes that changed something
	quads       uint64
	claims      uint32
	heads       uint32
	terms       uint32
	digest      uint64 // sum of the hashes of all other records
	claimPrefix string
}

// formatVersion changes when a store of the old layout can not be read.
const formatVersion = 3

// withoutSide is the format before side records, which is read and written on as the present one.
const withoutSide = 2

// magic begins the meta record of every store.
const magic = "whence quads"

// Errors of a folder that is not, or not any more, a store.
var (
	ErrFormat  = errors.New("not a store of this version")
	ErrCorrupt = storefs.ErrCorrupt
	ErrPrefix  = errors.New("store was made with another prefix of claims")
)

var metaKey = []byte{keyMeta}

// encode is the record of the metadata in the present format.
func (m meta) encode() []byte {
	b := append([]byte(magic), formatVersion)
	for _, n := range [...]uint64{
		m.version, m.quads, uint64(m.claims), uint64(m.heads), uint64(m.terms), m.digest,
	} {
		b = binary.BigEndian.AppendUint64(b, n)
	}
	return append(b, m.claimPrefix...)
}

// formatOf is the format that a meta record, which parses, is written in.
func formatOf(b []byte) int { return int(b[len(magic)]) }

func parseMeta(b []byte) (m meta, err error) {
	const fixed = len(magic) + 1 + 6*8
	if len(b) < fixed || string(b[:len(magic)]) != magic {
		return m, fmt.Errorf("%d bytes of metadata: %w", len(b), ErrFormat)
	}
	switch v := b[len(magic)]; {
	case v > formatVersion:
		return m, fmt.Errorf("format %d is of a newer program, this one reads up to %d: use that program, or load its export: %w", v, formatVersion, ErrFormat)
	case v < withoutSide:
		return m, fmt.Errorf("format %d is older than this program reads, which is %d and %d: export it with the program that wrote it, and load that: %w", v, withoutSide, formatVersion, ErrFormat)
	}
	at := func(i int) uint64 { return binary.BigEndian.Uint64(b[len(magic)+1+8*i:]) }
	return meta{
		version: at(0), quads: at(1),
		claims: uint32(at(2)), heads: uint32(at(3)), terms: uint32(at(4)),
		digest: at(5), claimPrefix: string(b[fixed:]),
	}, nil
}

// metaOf describes a snapshot whose records have the digest.
func metaOf(s *Snapshot, digest uint64) meta {
	return meta{
		version: s.version, quads: uint64(s.stats.Quads),
		claims: uint32(s.claims.Len()), heads: uint32(len(s.heads)), terms: uint32(s.terms()),
		digest: digest, claimPrefix: s.claimPrefix,
	}
}
