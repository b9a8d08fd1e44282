package direct

import (
	"bytes"
	"encoding/binary"
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
	w.quote(&quoted, s)
	return true
}

// What strings stand behind, on their own and in a list.
var quoted, firstQuoted, nextQuoted = newText(`"`), newText(`["`), newText(`,"`)

// quote writes before, which ends in a quote, and then s and a quote. It looks at eight bytes at once while it copies
// them, the last of them twice where the length is no multiple.
func (w *Writer) quote(before *text, s string) {
	from, n := []byte(s), len(s)
	w.room(before.n + n + 1)
	buf := w.buf[:cap(w.buf)]
	at := before.put(buf, len(w.buf))
	var seen uint64
	switch {
	case n >= 8:
		for i := 0; i < n-8; i += 8 {
			x := binary.LittleEndian.Uint64(from[i : i+8 : i+8])
			binary.LittleEndian.PutUint64(buf[at+i:at+i+8:at+i+8], x)
			seen |= special(x)
		}
		x := binary.LittleEndian.Uint64(from[n-8 : n : n])
		binary.LittleEndian.PutUint64(buf[at+n-8:at+n:at+n], x)
		seen |= special(x)
	case n >= 4:
		head, tail := binary.LittleEndian.Uint32(from), binary.LittleEndian.Uint32(from[n-4:n:n])
		binary.LittleEndian.PutUint32(buf[at:at+4:at+4], head)
		binary.LittleEndian.PutUint32(buf[at+n-4:at+n:at+n], tail)
		seen = special(uint64(head) | uint64(tail)<<32)
	default:
		for i, c := range from {
			buf[at+i] = c
			if c >= utf8.RuneSelf || escaped[c] {
				seen = tops
			}
		}
	}
	buf[at+n] = '"'
	w.buf = w.buf[:at+n+1]
	if seen&tops != 0 {
		w.escape(at, s)
	}
}

// room makes the buffer's capacity suffice for a text and n bytes more. It stores the buffer's address only when that
// changes: stores of addresses are what the collector makes dear.
func (w *Writer) room(n int) {
	if cap(w.buf)-len(w.buf) < n+shortText {
		w.more(n + shortText)
	}
}

//go:noinline
func (w *Writer) more(n int) { w.buf = slices.Grow(w.buf, n) }

const ones, tops = 0x0101010101010101, 0x8080808080808080

// special has the top bit of a byte set if any of eight bytes is not ASCII, under a space, a quote or a backslash.
func special(x uint64) uint64 {
	return x | (x - ones*' ') | (x ^ ones*'"' - ones) | (x ^ ones*'\\' - ones)
}

// escaped are the bytes that a string can't hold as they are.
var escaped = func() (set [256]bool) {
	for c := range ' ' {
		set[c] = true
	}
	set['"'], set['\\'] = true, true
	return set
}()

// escape writes s and a quote where they have been copied to, and replaces what has to be.
func (w *Writer) escape(at int, s string) {
	b, kept := w.buf[:at], 0 // what stands before kept has been written
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			i++
			if escaped[c] {
				b = appendEscape(append(b, s[kept:i-1]...), c)
				kept = i
			}
			continue
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
		if size == 1 {
			b = utf8.AppendRune(append(b, s[kept:i-1]...), utf8.RuneError)
			kept = i
		}
	}
	w.buf = append(append(b, s[kept:]...), '"')
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
	if len(list) == 0 {
		w.buf = append(w.buf, "[]"...)
		return true
	}
	w.quote(&firstQuoted, string(list[0]))
	for _, e := range list[1:] {
		w.quote(&nextQuoted, string(e))
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
