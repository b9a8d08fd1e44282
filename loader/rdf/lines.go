package rdf

import (
	"bytes"
	"errors"
	"io"
)

// errLongLine is returned by lines.next with the part of the line within the limit.
var errLongLine = errors.New("line over the limit")

const (
	firstBuffer = 64 << 10
	// A search for a line end looks this far for LF before it looks for CR, so
	// that lines which end in CR alone don't cost a scan of the whole buffer each.
	searchStep = 4 << 10
	// An io.Reader may return nothing and no error; that often in a row is a fault.
	emptyReads = 100
)

// lines cuts a stream into lines in a buffer that never outgrows the limit by
// more than one byte or falls below firstBuffer.
type lines struct {
	source     io.Reader
	limit      int // of a line, in bytes, its end not counted
	buffer     []byte
	start, end int   // what is read and not yet given: buffer[start:end]
	number     int   // of the line last given, from 1
	afterCR    bool  // an LF that comes next belongs to the line before
	ended      bool  // source has no more
	err        error // why, unless that is the plain end of the file
}

// next returns the next line without its end, valid until the call after, and
// false after the last. Its error is errLongLine, with the part that fits, or
// that of the source, with what was read of the line.
func (l *lines) next() ([]byte, bool, error) {
	searched := 0
	for {
		l.dropLF()
		rest := l.buffer[l.start:l.end]
		n := lineEnd(rest[searched:])
		if n < 0 {
			n = len(rest) - searched
		}
		if searched += n; searched > l.limit {
			return l.cut(), true, errLongLine
		}
		if searched < len(rest) {
			return l.take(searched), true, nil
		}
		if l.ended {
			return l.last()
		}
		l.fill()
	}
}

// take gives the next n bytes as a line that ends with the byte after.
func (l *lines) take(n int) []byte {
	line := l.buffer[l.start : l.start+n]
	l.afterCR = l.buffer[l.start+n] == '\r'
	l.start += n + 1
	l.number++
	return line
}

// last gives what stands after the last line end, with the error of the source.
func (l *lines) last() ([]byte, bool, error) {
	line, err := l.buffer[l.start:l.end], l.err
	l.start, l.err = l.end, nil
	if len(line) == 0 && err == nil {
		return nil, false, nil
	}
	l.number++
	return line, true, err
}

// cut gives the part of a long line that is within the limit, and drops the rest.
func (l *lines) cut() []byte {
	line := bytes.Clone(l.buffer[l.start : l.start+l.limit])
	for {
		if n := lineEnd(l.buffer[l.start:l.end]); n >= 0 {
			l.take(n)
			return line
		}
		l.start = l.end
		if l.ended {
			l.number++
			return line
		}
		l.fill()
	}
}

// dropLF completes the CR LF whose CR ended the line before.
func (l *lines) dropLF() {
	if l.afterCR && l.start < l.end {
		if l.buffer[l.start] == '\n' {
			l.start++
		}
		l.afterCR = false
	}
}

// fill reads more, into a buffer that doubles when a line fills it.
func (l *lines) fill() {
	if l.start > 0 {
		l.end = copy(l.buffer, l.buffer[l.start:l.end])
		l.start = 0
	}
	if l.end == len(l.buffer) {
		size := max(firstBuffer, min(2*len(l.buffer), l.limit+1))
		l.buffer = append(make([]byte, 0, size), l.buffer...)[:size]
	}
	for range emptyReads {
		n, err := l.source.Read(l.buffer[l.end:])
		l.end += n
		if err != nil && err != io.EOF {
			l.err = err
		}
		if l.ended = err != nil; l.ended || n > 0 {
			return
		}
	}
	l.ended, l.err = true, io.ErrNoProgress
}

// lineEnd is the offset of the first LF or CR, or -1.
func lineEnd(b []byte) int {
	for from := 0; from < len(b); from += searchStep {
		part := b[from:min(from+searchStep, len(b))]
		lf := bytes.IndexByte(part, '\n')
		if lf >= 0 {
			part = part[:lf]
		}
		if cr := bytes.IndexByte(part, '\r'); cr >= 0 {
			return from + cr
		}
		if lf >= 0 {
			return from + lf
		}
	}
	return -1
}
