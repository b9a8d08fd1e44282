package commitlog

import (
	"encoding/binary"
	"encoding/hex"
	"strings"
)

// writer appends numbers as varints, texts behind their lengths, and ids that end in a hash in half their length.
type writer struct{ buf []byte }

func (w *writer) number(n uint64) { w.buf = binary.AppendUvarint(w.buf, n) }

func (w *writer) text(s string) {
	w.number(uint64(len(s)))
	w.buf = append(w.buf, s...)
}

func (w *writer) list(items []string, item func(string)) {
	w.number(uint64(len(items)))
	for _, s := range items {
		item(s)
	}
}

// hashed are the prefixes of ids whose rest is 32 hexadecimal digits, by the byte that stands for them.
var hashed = [...]string{1: "claim/", 2: "citation/", 3: "judgement/", 4: "assessment/"}

// id writes an id: 0 and its text, or the byte of its prefix and 16 bytes.
func (w *writer) id(id string) {
	for tag, prefix := range hashed {
		digits, ok := strings.CutPrefix(id, prefix)
		if tag == 0 || !ok || len(digits) != 32 || strings.Trim(digits, "0123456789abcdef") != "" {
			continue
		}
		if sum, err := hex.DecodeString(digits); err == nil {
			w.buf = append(append(w.buf, byte(tag)), sum...)
			return
		}
	}
	w.buf = append(w.buf, 0)
	w.text(id)
}

// reader reads what a writer wrote; failed says that it could not.
type reader struct {
	buf    []byte
	failed bool
}

func (r *reader) number() uint64 {
	n, size := binary.Uvarint(r.buf)
	if size <= 0 {
		r.failed, r.buf = true, nil
		return 0
	}
	r.buf = r.buf[size:]
	return n
}

func (r *reader) bytes(n uint64) []byte {
	if n > uint64(len(r.buf)) {
		r.failed, r.buf = true, nil
		return nil
	}
	b := r.buf[:n]
	r.buf = r.buf[n:]
	return b
}

func (r *reader) text() string { return string(r.bytes(r.number())) }

func (r *reader) list(item func() string) []string {
	n := r.number()
	var items []string
	for range n {
		if r.failed {
			break
		}
		items = append(items, item())
	}
	return items
}

func (r *reader) id() string {
	tag := r.bytes(1)
	switch {
	case r.failed:
		return ""
	case tag[0] == 0:
		return r.text()
	case int(tag[0]) >= len(hashed):
		r.failed = true
		return ""
	}
	return hashed[tag[0]] + hex.EncodeToString(r.bytes(16))
}
