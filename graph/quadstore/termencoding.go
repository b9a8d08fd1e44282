package quadstore

import (
	"encoding/binary"
	"encoding/hex"
)

// encodedTerm is a term as a term store keeps it: the number of its head, as a varint
// and doubled, and its tail. One more than doubled means that the tail is
// hexadecimal digits, packed two in a byte: hashes are most of what some graphs
// are made of.
type encodedTerm []byte

// hexPackMin is from how many digits on a tail is packed.
const hexPackMin = 16

func appendEncoded(dst encodedTerm, head int, tail string) encodedTerm {
	if !isHex(tail) {
		return append(binary.AppendUvarint(dst, uint64(head)<<1), tail...)
	}
	dst = binary.AppendUvarint(dst, uint64(head)<<1|1)
	for i := 0; i < len(tail); i += 2 {
		dst = append(dst, digit(tail[i])<<4|digit(tail[i+1]))
	}
	return dst
}

// isHex reports whether a tail is packed: an even number of lower-case digits.
func isHex(tail string) bool {
	if len(tail) < hexPackMin || len(tail)%2 > 0 {
		return false
	}
	for i := range len(tail) {
		if c := tail[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

func digit(c byte) byte {
	if c >= 'a' {
		return c - 'a' + 10
	}
	return c - '0'
}

// split returns the number of the head and the tail as it is kept; ok is false if
// the encoding is broken.
func (e encodedTerm) split() (head uint64, packed bool, tail []byte, ok bool) {
	n, w := binary.Uvarint(e)
	if w <= 0 {
		return 0, false, nil, false
	}
	return n >> 1, n&1 > 0, e[w:], true
}

// decode returns the head's number and the tail as it was put in, which is in
// the room given if it was packed.
func (e encodedTerm) decode(room []byte) (head uint64, tail []byte) {
	head, packed, tail, _ := e.split()
	if packed {
		tail = hex.AppendEncode(room[:0], tail)
	}
	return head, tail
}
