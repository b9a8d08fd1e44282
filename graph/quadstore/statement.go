package quadstore

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// ErrSyntax is returned for a line that is not N-Quads.
var ErrSyntax = errors.New("not N-Quads")

// statement is a line of N-Quads cut into its terms, as they are written; the
// label may be empty.
type statement [4]string

// parseStatement cuts a line. A line without a statement gives false.
func parseStatement(line string) (st statement, ok bool, err error) {
	rest := strings.TrimLeft(line, " \t")
	if rest == "" || rest[0] == '#' || rest == "\r" {
		return st, false, nil
	}
	for i := range st {
		if i == 3 && rest != "" && rest[0] == '.' {
			break
		}
		n := termLen(rest)
		if n == 0 || i == 1 && rest[0] != '<' || i != 2 && rest[0] == '"' {
			return st, false, fmt.Errorf("%s expected: %w", [...]string{"subject", "predicate", "object", "label or ."}[i], ErrSyntax)
		}
		st[i], rest = rest[:n], strings.TrimLeft(rest[n:], " \t")
	}
	end, ok := strings.CutPrefix(rest, ".")
	end = strings.TrimLeft(end, " \t\r")
	if !ok || end != "" && end[0] != '#' {
		return st, false, fmt.Errorf(". expected: %w", ErrSyntax)
	}
	return st, true, nil
}

// termLen returns how long the term at the beginning of s is, 0 if there is none.
func termLen(s string) int {
	switch {
	case s == "":
		return 0
	case s[0] == '<':
		return strings.IndexByte(s, '>') + 1
	case s[0] == '"':
		return literalLen(s)
	case strings.HasPrefix(s, "_:"):
		n := strings.IndexAny(s, " \t<\"\r")
		if n < 0 {
			n = len(s)
		}
		n = len(strings.TrimRight(s[:n], ".")) // a dot may be in a label, not end it
		if n > 2 {
			return n
		}
	}
	return 0
}

func literalLen(s string) int {
	n := 1
	for {
		i := strings.IndexAny(s[n:], `"\`)
		if i < 0 {
			return 0
		}
		n += i + 1
		if s[n-1] == '"' {
			break
		}
		n++ // what a backslash stands before
		if n > len(s) {
			return 0
		}
	}
	switch rest := s[n:]; {
	case strings.HasPrefix(rest, "^^<"):
		i := strings.IndexByte(rest, '>')
		if i < 0 {
			return 0
		}
		return n + i + 1
	case strings.HasPrefix(rest, "@"):
		tag := strings.TrimLeft(rest[1:], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")
		return len(s) - len(tag)
	}
	return n
}

// parseTerm takes apart a term that termLen has measured.
func parseTerm(s string) (term, error) {
	switch s[0] {
	case '<':
		iri, err := unescape(s[1 : len(s)-1])
		n := headLen(iri)
		return term{kindIRI, iri[:n], iri[n:]}, err
	case '_':
		return term{kindBlank, "", s[2:]}, nil
	}
	end := strings.LastIndexByte(s, '"')
	text, err := unescape(s[1:end])
	if err != nil {
		return term{}, err
	}
	switch rest := s[end+1:]; {
	case rest == "":
		return term{kindString, "", text}, nil
	case rest[0] == '@':
		return term{kindLang, rest[1:], text}, nil
	default:
		datatype, err := unescape(rest[3 : len(rest)-1])
		return term{kindTyped, datatype, text}, err
	}
}

// unescape resolves the escapes of a term; most have none and are not copied.
func unescape(s string) (string, error) {
	i := strings.IndexByte(s, '\\')
	if i < 0 {
		return s, nil
	}
	b := make([]byte, 0, len(s))
	for ; i >= 0; i = strings.IndexByte(s, '\\') {
		b = append(b, s[:i]...)
		r, n := escaped(s[i:])
		if n == 0 {
			return "", fmt.Errorf("escape in %q: %w", s, ErrSyntax)
		}
		b, s = utf8.AppendRune(b, r), s[i+n:]
	}
	return string(append(b, s...)), nil
}

// escaped returns the character that an escape stands for and the escape's
// length, 0 if it is none.
func escaped(s string) (rune, int) {
	if len(s) < 2 {
		return 0, 0
	}
	var digits int
	switch s[1] {
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	default:
		i := strings.IndexByte(`tbnrf"'\`, s[1])
		if i < 0 {
			return 0, 0
		}
		return rune("\t\b\n\r\f\"'\\"[i]), 2
	}
	if len(s) < 2+digits {
		return 0, 0
	}
	n, err := strconv.ParseUint(s[2:2+digits], 16, 32)
	if err != nil || !utf8.ValidRune(rune(n)) {
		return 0, 0
	}
	return rune(n), 2 + digits
}
