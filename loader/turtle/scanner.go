package turtle

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// scanner reads code points with as much look-ahead as a caller asks for, and knows where it is.
type scanner struct {
	in           io.Reader
	name         string
	buf          []byte
	at           int // within buf
	over         bool
	failed       error // of the underlying reader
	line, column int
}

const (
	end     = rune(-1)
	invalid = rune(-2)
	chunk   = 64 << 10
)

// has reports whether n bytes lie ahead, reading more where they do not yet.
func (s *scanner) has(n int) bool {
	for len(s.buf)-s.at < n && !s.over {
		if s.at > 0 {
			s.buf = append(s.buf[:0], s.buf[s.at:]...)
			s.at = 0
		}
		have := len(s.buf)
		s.buf = append(s.buf, make([]byte, chunk)...)
		got, err := s.in.Read(s.buf[have:])
		s.buf = s.buf[:have+got]
		if err != nil {
			s.over = true
			if !errors.Is(err, io.EOF) {
				s.failed = err
			}
		}
	}
	return len(s.buf)-s.at >= n
}

// runeAt is the code point that many bytes ahead, and its size.
func (s *scanner) runeAt(offset int) (rune, int) {
	if !s.has(offset + 1) {
		return end, 0
	}
	if c := s.buf[s.at+offset]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	s.has(offset + utf8.UTFMax)
	r, size := utf8.DecodeRune(s.buf[s.at+offset:])
	if r == utf8.RuneError && size <= 1 {
		return invalid, 1
	}
	return r, size
}

func (s *scanner) peek() rune { r, _ := s.runeAt(0); return r }

// take consumes a code point.
func (s *scanner) take() rune {
	r, size := s.runeAt(0)
	s.at += size
	switch {
	case r == '\n' || r == '\r' && s.peek() != '\n':
		s.line, s.column = s.line+1, 1
	case size > 0:
		s.column++
	}
	return r
}

// skipMark skips a byte order mark.
func (s *scanner) skipMark() {
	if s.peek() == '\uFEFF' {
		s.take()
		s.column = 1
	}
}

// space skips blanks and comments.
func (s *scanner) space() error {
	for {
		switch s.peek() {
		case ' ', '\t', '\r', '\n':
			s.take()
		case '#':
			for r := s.peek(); r != '\n' && r != '\r' && r != end; r = s.peek() {
				if r == invalid {
					return s.mistake("these bytes are no UTF-8; write the file as UTF-8")
				}
				s.take()
			}
		case end:
			return s.failed
		default:
			return nil
		}
	}
}

func (s *scanner) expect(c rune, what string) error {
	if err := s.space(); err != nil {
		return err
	}
	if s.peek() != c {
		return s.fault(what)
	}
	s.take()
	return nil
}

// keyword reports whether a word stands ahead in any case, behind which no name goes on.
func (s *scanner) keyword(word string) bool {
	for i := range len(word) {
		r, _ := s.runeAt(i)
		if r < 0 || r >= utf8.RuneSelf || !strings.EqualFold(string(r), word[i:i+1]) {
			return false
		}
	}
	next, _ := s.runeAt(len(word))
	return !isNameChar(next) && next != ':' && next != '.'
}

// word takes letters.
func (s *scanner) word() string {
	var w strings.Builder
	for r := s.peek(); r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'; r = s.peek() {
		w.WriteRune(s.take())
	}
	return w.String()
}

// fault is the error that something else was expected here.
func (s *scanner) fault(expected string) error {
	return s.mistake(fmt.Sprintf("%s stands here; want %s", s.found(), expected))
}

func (s *scanner) mistake(message string) error {
	if s.failed != nil {
		return s.failed
	}
	return &Error{Name: s.name, Line: s.line, Column: s.column, Message: message}
}

func (s *scanner) found() string {
	switch r := s.peek(); r {
	case end:
		return "the end of the file"
	case invalid:
		return "a byte that is no UTF-8"
	default:
		return fmt.Sprintf("%q", r)
	}
}
