// Package cors lets pages of listed origins read answers (the CORS protocol of the Fetch standard). Without a list no page
// of another origin may.
//
// It knows HTTP's headers and nothing of what is answered.
package cors

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Any is the member of a list that lets in every origin, without credentials.
const Any = "*"

// errOrigin is a list that says what no browser sends.
var errOrigin = errors.New("an origin is a scheme, a host and a port where it is not the usual one, such as https://app.example.org, or * for all")

// Origins is a list of the origins whose pages may read answers. The zero value lets in none.
type Origins struct {
	list []string
	any  bool
}

// New reads a list. The error names the member that is no origin.
func New(list []string) (Origins, error) {
	var o Origins
	for _, member := range list {
		if member == Any {
			o.any = true
			continue
		}
		u, err := url.Parse(member)
		if err != nil || u.Host == "" || u.Scheme == "" || u.Scheme+"://"+u.Host != member || member != strings.ToLower(member) || strings.Contains(u.Host, "*") {
			return Origins{}, fmt.Errorf("origin %q: %w", member, errOrigin)
		}
		o.list = append(o.list, member)
	}
	return o, nil
}

// Empty reports whether no origin is listed.
func (o Origins) Empty() bool { return !o.any && len(o.list) == 0 }

// Allows reports whether an Origin header names a listed origin, to the letter. The origin "null" is everybody's, and so is
// listed by * only.
func (o Origins) Allows(origin string) bool {
	return origin != "" && (o.any || o.Listed(origin))
}

// Listed reports whether an origin is listed by name.
func (o Origins) Listed(origin string) bool { return slices.Contains(o.list, origin) }

// What pages of other origins may send and read, beyond what they always may.
const (
	methods = "GET, HEAD, POST"
	headers = "Accept, Authorization, Content-Type, GraphQL-Cost, If-None-Match, X-Request-Id, X-Whence-Version, Traceparent, Tracestate"
	exposed = "ETag, GraphQL-Cost, GraphQL-Cost-Limit, Retry-After, X-Request-Id, X-Whence-Version"
	// maxAge is for how many seconds a browser need not ask again; none keeps it for longer than two hours.
	maxAge = "7200"
)

// Answer sets the headers by which a browser decides what a page may read. Each answer says that it depends on the origin,
// those to origins that are not listed too, or a cache would give one origin's answer to another. It answers a preflight
// and reports true then: the request is over.
func (o Origins) Answer(w http.ResponseWriter, r *http.Request) (over bool) {
	if o.Empty() {
		return false
	}
	h := w.Header()
	h.Add("Vary", "Origin")
	origins := r.Header.Values("Origin")
	preflight := r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != ""
	if len(origins) == 1 && o.Allows(origins[0]) {
		if o.Listed(origins[0]) {
			h.Set("Access-Control-Allow-Origin", origins[0])
			h.Set("Access-Control-Allow-Credentials", "true")
		} else {
			h.Set("Access-Control-Allow-Origin", Any)
		}
		if preflight {
			h.Set("Access-Control-Allow-Methods", methods)
			h.Set("Access-Control-Allow-Headers", headers)
			h.Set("Access-Control-Max-Age", maxAge)
		} else {
			h.Set("Access-Control-Expose-Headers", exposed)
		}
	}
	if !preflight {
		return false
	}
	h.Add("Vary", "Access-Control-Request-Method, Access-Control-Request-Headers")
	w.WriteHeader(http.StatusNoContent)
	return true
}
