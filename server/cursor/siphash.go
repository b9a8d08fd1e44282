package cursor

import (
	"encoding/binary"
	"math/bits"
)

// sum is SipHash-2-4 (Aumasson and Bernstein, 2012) of b: a keyed function made
// for short inputs, a tenth of the cost of an HMAC for payloads of our size.
func (s Seal) sum(b []byte) uint64 {
	h := sipState{
		s.k0 ^ 0x736f6d6570736575, s.k1 ^ 0x646f72616e646f6d,
		s.k0 ^ 0x6c7967656e657261, s.k1 ^ 0x7465646279746573,
	}
	last := uint64(len(b)) << 56
	for ; len(b) >= 8; b = b[8:] {
		h.word(binary.LittleEndian.Uint64(b))
	}
	for i, c := range b {
		last |= uint64(c) << (8 * i)
	}
	h.word(last)
	h.v2 ^= 0xff
	for range 4 {
		h.round()
	}
	return h.v0 ^ h.v1 ^ h.v2 ^ h.v3
}

type sipState struct{ v0, v1, v2, v3 uint64 }

func (h *sipState) word(m uint64) {
	h.v3 ^= m
	h.round()
	h.round()
	h.v0 ^= m
}

func (h *sipState) round() {
	h.v0 += h.v1
	h.v1 = bits.RotateLeft64(h.v1, 13) ^ h.v0
	h.v0 = bits.RotateLeft64(h.v0, 32)
	h.v2 += h.v3
	h.v3 = bits.RotateLeft64(h.v3, 16) ^ h.v2
	h.v0 += h.v3
	h.v3 = bits.RotateLeft64(h.v3, 21) ^ h.v0
	h.v2 += h.v1
	h.v1 = bits.RotateLeft64(h.v1, 17) ^ h.v2
	h.v2 = bits.RotateLeft64(h.v2, 32)
}
