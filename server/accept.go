package server

import (
	"mime"
	"strconv"
	"strings"
)

// mediaType is one of the two that GraphQL over HTTP answers in.
type mediaType string

const (
	plainJSON    mediaType = "application/json"
	responseJSON mediaType = "application/graphql-response+json"
)

// negotiate picks the media type of an answer by the q-values of an Accept
// header, and application/json where it leaves the choice to us. ok is false
// where it takes neither.
func negotiate(accept string) (answer mediaType, ok bool) {
	if strings.TrimSpace(accept) == "" || accept == "*/*" {
		return plainJSON, true
	}
	plain, response := quality(accept, plainJSON), quality(accept, responseJSON)
	switch {
	case plain <= 0 && response <= 0:
		return "", false
	case response > plain:
		return responseJSON, true
	case response == plain && named(accept, responseJSON) && !named(accept, plainJSON):
		return responseJSON, true
	}
	return plainJSON, true
}

func named(accept string, t mediaType) bool {
	return strings.Contains(strings.ToLower(accept), string(t))
}

// quality is the q-value that the most specific range of the header gives t; 0
// where none covers it.
func quality(accept string, t mediaType) float64 {
	best, q := -1, 0.0
	for member := range strings.SplitSeq(accept, ",") {
		media, parameters, err := mime.ParseMediaType(member)
		if err != nil {
			continue
		}
		specific := -1
		switch media {
		case string(t):
			specific = 2
		case "application/*":
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

// acceptsGzip reports whether an Accept-Encoding header takes gzip.
func acceptsGzip(header string) bool {
	anything := false
	for member := range strings.SplitSeq(header, ",") {
		coding, parameter, _ := strings.Cut(strings.TrimSpace(member), ";")
		q, _ := strings.CutPrefix(strings.TrimSpace(parameter), "q=")
		switch strings.ToLower(strings.TrimSpace(coding)) {
		case "gzip":
			return weight(q) > 0
		case "*":
			anything = weight(q) > 0
		}
	}
	return anything
}

// isJSON reports whether a Content-Type header names JSON in UTF-8.
func isJSON(header string) bool {
	if header == string(plainJSON) {
		return true
	}
	media, parameters, err := mime.ParseMediaType(header)
	if err != nil || media != string(plainJSON) {
		return false
	}
	charset, given := parameters["charset"]
	return !given || strings.EqualFold(charset, "utf-8")
}
