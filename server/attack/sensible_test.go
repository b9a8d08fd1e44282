package attack

import (
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
)

// What a screen may ask is answered with the limits that ship, and the answer says what it costs.
func TestSensibleQueries(t *testing.T) {
	queries, err := Sensible()
	if err != nil {
		t.Fatal(err)
	}
	if len(queries) < 120 {
		t.Errorf("%d queries, want 120", len(queries))
	}
	p := start(t)
	var worst time.Duration
	var highest, longest int
	for _, query := range queries {
		body, _ := json.Marshal(map[string]string{"query": query})
		began := time.Now()
		response, err := http.Post(p.URL+"/graphql", "application/json", strings.NewReader(string(body)))
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(response.Body)
		response.Body.Close()
		worst = max(worst, time.Since(began))
		var answer struct{ Errors []struct{ Message string } }
		if err != nil || json.Unmarshal(text, &answer) != nil || len(answer.Errors) > 0 || response.StatusCode != http.StatusOK {
			t.Errorf("%s\n%d %v %.300s", query, response.StatusCode, answer.Errors, text)
			continue
		}
		cost, err := strconv.Atoi(response.Header.Get("GraphQL-Cost"))
		if err != nil {
			t.Errorf("no cost: %v", response.Header)
		}
		highest, longest = max(highest, cost), max(longest, len(text))
	}
	t.Logf("%d queries: the dearest at %d, the longest answer %d bytes, the slowest %v", len(queries), highest, longest, worst)
}
