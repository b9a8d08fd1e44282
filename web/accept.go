package web

import (
	"strconv"
	"strings"
)

// preference is one member of an Accept or Accept-Encoding header.
type preference struct {
	name    string
	quality float64
}

// preferences reads a header by RFC 9110, section 12.4.2. A quality that is no number counts as 0.
func preferences(header string) []preference {
	var list []preference
	for member := range strings.SplitSeq(header, ",") {
		name, parameters, _ := strings.Cut(member, ";")
		p := preference{name: strings.ToLower(strings.TrimSpace(name)), quality: 1}
		for parameter := range strings.SplitSeq(parameters, ";") {
			if q, ok := strings.CutPrefix(strings.ToLower(strings.TrimSpace(parameter)), "q="); ok {
				p.quality, _ = strconv.ParseFloat(q, 64)
			}
		}
		if p.name != "" {
			list = append(list, p)
		}
	}
	return list
}

// accepts says whether a header names a coding with a quality above 0.
func accepts(header, coding string) bool {
	for _, p := range preferences(header) {
		if p.name == coding {
			return p.quality > 0
		}
	}
	return false
}

// wantsPage says whether an Accept header asks for HTML, by name, at least as
// much as for any other named type. Only browsers do: a client that takes
// anything (*/*) is after the data.
func wantsPage(header string) bool {
	var html, other float64
	for _, p := range preferences(header) {
		switch p.name {
		case "text/html", "application/xhtml+xml":
			html = max(html, p.quality)
		case "application/ld+json", "application/json", "application/n-quads", "text/turtle", "application/n-triples", "application/trig", "text/x-nquads":
			other = max(other, p.quality)
		}
	}
	return html > 0 && html >= other
}
