// Package fault names what can go wrong with a request, in the words that
// clients read: every error that leaves the server carries one of these codes
// in extensions.code, and a message that says what to change.
//
// It knows GraphQL's error shape and HTTP's status numbers. It knows nothing of
// the domain, of the transport, or of any other package here, so that resolvers
// and the HTTP edge can share it.
package fault

import (
	"errors"
	"net/http"

	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Code is the value of extensions.code. Clients branch on it, so a code is
// never renamed; messages may change.
type Code string

// The codes, from the outside of the server inwards.
const (
	// BodyTooLarge refuses a request body or WebSocket message over its limit.
	BodyTooLarge Code = "BODY_TOO_LARGE"
	// HeadersTooLarge refuses a request line and headers over their limit.
	HeadersTooLarge Code = "HEADERS_TOO_LARGE"
	// BadRequest refuses what is not a GraphQL request: broken JSON, a
	// parameter of the wrong type, a missing query.
	BadRequest Code = "BAD_REQUEST"
	// UnsupportedMediaType refuses a body that is not JSON in UTF-8.
	UnsupportedMediaType Code = "UNSUPPORTED_MEDIA_TYPE"
	// NotAcceptable refuses an Accept header that no answer of ours satisfies.
	NotAcceptable Code = "NOT_ACCEPTABLE"
	// MethodNotAllowed refuses a method other than those in the Allow header,
	// and a mutation sent by GET.
	MethodNotAllowed Code = "METHOD_NOT_ALLOWED"
	// PersistedQueryNotFound asks the client to send the query with its hash.
	PersistedQueryNotFound Code = "PERSISTED_QUERY_NOT_FOUND"
	// ParseFailed refuses a query with a syntax error.
	ParseFailed Code = "GRAPHQL_PARSE_FAILED"
	// ValidationFailed refuses a query that the schema does not allow.
	ValidationFailed Code = "GRAPHQL_VALIDATION_FAILED"
	// QueryTooLarge refuses a query of too many bytes or tokens.
	QueryTooLarge Code = "QUERY_TOO_LARGE"
	// QueryTooDeep refuses a query nested too deeply.
	QueryTooDeep Code = "QUERY_TOO_DEEP"
	// QueryTooWide refuses too many aliases, root fields, directives, fragments,
	// selections of one set, or fields once fragments are expanded.
	QueryTooWide Code = "QUERY_TOO_WIDE"
	// QueryTooComplex refuses a query whose cost is over the limit.
	QueryTooComplex Code = "QUERY_TOO_COMPLEX"
	// BadUserInput refuses the value of an argument or variable.
	BadUserInput Code = "BAD_USER_INPUT"
	// BadCursor refuses a cursor that this server did not make for this query.
	BadCursor Code = "BAD_CURSOR"
	// NotFound says that an id names nothing.
	NotFound Code = "NOT_FOUND"
	// Ambiguous says that a name fits several entities; the extensions list them.
	Ambiguous Code = "AMBIGUOUS"
	// PathLimit says that a question met its limit before it had an answer: a search
	// for paths, a list or a count of too much.
	PathLimit Code = "PATH_LIMIT"
	// ResponseTooLarge stops an answer that outgrew its limit of bytes or fields.
	ResponseTooLarge Code = "RESPONSE_TOO_LARGE"
	// Timeout stops a request that ran past its deadline.
	Timeout Code = "TIMEOUT"
	// Overloaded asks the client to come back after Retry-After seconds.
	Overloaded Code = "OVERLOADED"
	// Cancelled stops a request whose client has gone.
	Cancelled Code = "CANCELLED"
	// Unauthenticated refuses credentials that are missing or not valid.
	Unauthenticated Code = "UNAUTHENTICATED"
	// Forbidden refuses what the caller's role may not do.
	Forbidden Code = "FORBIDDEN"
	// RateLimited asks a caller who has written too much, or sent too many wrong
	// credentials, to wait for Retry-After seconds.
	RateLimited Code = "RATE_LIMITED"
	// ReadOnly refuses every mutation of a server that knows nobody.
	ReadOnly Code = "READ_ONLY"
	// Misdirected refuses a request for a host, or from a page of a host, that the
	// server does not answer for.
	Misdirected Code = "MISDIRECTED_REQUEST"
	// CursorLost says that a cursor is of another history: read the graph anew.
	CursorLost Code = "CURSOR_LOST"
	// Unavailable says that a write can't be done at the moment, for the store's
	// database is away. Whether it was done, the same write with the same key tells.
	Unavailable Code = "UNAVAILABLE"
	// Behind says that this server does not yet have the version that was asked for.
	Behind Code = "BEHIND"
	// Internal hides a defect of ours: the message is fixed, the log has the rest.
	Internal Code = "INTERNAL"
)

var statuses = map[Code]int{
	BodyTooLarge:           http.StatusRequestEntityTooLarge,
	HeadersTooLarge:        http.StatusRequestHeaderFieldsTooLarge,
	BadRequest:             http.StatusBadRequest,
	UnsupportedMediaType:   http.StatusUnsupportedMediaType,
	NotAcceptable:          http.StatusNotAcceptable,
	MethodNotAllowed:       http.StatusMethodNotAllowed,
	PersistedQueryNotFound: http.StatusBadRequest,
	ParseFailed:            http.StatusBadRequest,
	ValidationFailed:       http.StatusBadRequest,
	QueryTooLarge:          http.StatusBadRequest,
	QueryTooDeep:           http.StatusBadRequest,
	QueryTooWide:           http.StatusBadRequest,
	QueryTooComplex:        http.StatusBadRequest,
	BadUserInput:           http.StatusBadRequest,
	BadCursor:              http.StatusBadRequest,
	NotFound:               http.StatusOK,
	Ambiguous:              http.StatusOK,
	PathLimit:              http.StatusOK,
	ResponseTooLarge:       http.StatusOK,
	Timeout:                http.StatusOK,
	Overloaded:             http.StatusServiceUnavailable,
	Cancelled:              http.StatusOK,
	Unauthenticated:        http.StatusUnauthorized,
	Forbidden:              http.StatusForbidden,
	RateLimited:            http.StatusTooManyRequests,
	ReadOnly:               http.StatusForbidden,
	Misdirected:            http.StatusMisdirectedRequest,
	CursorLost:             http.StatusConflict,
	Unavailable:            http.StatusServiceUnavailable,
	Behind:                 http.StatusServiceUnavailable,
	Internal:               http.StatusInternalServerError,
}

// Known reports whether c is one of this package's codes.
func (c Code) Known() bool { _, ok := statuses[c]; return ok }

// Status is the HTTP status of a request refused with c before it executed, as
// application/graphql-response+json; it is 500 for a code that is not Known.
func (c Code) Status() int {
	if s, ok := statuses[c]; ok {
		return s
	}
	return http.StatusInternalServerError
}

// OfQuery reports whether c blames what the query says, and not the way in which
// it was sent: the request reached GraphQL, and GraphQL refused it.
func (c Code) OfQuery() bool {
	switch c {
	case PersistedQueryNotFound, ParseFailed, ValidationFailed, QueryTooLarge, QueryTooDeep, QueryTooWide, QueryTooComplex, BadUserInput, BadCursor:
		return true
	}
	return false
}

// New makes an error with code c. The message goes to the client as it is: it
// says what to change, and repeats no more of the input than 100 bytes.
func New(c Code, format string, args ...any) *gqlerror.Error {
	err := gqlerror.Errorf(format, args...)
	err.Extensions = map[string]any{"code": string(c)}
	return err
}

// Wrap is New with a cause that errors.Is finds and clients never see.
func Wrap(cause error, c Code, format string, args ...any) *gqlerror.Error {
	err := New(c, format, args...)
	err.Err = cause
	return err
}

// Of returns the code that the outermost coded error in err's chain carries,
// and Internal where there is none: an error nobody coded is a defect of ours.
func Of(err error) Code {
	if coded := Find(err); coded != nil {
		return Code(coded.Extensions["code"].(string))
	}
	return Internal
}

// Find returns the outermost error in err's chain that carries a Known code, or
// nil. gqlgen wraps every resolver's error in a *gqlerror.Error, so the type
// alone says nothing about who wrote the message; the code does.
func Find(err error) *gqlerror.Error {
	for err != nil {
		var next *gqlerror.Error
		if !errors.As(err, &next) {
			return nil
		}
		if c, ok := next.Extensions["code"].(string); ok && Code(c).Known() {
			return next
		}
		err = next.Err
	}
	return nil
}

// Clip shortens s to at most 60 bytes for use in a message, so that no answer
// becomes an echo of the request.
func Clip(s string) string {
	const most = 60
	if len(s) <= most {
		return s
	}
	cut := most
	for cut > 0 && s[cut]&0xC0 == 0x80 { // never inside a character
		cut--
	}
	return s[:cut] + "…"
}
