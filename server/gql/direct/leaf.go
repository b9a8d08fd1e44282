package direct

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
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

// Int writes an integer.
func (w *Writer) Int(v int64) bool {
	w.buf = strconv.AppendInt(w.buf, v, 10)
	return true
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
	b := append(w.buf, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				b = append(append(b, s[start:i]...), "\ufffd"...)
				start = i + 1
			}
			i += size
			continue
		}
		if c >= ' ' && c != '"' && c != '\\' {
			i++
			continue
		}
		b = appendEscape(append(b, s[start:i]...), c)
		i++
		start = i
	}
	w.buf = append(append(b, s[start:]...), '"')
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
	w.buf = v.AppendGQL(w.buf)
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
	w.buf = append(w.buf, '[')
	top := len(w.path)
	w.path = append(w.path, step{})
	for i, e := range list {
		if i > 0 {
			w.buf = append(w.buf, ',')
		}
		w.path[top] = step{index: i}
		mark := len(w.buf)
		if !write(w, e) {
			w.buf = append(w.buf[:mark], "null"...)
			ok = ok && !nonNull
		}
	}
	w.path = w.path[:top]
	w.buf = append(w.buf, ']')
	return ok
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
