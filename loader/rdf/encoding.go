package rdf

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// encoding checks that the line is UTF-8, and the first without a byte order mark.
func (s *statement) encoding() error {
	if s.number == 1 {
		switch {
		case utf16(s.line):
			return s.fault(0, "the file is UTF-16; save it as UTF-8 without a byte order mark")
		case bytes.HasPrefix(s.line, []byte("\xEF\xBB\xBF")):
			return s.fault(0, "the file begins with a byte order mark; save it as UTF-8 without one")
		}
	}
	if utf8.Valid(s.line) {
		return nil
	}
	at := 0
	for {
		r, size := utf8.DecodeRune(s.line[at:])
		if r == utf8.RuneError && size == 1 {
			return s.fault(at, fmt.Sprintf("the byte 0x%02X is not UTF-8 here; save the file as UTF-8", s.line[at]))
		}
		at += size
	}
}

// utf16 says whether a first line begins as UTF-16 files do.
func utf16(line []byte) bool {
	return bytes.HasPrefix(line, []byte{0xFE, 0xFF}) || bytes.HasPrefix(line, []byte{0xFF, 0xFE})
}

// broken reports that the file can't be read to its end.
func (s *statement) broken(err error) error {
	msg := fmt.Sprintf("the file can't be read on: %v; what stands from here on was not read", err)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		msg = "the file is cut short; fetch or compress it again"
	}
	return &Error{File: s.file, Line: s.number, Column: column(s.line, len(s.line)), Msg: msg, Err: err}
}
