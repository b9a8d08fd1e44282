package server

import (
	"strings"
	"testing"

	"whence/server/auth"
)

const (
	response = "application/graphql-response+json"
	hello    = `{"query":"{hello}"}`
)

// exchanges are requests, and what must come back.
var exchanges = []struct {
	claim, method, path, body string
	headers                   []string
	status                    int
	code, contentType         string
}{
	{"a POST", "POST", "", hello, nil, 200, "", "application/json"},
	{"a charset", "POST", "", hello, []string{"Content-Type", "application/json; charset=UTF-8"}, 200, "", "application/json"},
	{"another charset", "POST", "", hello, []string{"Content-Type", "application/json; charset=latin1"}, 415, "UNSUPPORTED_MEDIA_TYPE", "application/json"},
	{"a form", "POST", "", "query={hello}", []string{"Content-Type", "application/x-www-form-urlencoded"}, 415, "UNSUPPORTED_MEDIA_TYPE", "application/json"},
	{"a multipart form", "POST", "", "--x", []string{"Content-Type", "multipart/form-data; boundary=x"}, 415, "UNSUPPORTED_MEDIA_TYPE", "application/json"},
	{"plain text", "POST", "", hello, []string{"Content-Type", "text/plain"}, 415, "UNSUPPORTED_MEDIA_TYPE", "application/json"},
	{"no type", "POST", "", hello, []string{"Content-Type", ""}, 415, "UNSUPPORTED_MEDIA_TYPE", "application/json"},
	{"a compressed body", "POST", "", hello, []string{"Content-Encoding", "gzip"}, 415, "UNSUPPORTED_MEDIA_TYPE", "application/json"},
	{"no body", "POST", "", "", nil, 400, "BAD_REQUEST", "application/json"},
	{"a large body", "POST", "", `{"query":"` + strings.Repeat("x", 300<<10), nil, 413, "BODY_TOO_LARGE", "application/json"},
	{"a DELETE", "DELETE", "", "", nil, 405, "METHOD_NOT_ALLOWED", "application/json"},
	{"a PUT", "PUT", "", hello, []string{"Content-Type", "application/json"}, 405, "METHOD_NOT_ALLOWED", "application/json"},
	{"a GET", "GET", "?query={hello}", "", nil, 200, "", "application/json"},
	{"a HEAD", "HEAD", "?query={hello}", "", nil, 200, "", "application/json"},
	{"a mutation by GET", "GET", "?query=mutation{change}", "", nil, 405, "METHOD_NOT_ALLOWED", "application/json"},
	{"a mutation by POST", "POST", "", `{"query":"mutation{change}"}`, nil, 200, "", "application/json"},
	{"a subscription by POST", "POST", "", `{"query":"subscription{count(to:1)}"}`, nil, 400, "BAD_REQUEST", "application/json"},
	{"anything accepted", "POST", "", hello, []string{"Accept", "*/*"}, 200, "", "application/json"},
	{"the new type", "POST", "", hello, []string{"Accept", response}, 200, "", response},
	{"the new type preferred", "POST", "", hello, []string{"Accept", response + ", application/json;q=0.9"}, 200, "", response},
	{"the old type preferred", "POST", "", hello, []string{"Accept", response + ";q=0.5, application/json"}, 200, "", "application/json"},
	{"a browser", "GET", "?query={hello}", "", []string{"Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}, 200, "", "application/json"},
	{"only HTML", "POST", "", hello, []string{"Accept", "text/html"}, 406, "NOT_ACCEPTABLE", "application/json"},
	{"JSON refused", "POST", "", hello, []string{"Accept", "*/*, application/json;q=0"}, 200, "", response},
	{"both refused", "POST", "", hello, []string{"Accept", "*/*;q=0"}, 406, "NOT_ACCEPTABLE", "application/json"},
	{"a wrong q", "POST", "", hello, []string{"Accept", "application/json;q=x"}, 406, "NOT_ACCEPTABLE", "application/json"},
	{"a parse failure as the old type", "POST", "", `{"query":"{"}`, nil, 200, "GRAPHQL_PARSE_FAILED", "application/json"},
	{"a parse failure as the new type", "POST", "", `{"query":"{"}`, []string{"Accept", response}, 400, "GRAPHQL_PARSE_FAILED", response},
	{"a validation failure", "POST", "", `{"query":"{helo}"}`, []string{"Accept", response}, 400, "GRAPHQL_VALIDATION_FAILED", response},
	{"two operations", "POST", "", `{"query":"query A{hello} query B{hello}"}`, []string{"Accept", response}, 400, "GRAPHQL_VALIDATION_FAILED", response},
	{"an operation of another name", "POST", "", `{"query":"query A{hello}","operationName":"B"}`, []string{"Accept", response}, 400, "GRAPHQL_VALIDATION_FAILED", response},
	{"a variable of another type", "POST", "", `{"query":"query($n:String){hello(name:$n)}","variables":{"n":1}}`, []string{"Accept", response}, 400, "BAD_USER_INPUT", response},
	{"first out of range", "POST", "", `{"query":"{items(first:101){id}}"}`, nil, 200, "BAD_USER_INPUT", "application/json"},
	{"too deep", "POST", "", `{"query":"` + strings.Repeat("{a", 200) + `"}`, nil, 200, "QUERY_TOO_DEEP", "application/json"},
	{"too wide", "POST", "", `{"query":"{` + strings.Repeat("hello ", 201) + `}"}`, nil, 200, "QUERY_TOO_WIDE", "application/json"},
	{"too large", "POST", "", `{"query":"{` + strings.Repeat("hello ", 5000) + `}"}`, nil, 200, "QUERY_TOO_LARGE", "application/json"},
	{"a known error while executing", "POST", "", `{"query":"{fail(how:\"coded\")}"}`, []string{"Accept", response}, 200, "NOT_FOUND", response},
	{"an unknown error while executing", "POST", "", `{"query":"{fail(how:\"\")}"}`, nil, 200, "INTERNAL", "application/json"},
	{"a panic while executing", "POST", "", `{"query":"{fail(how:\"panic\")}"}`, nil, 200, "INTERNAL", "application/json"},
	{"a large answer", "POST", "", `{"query":"{big(bytes:5000000)}"}`, nil, 200, "RESPONSE_TOO_LARGE", "application/json"},
	{"an unknown path", "GET", "/x", "", nil, 404, "", "text/plain"},
}

func TestTransport(t *testing.T) {
	keys := newKeys(t)
	r := start(t, keys.known)
	for _, tt := range exchanges {
		if strings.Contains(tt.body, "mutation{change}") {
			tt.headers = keys.bearer(auth.Editor)
		}
		got := do(t, tt.method, r.url+"/graphql"+tt.path, tt.body, tt.headers...)
		contentType, _, _ := strings.Cut(got.header.Get("Content-Type"), ";")
		if got.status != tt.status || got.code() != tt.code || contentType != tt.contentType {
			t.Errorf("%s: got %d %q %s, want %d %q %s\n%.300s", tt.claim, got.status, got.code(), contentType, tt.status, tt.code, tt.contentType, got.text)
		}
		if strings.Contains(got.text, "secret") {
			t.Errorf("%s: a cause leaks: %s", tt.claim, got.text)
		}
		if got.status == 405 && got.header.Get("Allow") == "" {
			t.Errorf("%s: no Allow", tt.claim)
		}
		if tt.code != "" && got.status >= 400 && strings.Contains(got.text, `"data"`) {
			t.Errorf("%s: a refusal with data: %s", tt.claim, got.text)
		}
		if len(got.text) > 4096 && tt.code != "" {
			t.Errorf("%s: an answer of %d bytes", tt.claim, len(got.text))
		}
	}
}
