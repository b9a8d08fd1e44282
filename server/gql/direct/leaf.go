package direct

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"
)

// Appender is what a scalar implements to be written without an allocation. AppendGQL appends the value as JSON, the
// same bytes that MarshalGQL writes.
type Appender interface {
	AppendGQL(b []byte) []byte
}

// Write appends p.
func (w *Writer) Write(p []byte) (int, error) {
	w.buf = append(w.buf, p...)
	return len(p), nil
}

// WriteString appends s.
func (w *Writer) WriteString(s string) (int, error) {
	w.buf = append(w.buf, s...)
	return len(s), nil
}

var _ io.StringWriter = (*Writer)(nil)

// Null writes null where that is allowed. It reports true.
func (w *Writer) Null() bool {
	w.buf = append(w.buf, "null"...)
	return true
}

// Missing reports a null where none is allowed. It reports false.
func (w *Writer) Missing() bool { return w.forbidden(false) }

// MissingField is Missing for a field whose Go type is an interface.
func (w *Writer) MissingField() bool { return w.forbidden(true) }

// Int writes an integer.
func (w *Writer) Int(v int64) bool {
	w.keep(strconv.AppendInt(w.buf, v, 10))
	return true
}

// keep makes b, which continues buf, the buffer. Where it is still the same array only the length is stored.
func (w *Writer) keep(b []byte) {
	if cap(b) == cap(w.buf) {
		w.buf = w.buf[:len(b)]
		return
	}
	w.buf = b
}

// Uint writes an integer.
func (w *Writer) Uint(v uint64) bool {
	w.buf = strconv.AppendUint(w.buf, v, 10)
	return true
}

// Bool writes true or false.
func (w *Writer) Bool(v bool) bool {
	w.buf = strconv.AppendBool(w.buf, v)
	return true
}

// Float writes a number as ECMAScript does, 1000000 rather than 1e+06. NaN and the infinities are errors.
func (w *Writer) Float(v float64) bool {
	if math.IsInf(v, 0) || math.IsNaN(v) {
		w.Fail(errNotFinite)
		return false
	}
	format := byte('f')
	if abs := math.Abs(v); abs != 0 && (abs < 1e-6 || abs >= 1e21) {
		format = 'e'
	}
	w.buf = strconv.AppendFloat(w.buf, v, format, -1, 64)
	if n := len(w.buf); format == 'e' && w.buf[n-4] == 'e' && w.buf[n-3] == '-' && w.buf[n-2] == '0' {
		w.buf[n-2] = w.buf[n-1] // e-09 to e-9
		w.buf = w.buf[:n-1]
	}
	return true
}

var errNotFinite = errors.New("cannot marshal infinite no NaN float values")

// String writes s quoted, with the escapes that gqlgen writes. What is not UTF-8 becomes U+FFFD.
func (w *Writer) String(s string) bool {
	if !plain(s) && (!utf8.ValidString(s) || escapes(s)) {
		return w.escape(s)
	}
	n := len(w.buf)
	w.grow(len(s) + 2)
	to := w.buf[n:]
	to[0] = '"'
	copy(to[1:], s)
	to[len(to)-1] = '"'
	return true
}

// quote writes a key and a string.
func (w *Writer) quote(key *text, s string) {
	if key.n > len(key.short) || !plain(s) {
		w.put(key)
		w.String(s)
		return
	}
	n, size := len(w.buf), key.n+len(s)+2
	if cap(w.buf)-n < size+len(key.short) {
		w.buf = slices.Grow(w.buf, size+len(key.short))
	}
	to := w.buf[n : n+size+len(key.short)]
	*(*[16]byte)(to) = key.short
	to = to[key.n:]
	to[0] = '"'
	copy(to[1:], s)
	to[1+len(s)] = '"'
	w.buf = w.buf[:n+size]
}

// grow makes buf n longer. It stores the buffer's address only when that changes: stores of addresses are what the
// collector makes dear.
func (w *Writer) grow(n int) {
	if free := cap(w.buf) - len(w.buf); free < n {
		w.buf = slices.Grow(w.buf, n)
	}
	w.buf = w.buf[:len(w.buf)+n]
}

// plain reports whether s is ASCII with nothing to escape, as most strings are. It looks at eight bytes at once, the
// last of them twice where the length is no multiple.
func plain(s string) bool {
	n := len(s)
	switch {
	case n >= 8:
		for i := 0; i+8 < n; i += 8 {
			if special(four(s[i:]) | four(s[i+4:])<<32) {
				return false
			}
		}
		return !special(four(s[n-8:]) | four(s[n-4:])<<32)
	case n >= 4:
		return !special(four(s) | four(s[n-4:])<<32)
	}
	for i := range n {
		if s[i] >= utf8.RuneSelf || escaped[s[i]] {
			return false
		}
	}
	return true
}

func four(s string) uint64 {
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}

// special reports whether any of eight bytes is not ASCII, under a space, a quote or a backslash.
func special(x uint64) bool {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	quote, slash := x^ones*'"', x^ones*'\\'
	return (x|(x-ones*' ')|(quote-ones)&^quote|(slash-ones)&^slash)&tops != 0
}

func escapes(s string) bool {
	for i := range len(s) {
		if escaped[s[i]] {
			return true
		}
	}
	return false
}

// escaped are the bytes that a string can't hold as they are.
var escaped = func() (set [256]bool) {
	for c := range ' ' {
		set[c] = true
	}
	set['"'], set['\\'] = true, true
	return set
}()

// escape writes s quoted where something in it has to be replaced.
func (w *Writer) escape(s string) bool {
	b := w.buf
	b = append(b, '"')
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if escaped[c] {
				b = appendEscape(b, c)
			} else {
				b = append(b, c)
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		b = utf8.AppendRune(b, r)
		i += size
	}
	b = append(b, '"')
	w.buf = b
	return true
}

func appendEscape(b []byte, c byte) []byte {
	const hex = "0123456789ABCDEF"
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\n':
		return append(b, `\n`...)
	case '\r':
		return append(b, `\r`...)
	case '\t':
		return append(b, `\t`...)
	}
	return append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&0xf])
}

// Append writes a scalar by its AppendGQL. A null it writes counts as one.
func Append[A Appender](w *Writer, v A, nonNull bool) bool {
	mark := len(w.buf)
	w.keep(v.AppendGQL(w.buf))
	return w.written(mark, nonNull)
}

// Marshal writes a scalar by its MarshalGQL. A null it writes counts as one.
func Marshal(w *Writer, m graphql.Marshaler, nonNull bool) bool {
	mark := len(w.buf)
	m.MarshalGQL(w)
	return w.written(mark, nonNull)
}

// MarshalContext writes a scalar by its MarshalGQLContext. An error it returns makes the value null.
func MarshalContext(w *Writer, m graphql.ContextMarshaler, nonNull bool) bool {
	mark := len(w.buf)
	if err := m.MarshalGQLContext(w.execution.ctx, w); err != nil {
		w.Fail(err)
		return false
	}
	return w.written(mark, nonNull)
}

func (w *Writer) written(mark int, nonNull bool) bool {
	if nonNull && string(w.buf[mark:]) == "null" {
		return w.Missing()
	}
	return true
}

// Elements writes a list of leaves.
func Elements[E any](w *Writer, list []E, write func(*Writer, E) bool, nonNull bool) bool {
	ok := true
	top := w.openList()
	for i, e := range list {
		mark := w.element(top, i)
		if !write(w, e) {
			w.cut(mark)
			ok = ok && !nonNull
		}
	}
	w.closeList(top)
	return ok
}

// Strings writes a list of strings, which can't fail.
func Strings[E ~string](w *Writer, list []E) bool {
	w.buf = append(w.buf, '[')
	for i, e := range list {
		if i > 0 {
			w.buf = append(w.buf, ',')
		}
		w.String(string(e))
	}
	w.buf = append(w.buf, ']')
	return true
}

// Enum holds what the values of an enum are written as, so that writing one allocates nothing.
type Enum[E comparable] struct {
	written map[E][]byte
}

// NewEnum returns the Enum of the values that have those names.
func NewEnum[E interface {
	comparable
	graphql.Marshaler
}, P interface {
	*E
	graphql.Unmarshaler
}](names ...string) Enum[E] {
	written := make(map[E][]byte, len(names))
	for _, name := range names {
		var v E
		if P(&v).UnmarshalGQL(name) != nil {
			continue // the Go type doesn't know the name: such a value is written by its MarshalGQL
		}
		var b bytes.Buffer
		v.MarshalGQL(&b)
		if json.Valid(b.Bytes()) {
			written[v] = b.Bytes()
		}
	}
	return Enum[E]{written}
}

// Write writes v, and reports false if v is not one of the enum's values.
func (e Enum[E]) Write(w *Writer, v E) bool {
	b, ok := e.written[v]
	w.buf = append(w.buf, b...)
	return ok
}
