package rdf_test

import (
	"fmt"
	"io"
	"runtime"
	"strings"
)

// repeated reads as a text so many times over.
type repeated struct {
	text []byte
	left int
	rest []byte
}

func (r *repeated) Read(b []byte) (int, error) {
	n := 0
	for n < len(b) {
		if len(r.rest) == 0 {
			if r.left == 0 {
				break
			}
			r.left--
			r.rest = r.text
		}
		c := copy(b[n:], r.rest)
		n, r.rest = n+c, r.rest[c:]
	}
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

// counted reads as so many statements of which each has terms of its own.
type counted struct {
	lines, given int
	rest         string
}

func (c *counted) Read(b []byte) (int, error) {
	if c.rest == "" {
		if c.given == c.lines {
			return 0, io.EOF
		}
		c.given++
		c.rest = fmt.Sprintf("<urn:s%[1]d-%[2]s> <urn:p%[1]d> \"o%[1]d-%[2]s\" <urn:g%[1]d> .\n", c.given, strings.Repeat("x", 50))
	}
	n := copy(b, c.rest)
	c.rest = c.rest[n:]
	return n, nil
}

// idle never has anything to read.
type idle struct{}

func (idle) Read([]byte) (int, error) { return 0, nil }

// heapGrowth is by how many bytes f makes the live heap grow, 0 if it shrinks.
func heapGrowth(f func()) uint64 {
	live := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := live()
	f()
	after := live()
	return after - min(before, after)
}
