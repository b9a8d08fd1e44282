package server

import (
	"mime"
	"strings"

	"whence/server/accept"
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
func negotiate(header string) (answer mediaType, ok bool) {
	if strings.TrimSpace(header) == "" || header == "*/*" {
		return plainJSON, true
	}
	plain, response := quality(header, plainJSON), quality(header, responseJSON)
	switch {
	case plain <= 0 && response <= 0:
		return "", false
	case response > plain:
		return responseJSON, true
	case response == plain && named(header, responseJSON) && !named(header, plainJSON):
		return responseJSON, true
	}
	return plainJSON, true
}

func named(header string, t mediaType) bool {
	return strings.Contains(strings.ToLower(header), string(t))
}

func quality(header string, t mediaType) float64 { return accept.Quality(header, string(t)) }

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
