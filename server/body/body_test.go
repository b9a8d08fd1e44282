package body

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/server/fault"
)

func TestDecode(t *testing.T) {
	tests := []struct {
		text string
		want Request
	}{
		{`{"query":"{a}"}`, Request{Query: "{a}"}},
		{" {\n\"query\" :\t\"{a}\" , \"operationName\":null,\"variables\":null,\"extensions\":null}\r\n", Request{Query: "{a}"}},
		{`{"query":"{a}","operationName":"Q","other":[1,{"x":null}]}`, Request{Query: "{a}", OperationName: "Q"}},
		{`{"query":"\"\\\/\b\f\n\r\té\u00e9\ud83d\ude00"}`, Request{Query: "\"\\/\b\f\n\r\téé😀"}},
		{`{"query":"q","variables":{}}`, Request{Query: "q", Variables: map[string]any{}}},
		{
			`{"query":"q","variables":{"a":[1,-2.5e+3,true,false,null,"x",[],{}]}}`,
			Request{Query: "q", Variables: map[string]any{"a": []any{json.Number("1"), json.Number("-2.5e+3"), true, false, nil, "x", []any{}, map[string]any{}}}},
		},
		{`{"extensions":{"persistedQuery":{"version":1}}}`, Request{Extensions: map[string]any{"persistedQuery": map[string]any{"version": json.Number("1")}}}},
	}
	for _, tt := range tests {
		got, refusal := Limits{}.Decode([]byte(tt.text))
		if refusal != nil {
			t.Errorf("%s: %v", tt.text, refusal)
			continue
		}
		if diff := cmp.Diff(tt.want, *got); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", tt.text, diff)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	secret := strings.Repeat("s3cret", 40)
	tests := []struct {
		claim, text string
		want        fault.Code
	}{
		{"nothing", ``, fault.BadRequest},
		{"a batch", `[{"query":"{a}"}]`, fault.BadRequest},
		{"a string", `"{a}"`, fault.BadRequest},
		{"no query", `{}`, fault.BadRequest},
		{"an empty query", `{"query":""}`, fault.BadRequest},
		{"a null query", `{"query":null}`, fault.BadRequest},
		{"a number for a query", `{"query":1}`, fault.BadRequest},
		{"an object for a query", `{"query":{}}`, fault.BadRequest},
		{"a list for a query", `{"query":["{a}"]}`, fault.BadRequest},
		{"false for an operationName", `{"query":"{a}","operationName":false}`, fault.BadRequest},
		{"a string for variables", `{"query":"{a}","variables":"{}"}`, fault.BadRequest},
		{"a list for extensions", `{"query":"{a}","extensions":[]}`, fault.BadRequest},
		{"a key twice", `{"query":"{a}","query":"{b}"}`, fault.BadRequest},
		{"a key twice by an escape", `{"query":"{a}","\u0071uery":"{b}"}`, fault.BadRequest},
		{"an unknown key twice", `{"query":"{a}","x":1,"x":2}`, fault.BadRequest},
		{"a key twice in variables", `{"query":"{a}","variables":{"x":1,"x":2}}`, fault.BadRequest},
		{"cut", `{"query":"` + secret, fault.BadRequest},
		{"text after it", `{"query":"{a}"} ` + secret, fault.BadRequest},
		{"a trailing comma", `{"query":"{a}",}`, fault.BadRequest},
		{"no colon", `{"query" "{a}"}`, fault.BadRequest},
		{"single quotes", `{'query':'` + secret + `'}`, fault.BadRequest},
		{"a comment", `{"query":"{a}"/*x*/}`, fault.BadRequest},
		{"invalid UTF-8", "{\"query\":\"\xff\"}", fault.BadRequest},
		{"a byte order mark", "\ufeff{\"query\":\"{a}\"}", fault.BadRequest},
		{"half a surrogate pair", `{"query":"\ud83d"}`, fault.BadRequest},
		{"the other half", `{"query":"\ude00x"}`, fault.BadRequest},
		{"two first halves", `{"query":"\ud83d\ud83d"}`, fault.BadRequest},
		{"an unknown escape", `{"query":"\x"}`, fault.BadRequest},
		{"a control character", "{\"query\":\"\x00\"}", fault.BadRequest},
		{"a control character after an escape", "{\"query\":\"\\n\x00\"}", fault.BadRequest},
		{"a leading zero", `{"query":"q","variables":{"a":01}}`, fault.BadRequest},
		{"a bare point", `{"query":"q","variables":{"a":1.}}`, fault.BadRequest},
		{"a plus", `{"query":"q","variables":{"a":+1}}`, fault.BadRequest},
		{"NaN", `{"query":"q","variables":{"a":NaN}}`, fault.BadRequest},
		{"half an escape at the end", `{"query":"\`, fault.BadRequest},
		{"deep variables", `{"query":"q","variables":{"a":` + strings.Repeat("[", 100_000), fault.BadUserInput},
		{"deep objects", `{"query":"q","variables":` + strings.Repeat(`{"a":`, 50_000), fault.BadUserInput},
		{"a long list", `{"query":"q","variables":{"a":[0` + strings.Repeat(",0", 100_000) + `]}}`, fault.BadUserInput},
		{"many lists", `{"query":"q","variables":{"a":[0` + strings.Repeat(",[[[[[[[[[[0]]]]]]]]]]", 950) + `]}}`, fault.BadUserInput},
	}
	for _, tt := range tests {
		_, refusal := Limits{}.Decode([]byte(tt.text))
		switch {
		case refusal == nil:
			t.Errorf("%s: taken", tt.claim)
		case fault.Of(refusal) != tt.want:
			t.Errorf("%s: %s %q, want %s", tt.claim, fault.Of(refusal), refusal.Message, tt.want)
		case len(refusal.Message) > 200 || strings.Contains(refusal.Message, secret[:50]):
			t.Errorf("%s: an echo: %q", tt.claim, refusal.Message)
		}
	}
}

func TestFromURL(t *testing.T) {
	good := url.Values{"query": {"{a}"}, "operationName": {"Q"}, "variables": {`{"a":1}`}, "extensions": {"null"}}
	got, refusal := Limits{}.FromURL(good.Encode())
	if refusal != nil {
		t.Fatal(refusal)
	}
	want := Request{Query: "{a}", OperationName: "Q", Variables: map[string]any{"a": json.Number("1")}, ReadOnly: true}
	if diff := cmp.Diff(want, *got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for claim, raw := range map[string]string{
		"nothing":                 "",
		"two queries":             "query={a}&query={b}",
		"variables that are none": "query={a}&variables=[1]",
		"broken variables":        "query={a}&variables={",
		"broken extensions":       "query={a}&extensions=1",
		"broken escapes":          "query=%zz",
		"a semicolon":             "query={a};variables={}",
		"invalid UTF-8":           "query=%ff",
	} {
		if _, refusal := (Limits{}).FromURL(raw); fault.Of(refusal) != fault.BadRequest {
			t.Errorf("%s: got %v", claim, refusal)
		}
	}
}

func TestPersistedHash(t *testing.T) {
	hash := strings.Repeat("aB", 32)
	for text, want := range map[string]string{
		`{"query":"q"}`: "",
		`{"query":"q","extensions":{"persistedQuery":null}}`:                                      "",
		`{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"` + hash + `"}}}`:             strings.ToLower(hash),
		`{"extensions":{"persistedQuery":{"version":2,"sha256Hash":"` + hash + `"}}}`:             "BAD_REQUEST",
		`{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"abc"}}}`:                      "BAD_REQUEST",
		`{"extensions":{"persistedQuery":{"version":"1","sha256Hash":["` + hash + `"]}}}`:         "BAD_REQUEST",
		`{"extensions":{"persistedQuery":"x"}}`:                                                   "BAD_REQUEST",
		`{"query":"q","extensions":{"persistedQuery":{"version":1,"sha256Hash":"` + hash + `"}}}`: strings.ToLower(hash),
	} {
		r, refusal := Limits{}.Decode([]byte(text))
		if refusal != nil {
			t.Fatal(text, refusal)
		}
		got, refusal := r.PersistedHash()
		if refusal != nil {
			got = string(fault.Of(refusal))
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

// FuzzDecode holds the decoder against encoding/json: what it takes, that takes
// too and reads alike.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		`{"query":"{a}","variables":{"a":[1,2.5,"x",null,true]}}`, `{"query":"\ud83d\ude00\n"}`, `{"query":"{a}","query":"{b}"}`, `[{}]`, `{"a":{"b":[[]]}}`, "{\"\xff\":1}",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, refusal := Limits{}.Object(data)
		if refusal != nil {
			if len(refusal.Message) > 200 {
				t.Fatalf("a message of %d bytes", len(refusal.Message))
			}
			return
		}
		decoder := json.NewDecoder(strings.NewReader(string(data)))
		decoder.UseNumber()
		var want map[string]any
		if err := decoder.Decode(&want); err != nil {
			t.Fatalf("%q taken, but %v", data, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%q (-encoding/json +ours)\n%s", data, diff)
		}
	})
}
