package body

import (
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whence/server/fault"
)

// decoder reads RFC 8259 and nothing else, within limits that no real request
// meets. It stops at the first refusal. A text that is valid UTF-8 comes out as
// strings that are.
type decoder struct {
	text    string
	at      int
	values  int
	limits  Limits
	refusal *gqlerror.Error
}

// Limits bounds the memory that a request can claim, which is many times the
// size of its text. A zero field takes its default.
type Limits struct {
	Depth   int // most objects and lists open at once; 40
	Members int // longest list and object; 1000
	Values  int // most values in all; 10 for each of Members
}

func (l Limits) withDefaults() Limits {
	if l.Depth == 0 {
		l.Depth = 40
	}
	if l.Members == 0 {
		l.Members = 1000
	}
	if l.Values == 0 {
		l.Values = 10 * l.Members
	}
	return l
}

func (d *decoder) refuse(code fault.Code, format string, args ...any) {
	if d.refusal == nil {
		d.refusal = fault.New(code, format, args...)
		d.at = len(d.text)
	}
}

// broken refuses the text without repeating it.
func (d *decoder) broken() {
	d.refuse(fault.BadRequest, "the JSON is broken at byte %d", d.at)
}

func (d *decoder) peek() byte {
	if d.at < len(d.text) {
		return d.text[d.at]
	}
	return 0
}

func (d *decoder) space() {
	for d.at < len(d.text) {
		switch d.text[d.at] {
		case ' ', '\t', '\n', '\r':
			d.at++
		default:
			return
		}
	}
}

func (d *decoder) end() {
	if d.space(); d.at < len(d.text) {
		d.broken()
	}
}

func (d *decoder) take(c byte) bool {
	if d.peek() != c {
		return false
	}
	d.at++
	return true
}

func (d *decoder) value(depth int) any {
	if d.values++; d.values > d.limits.Values {
		d.refuse(fault.BadUserInput, "the request holds more than %d values", d.limits.Values)
	}
	if depth > d.limits.Depth {
		d.refuse(fault.BadUserInput, "the request nests objects and lists more than %d deep", d.limits.Depth)
	}
	switch c := d.peek(); {
	case c == '{':
		return d.object(depth)
	case c == '[':
		return d.list(depth)
	case c == '"':
		return d.str()
	case c == '-' || '0' <= c && c <= '9':
		return d.number()
	}
	for _, word := range []struct {
		text  string
		value any
	}{{"true", true}, {"false", false}, {"null", nil}} {
		if strings.HasPrefix(d.text[d.at:], word.text) {
			d.at += len(word.text)
			return word.value
		}
	}
	d.broken()
	return nil
}

// members reads what stands between brackets, separated by commas.
func (d *decoder) members(shut byte, member func()) {
	d.at++
	d.space()
	if d.take(shut) {
		return
	}
	for n := 1; d.refusal == nil; n++ {
		if n > d.limits.Members {
			d.refuse(fault.BadUserInput, "a list or object has more than %d elements", d.limits.Members)
			return
		}
		d.space()
		member()
		d.space()
		if d.take(shut) {
			return
		}
		if !d.take(',') {
			d.broken()
		}
	}
}

// each reads an object's members. The keys are not all different yet.
func (d *decoder) each(member func(name string)) {
	d.members('}', func() {
		if d.peek() != '"' {
			d.broken()
			return
		}
		name := d.str()
		d.space()
		if !d.take(':') {
			d.broken()
			return
		}
		d.space()
		member(name)
	})
}

func (d *decoder) repeated(name string) {
	d.refuse(fault.BadRequest, "the key %q is given twice in one object", fault.Clip(name))
}

func (d *decoder) object(depth int) map[string]any {
	object := make(map[string]any, 4)
	d.each(func(name string) {
		if _, given := object[name]; given {
			d.repeated(name)
			return
		}
		object[name] = d.value(depth + 1)
	})
	return object
}

// request reads the outermost object, which most requests have no need of a map
// for.
func (d *decoder) request() (m members) {
	known := [...]struct {
		name   string
		member *any
		given  bool
	}{{name: "query", member: &m.query}, {name: "operationName", member: &m.operationName}, {name: "variables", member: &m.variables}, {name: "extensions", member: &m.extensions}, {name: "documentId", member: &m.documentID}, {name: "id", member: &m.id}}
	var unknown map[string]bool
	d.each(func(name string) {
		for i := range known {
			k := &known[i]
			if k.name != name {
				continue
			}
			if k.given {
				d.repeated(name)
				return
			}
			k.given = true
			*k.member = d.value(1)
			return
		}
		if unknown[name] {
			d.repeated(name)
			return
		}
		if unknown == nil {
			unknown = map[string]bool{}
		}
		unknown[name] = true
		d.value(1)
	})
	return m
}

func (d *decoder) list(depth int) []any {
	list := make([]any, 0, 4)
	d.members(']', func() { list = append(list, d.value(depth+1)) })
	return list
}

func (d *decoder) digits() bool {
	from := d.at
	for c := d.peek(); '0' <= c && c <= '9'; c = d.peek() {
		d.at++
	}
	return d.at > from
}

func (d *decoder) number() json.Number {
	from := d.at
	d.take('-')
	ok := d.take('0') || d.digits()
	if d.take('.') {
		ok = ok && d.digits()
	}
	if d.take('e') || d.take('E') {
		if !d.take('+') {
			d.take('-')
		}
		ok = ok && d.digits()
	}
	if !ok {
		d.broken()
		return ""
	}
	return json.Number(d.text[from:d.at])
}

// str reads a string. One without escapes shares the text's memory.
func (d *decoder) str() string {
	d.at++
	from := d.at
	for d.at < len(d.text) {
		switch c := d.text[d.at]; {
		case c == '"':
			d.at++
			return d.text[from : d.at-1]
		case c == '\\':
			return d.escaped(from)
		case c < ' ':
			d.broken()
			return ""
		}
		d.at++
	}
	d.broken()
	return ""
}

func (d *decoder) escaped(from int) string {
	var b strings.Builder
	b.Grow(min(len(d.text)-from, 2*(d.at-from)+64))
	b.WriteString(d.text[from:d.at])
	for d.at < len(d.text) {
		c := d.text[d.at]
		d.at++
		switch {
		case c == '"':
			return b.String()
		case c == '\\':
			b.WriteRune(d.escape())
		case c < ' ':
			d.at--
			d.broken()
		default:
			b.WriteByte(c)
		}
	}
	d.broken()
	return ""
}

var escapes = map[byte]rune{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

func (d *decoder) escape() rune {
	c := d.peek()
	d.at++
	if c == 'u' {
		return d.unicode()
	}
	r, ok := escapes[c]
	if !ok {
		d.at -= 2
		d.broken()
	}
	return r
}

func (d *decoder) unicode() rune {
	r := d.hex()
	if !utf16.IsSurrogate(r) {
		return r
	}
	if d.take('\\') && d.take('u') {
		if pair := utf16.DecodeRune(r, d.hex()); pair != utf8.RuneError {
			return pair
		}
	}
	d.refuse(fault.BadRequest, "a string holds half of a surrogate pair at byte %d", d.at)
	return 0
}

func (d *decoder) hex() rune {
	if d.at+4 > len(d.text) {
		d.broken()
		return 0
	}
	n, err := strconv.ParseUint(d.text[d.at:d.at+4], 16, 16)
	if err != nil {
		d.broken()
		return 0
	}
	d.at += 4
	return rune(n)
}
