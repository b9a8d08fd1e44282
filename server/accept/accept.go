// Package accept reads the Accept header of HTTP (RFC 9110, section 12.5.1). It
// imports nothing of this module.
package accept

import (
	"mime"
	"strconv"
	"strings"
)

// Quality is the q-value that the most specific range of the header gives a
// media type such as "application/json", between 0 and 1; 0 where no range
// covers it. A member that can't be read counts for nothing.
func Quality(header, t string) float64 {
	kind, _, _ := strings.Cut(t, "/")
	best, q := -1, 0.0
	for member := range strings.SplitSeq(header, ",") {
		media, parameters, err := mime.ParseMediaType(member)
		if err != nil {
			continue
		}
		specific := -1
		switch media {
		case t:
			specific = 2
		case kind + "/*":
			specific = 1
		case "*/*":
			specific = 0
		}
		if charset := parameters["charset"]; charset != "" && !strings.EqualFold(charset, "utf-8") {
			continue
		}
		if specific > best {
			best, q = specific, weight(parameters["q"])
		}
	}
	return q
}

func weight(text string) float64 {
	if text == "" {
		return 1
	}
	q, err := strconv.ParseFloat(text, 64)
	if err != nil || q < 0 || q > 1 {
		return 0
	}
	return q
}

// Coding is the one of some content codings that an Accept-Encoding header likes best, the first of those that it likes
// alike; "" where it takes none.
func Coding(header string, offered ...string) string {
	chosen, best := "", 0.0
	for _, coding := range offered {
		if q := liking(header, coding); q > best {
			chosen, best = coding, q
		}
	}
	return chosen
}

// liking is the q-value that a header gives a coding.
func liking(header, coding string) float64 {
	anything := 0.0
	for member := range strings.SplitSeq(header, ",") {
		name, parameter, _ := strings.Cut(strings.TrimSpace(member), ";")
		q, _ := strings.CutPrefix(strings.TrimSpace(parameter), "q=")
		switch name = strings.TrimSpace(name); {
		case strings.EqualFold(name, coding):
			return weight(q)
		case name == "*":
			anything = weight(q)
		}
	}
	return anything
}
