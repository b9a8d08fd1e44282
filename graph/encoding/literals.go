package encoding

import (
	"strconv"
	"strings"
	"time"
)

// LaterOf is the later of two times.
func LaterOf(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// ParseTime reads an xsd:dateTime; what is none is the zero time.
func ParseTime(text string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, strings.TrimSpace(text))
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// WholeNumber is a literal's number, 0 where it is none.
func WholeNumber(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}
