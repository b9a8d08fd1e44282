package rdf

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Error is a place in the input that can't be read, why, and what to do.
type Error struct {
	File   string // the reader's Options.Name
	Line   int    // from 1
	Column int    // in characters, from 1; one past the last at the end of a line
	Msg    string // what is wrong, and after a semicolon what to do
	Err    error  // what the underlying io.Reader returned; nil for a mistake in the text
}

// Error gives file:line:column: what, and what to do. Without a file name it
// begins with "-", as commands call their standard input.
func (e *Error) Error() string {
	file := e.File
	if file == "" {
		file = "-"
	}
	return fmt.Sprintf("%s:%d:%d: %s", file, e.Line, e.Column, e.Msg)
}

// Unwrap returns the error of the underlying io.Reader, if that is the cause.
func (e *Error) Unwrap() error { return e.Err }

// column is the column of the byte at offset at. Each byte that isn't UTF-8
// counts as one character.
func column(line []byte, at int) int { return utf8.RuneCount(line[:at]) + 1 }

// quoted shows text in an error: what can't be seen escaped, so that it can't
// upset a terminal, and cut, so that a long line can't flood one.
func quoted(text []byte) string {
	const most = 40
	var shown strings.Builder
	shown.WriteByte('`')
	for i, n := 0, 0; i < len(text); n++ {
		if n == most {
			return shown.String() + "…`"
		}
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 || !unicode.IsPrint(r) {
			escaped := strconv.Quote(string(text[i : i+size]))
			shown.WriteString(escaped[1 : len(escaped)-1])
		} else {
			shown.WriteRune(r)
		}
		i += size
	}
	return shown.String() + "`"
}

// character names a character in an error, by its number where it can't be
// seen or is easily taken for another.
func character(r rune) string {
	switch {
	case r == ' ':
		return "a space"
	case r == '\t':
		return "a tab"
	case r > ' ' && r < 0x7F:
		return "`" + string(r) + "`"
	}
	return fmt.Sprintf("U+%04X", r)
}
