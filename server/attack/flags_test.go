package attack

import (
	"context"
	"net/http"
	"slices"
	"testing"
)

// The limits that no request can reach in time are lowered by their flags, which
// shows too that the flags arrive where they count.
func TestCodesByFlags(t *testing.T) {
	const kinds, schema = "{relationshipKinds{kind label inverse symmetric}}", "{__schema{types{name fields{name type{name}}}}}"
	tests := []struct {
		claim string
		flags []string
		query string
		want  string
	}{
		{"bytes of an answer", []string{"--response", "200"}, kinds, "RESPONSE_TOO_LARGE"},
		{"fields of an answer", []string{"--fields", "40"}, kinds, "RESPONSE_TOO_LARGE"},
		{"time", []string{"--deadline", "1ns"}, kinds, "TIMEOUT"},
		{"depth", []string{"--query-depth", "1"}, kinds, "QUERY_TOO_DEEP"},
		{"cost", []string{"--query-cost", "10"}, kinds, "QUERY_TOO_COMPLEX"},
		{"the body", []string{"--body", "20"}, kinds, "BODY_TOO_LARGE"},
		{"slots", []string{"--slots", "1", "--queue=-1"}, schema, "OVERLOADED"},
		{"none", nil, kinds, ""},
	}
	for _, tt := range tests {
		p := start(t, tt.flags...)
		a := Attack{Query: tt.query}
		results := make(chan string, 20)
		for range cap(results) { // at once, for the slots' sake
			go func() {
				r, err := a.Fire(context.WithoutCancel(t.Context()), p.URL)
				if err != nil || tt.want == "OVERLOADED" && r.Code != "" && r.Status != http.StatusServiceUnavailable {
					r.Code = "failed"
				}
				results <- r.Code
			}()
		}
		var got []string
		for range cap(results) {
			got = append(got, <-results)
		}
		slices.Sort(got)
		got = slices.Compact(got)
		// Some of those that slots let through are answered.
		if tt.want == "OVERLOADED" && slices.Equal(got, []string{"", tt.want}) {
			continue
		}
		if !slices.Equal(got, []string{tt.want}) {
			t.Errorf("%s: got %q, want %q", tt.claim, got, tt.want)
		}
	}
}
