package gate

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whence/server/fault"
)

// scalarValues rewrites the escapes of a query's strings that its parser does not know, as the specification of September
// 2025 reads them (section 2.9.4): a surrogate pair and \u{…} each stand for one character. Half of a pair, and what is
// beyond Unicode, are syntax errors. What follows a string keeps its line and column.
func scalarValues(query string) (string, *gqlerror.Error) {
	if !strings.Contains(query, `\u`) {
		return query, nil
	}
	r := rewriter{from: query}
	for r.at < len(query) && r.refusal == nil {
		switch rest := query[r.at:]; {
		case rest[0] == '#':
			r.copy(len(rest) - len(strings.TrimLeftFunc(rest, func(c rune) bool { return c != '\n' && c != '\r' })))
		case strings.HasPrefix(rest, `"""`):
			r.copy(blockString(rest))
		case rest[0] == '"':
			r.string()
		default:
			r.copy(1)
		}
	}
	return r.to.String(), r.refusal
}

// blockString is the length of the block string that text begins with. It knows no escape but that of its own end.
func blockString(text string) int {
	for at := 3; at < len(text); at++ {
		switch {
		case strings.HasPrefix(text[at:], `\"""`):
			at += 3
		case strings.HasPrefix(text[at:], `"""`):
			return at + 3
		}
	}
	return len(text)
}

// rewriter copies a query.
type rewriter struct {
	from    string
	at      int
	to      strings.Builder
	refusal *gqlerror.Error
}

func (r *rewriter) copy(n int) {
	r.to.WriteString(r.from[r.at : r.at+n])
	r.at += n
}

// string copies one string, and as many spaces as it became shorter.
func (r *rewriter) string() {
	shorter := 0
	r.copy(1)
	for r.at < len(r.from) && r.refusal == nil {
		switch c := r.from[r.at]; {
		case c == '"':
			r.copy(1)
			r.to.WriteString(strings.Repeat(" ", max(shorter, 0)))
			return
		case c == '\n' || c == '\r': // the string is not ended, which is for the parser to say
			return
		case c != '\\' || r.at+1 == len(r.from):
			r.copy(1)
		case r.from[r.at+1] != 'u':
			r.copy(2)
		default:
			shorter += r.escape()
		}
	}
}

// escape copies an escape that begins with \u, and returns how many characters shorter it became.
func (r *rewriter) escape() (shorter int) {
	text := r.from[r.at:]
	value, length, ok := codePoint(text)
	if !ok {
		r.copy(2) // the parser says what is wrong with it
		return 0
	}
	if utf16.IsSurrogate(value) && text[2] != '{' {
		low, more, ok := codePoint(text[length:])
		pair := utf16.DecodeRune(value, low)
		if !ok || text[length+2] == '{' || pair == utf8.RuneError {
			r.refuse("%s is half of a surrogate pair: a pair is \\uD83D\\uDC26, or one \\u{1F426}", text[:length])
			return 0
		}
		value, length = pair, length+more
	}
	if !utf8.ValidRune(value) {
		r.refuse("%s is no character of Unicode: they go from \\u{0} to \\u{10FFFF}, surrogates left out", fault.Clip(text[:length]))
		return 0
	}
	r.at += length
	if value <= 0xFFFF { // it may be one that can't stand in a string as it is
		fmt.Fprintf(&r.to, `\u%04X`, value)
		return length - len(`\u0000`)
	}
	r.to.WriteRune(value)
	return length - 1
}

func (r *rewriter) refuse(format string, args ...any) {
	r.refusal = fault.New(fault.ParseFailed, format, args...)
	before := r.from[:r.at]
	line := strings.Count(before, "\n") + 1
	column := utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1
	r.refusal.Locations = []gqlerror.Location{{Line: line, Column: column}}
}

// codePoint reads \uXXXX or \u{X…} at the beginning of a text. A value that is too large to hold is beyond Unicode.
func codePoint(text string) (value rune, length int, ok bool) {
	if !strings.HasPrefix(text, `\u`) {
		return 0, 0, false
	}
	digits, length := "", 6
	switch {
	case strings.HasPrefix(text, `\u{`):
		end := strings.IndexAny(text, "}\"\n\r")
		if end < 0 || text[end] != '}' {
			return 0, 0, false
		}
		digits, length = text[3:end], end+1
	case len(text) >= 6:
		digits = text[2:6]
	}
	if digits == "" || strings.Trim(digits, "0123456789abcdefABCDEF") != "" {
		return 0, 0, false
	}
	n, err := strconv.ParseUint(digits, 16, 31)
	if err != nil {
		return utf8.MaxRune + 1, length, true
	}
	return rune(n), length, true
}
