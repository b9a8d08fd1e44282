// Package body reads GraphQL requests as they arrive: the JSON of a POST or a
// WebSocket message, and the parameters of a GET. It is stricter than
// encoding/json, which lets pass what two readers understand differently:
// repeated keys, broken UTF-8, half of a surrogate pair.
//
// It knows the request's four members and nothing of what they say; of this
// module it imports the codes of package fault only.
package body

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whence/server/fault"
)

// Request is one GraphQL request. Numbers in Variables and Extensions are
// json.Number, objects map[string]any, lists []any.
type Request struct {
	Query, OperationName  string
	Variables, Extensions map[string]any
	// DocumentID names a document that the server holds, in place of Query.
	DocumentID string
	// ReadOnly says that the request came by GET, which may not change anything.
	ReadOnly bool
	// Proposing says that it may ask for nothing but proposals.
	Proposing bool
	// Streams says that the request came by WebSocket or asks for server-sent
	// events, which alone can carry the many answers of a subscription.
	Streams bool
	// LastEvent is the id of the last event that the client has had of an earlier
	// stream of the same request, or "".
	LastEvent string
}

// PersistedHash is the SHA-256 in lower-case hexadecimal by which the request
// names its query (extensions.persistedQuery), or "".
func (r *Request) PersistedHash() (string, *gqlerror.Error) {
	extension, given := r.Extensions["persistedQuery"]
	if !given || extension == nil {
		return "", nil
	}
	persisted, _ := extension.(map[string]any)
	hash, _ := persisted["sha256Hash"].(string)
	if version, _ := persisted["version"].(interface{ String() string }); version == nil || version.String() != "1" || len(hash) != 64 {
		return "", fault.New(fault.BadRequest, `extensions.persistedQuery must be {"version": 1, "sha256Hash": "…"} with 64 hexadecimal digits`)
	}
	return strings.ToLower(hash), nil
}

// Decode reads the JSON object of a POST's body. Errors carry BAD_REQUEST, or
// BAD_USER_INPUT where a list is longer than any argument may be.
func (l Limits) Decode(data []byte) (*Request, *gqlerror.Error) {
	if !utf8.Valid(data) {
		return nil, fault.New(fault.BadRequest, "the body is not UTF-8")
	}
	d := decoder{text: string(data), limits: l.withDefaults()}
	d.space()
	if d.peek() == '[' {
		return nil, fault.New(fault.BadRequest, "the body is a list: batches are not supported, send each request by itself")
	}
	if d.peek() != '{' {
		return nil, fault.New(fault.BadRequest, `the body must be a JSON object: {"query": "…", "variables": {…}}`)
	}
	m := d.request()
	d.end()
	if d.refusal != nil {
		return nil, d.refusal
	}
	return m.request()
}

// FromMap reads a request from a decoded JSON object, as in the payload of a
// WebSocket message.
func FromMap(all map[string]any) (*Request, *gqlerror.Error) {
	m := members{all["query"], all["operationName"], all["variables"], all["extensions"], all["documentId"], all["id"]}
	return m.request()
}

// members are those of a request that mean something. Relay's examples call documentId id.
type members struct{ query, operationName, variables, extensions, documentID, id any }

// Object reads one JSON object and nothing after it.
func (l Limits) Object(data []byte) (map[string]any, *gqlerror.Error) {
	if !utf8.Valid(data) {
		return nil, fault.New(fault.BadRequest, "the message is not UTF-8")
	}
	return l.object(string(data), "the message")
}

func (l Limits) object(text, what string) (map[string]any, *gqlerror.Error) {
	d := decoder{text: text, limits: l.withDefaults()}
	d.space()
	if d.peek() != '{' {
		return nil, fault.New(fault.BadRequest, "%s must be a JSON object", what)
	}
	members := d.object(0)
	d.end()
	return members, d.refusal
}

func (m *members) request() (*Request, *gqlerror.Error) {
	var r Request
	var refusal *gqlerror.Error
	text := func(name string, member any) string {
		value, ok := member.(string)
		if !ok && member != nil && refusal == nil {
			refusal = fault.New(fault.BadRequest, "%s must be a string", name)
		}
		return value
	}
	object := func(name string, member any) map[string]any {
		value, ok := member.(map[string]any)
		if !ok && member != nil && refusal == nil {
			refusal = fault.New(fault.BadRequest, "%s must be an object", name)
		}
		return value
	}
	r.Query, r.OperationName = text("query", m.query), text("operationName", m.operationName)
	r.Variables, r.Extensions = object("variables", m.variables), object("extensions", m.extensions)
	r.DocumentID = text("documentId", m.documentID)
	if id, ok := m.id.(string); ok && r.DocumentID == "" && r.Query == "" {
		r.DocumentID = id
	}
	return complete(&r, refusal)
}

func complete(r *Request, refusal *gqlerror.Error) (*Request, *gqlerror.Error) {
	if refusal != nil {
		return nil, refusal
	}
	switch {
	case r.Query != "" && r.DocumentID != "":
		return nil, fault.New(fault.BadRequest, "query and documentId are both given: send one of them")
	case r.Query == "" && r.DocumentID == "" && r.Extensions["persistedQuery"] == nil:
		return nil, fault.New(fault.BadRequest, "query is missing: send the query as a string")
	}
	return r, nil
}

// FromURL reads the parameters of a GET: query, operationName and documentId as text,
// variables and extensions as JSON objects, each at most once.
func (l Limits) FromURL(rawQuery string) (*Request, *gqlerror.Error) {
	parameters, err := url.ParseQuery(rawQuery)
	if err != nil {
		return nil, fault.New(fault.BadRequest, "the URL's query string is not well-formed: percent-encode its values")
	}
	for name, values := range parameters {
		if len(values) > 1 {
			return nil, fault.New(fault.BadRequest, "the parameter %q is given %d times", fault.Clip(name), len(values))
		}
		if !utf8.ValidString(values[0]) {
			return nil, fault.New(fault.BadRequest, "the parameter %q is not UTF-8", fault.Clip(name))
		}
	}
	r := &Request{Query: parameters.Get("query"), OperationName: parameters.Get("operationName"), DocumentID: parameters.Get("documentId"), ReadOnly: true}
	if r.DocumentID == "" && r.Query == "" {
		r.DocumentID = parameters.Get("id")
	}
	var refusal *gqlerror.Error
	if r.Variables, refusal = l.parameter(parameters, "variables"); refusal != nil {
		return nil, refusal
	}
	r.Extensions, refusal = l.parameter(parameters, "extensions")
	return complete(r, refusal)
}

func (l Limits) parameter(parameters url.Values, name string) (map[string]any, *gqlerror.Error) {
	text := parameters.Get(name)
	if text == "" || text == "null" {
		return nil, nil
	}
	return l.object(text, name)
}

// AskCost asks for extensions.cost in the answer, as extensions {"cost": true} do.
func (r *Request) AskCost() {
	if r.Extensions == nil {
		r.Extensions = map[string]any{}
	}
	r.Extensions["cost"] = true
}
