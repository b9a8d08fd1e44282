package cursor

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"testing"
)

// The vectors of the SipHash paper: the key is 00 to 0f, the inputs are "", 00,
// 00 01 and so on.
func TestSumAgainstThePaper(t *testing.T) {
	key := make([]byte, 16)
	for i := range key {
		key[i] = byte(i)
	}
	seal := Seal{binary.LittleEndian.Uint64(key), binary.LittleEndian.Uint64(key[8:])}
	for n, want := range map[int]uint64{
		0: 0x726fdb47dd0e0e31, 1: 0x74f839c593dc67fd, 7: 0xab0200f58b01d137,
		8: 0x93f5f5799a932462, 15: 0xa129ca6149be45e5,
	} {
		in := make([]byte, n)
		for i := range in {
			in[i] = byte(i)
		}
		if got := seal.sum(in); got != want {
			t.Errorf("%d bytes: got %x, want %x", n, got, want)
		}
	}
}

func TestSeal(t *testing.T) {
	seal := NewKey([]byte("a store")).For("neighbours", "acme", "FUNDS")
	for _, payload := range [][]byte{{}, {0}, []byte("42"), []byte("acme\x00\xff"), bytes.Repeat([]byte("x"), 700)} {
		got, err := seal.Open(seal.Encode(payload))
		if err != nil || !bytes.Equal(got, payload) {
			t.Errorf("payload %q came back as %q, %v", payload, got, err)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	key := NewKey([]byte("a store"))
	seal := key.For("search", "acme")
	good := seal.Encode([]byte("row 20"))
	tests := map[string]string{
		"empty":                 "",
		"cut":                   good[:len(good)-1],
		"cut to one letter":     good[:1],
		"lengthened":            good + "A",
		"padded":                good + "==",
		"a line break inside":   good[:4] + "\n" + good[4:],
		"of another query":      key.For("search", "acme corp").Encode([]byte("row 20")),
		"of shifted parts":      key.For("searcha", "cme").Encode([]byte("row 20")),
		"of another store":      NewKey([]byte("b store")).For("search", "acme").Encode([]byte("row 20")),
		"a megabyte":            strings.Repeat("A", 1<<20),
		"a sealed megabyte":     seal.Encode(make([]byte, 1<<20)),
		"not base64":            "first page, please",
		"base64 of the offset":  "b2Zmc2V0OjIw",
		"invalid UTF-8":         "\xff\xfe",
		"standard alphabet '/'": strings.Repeat("/", len(good)),
	}
	for name, cursor := range tests {
		if got, err := seal.Open(cursor); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: opened as %q, %v", name, got, err)
		}
	}
	for i := range good {
		for _, c := range []byte("AZaz09-_") {
			forged := good[:i] + string(c) + good[i+1:]
			if _, err := seal.Open(forged); forged != good && err == nil {
				t.Fatalf("letter %d changed to %c was taken", i, c)
			}
		}
	}
}

func FuzzOpen(f *testing.F) {
	seal := NewKey([]byte("a store")).For("search")
	f.Add(seal.Encode([]byte("row 20")))
	f.Add("b2Zmc2V0OjIw")
	f.Fuzz(func(t *testing.T, cursor string) {
		payload, err := seal.Open(cursor)
		if err == nil && seal.Encode(payload) != cursor {
			t.Fatalf("%q was taken but is not what %q encodes to", cursor, payload)
		}
	})
}

func BenchmarkAppend(b *testing.B) {
	seal := NewKey([]byte("a store")).For("search")
	payload := []byte("\x01\x02\x03\x04\x05\x06\x07\x08")
	dst := make([]byte, 0, 64)
	b.ReportAllocs()
	for b.Loop() {
		dst = seal.Append(dst[:0], payload)
	}
}
