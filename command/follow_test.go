package command

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// changes is a server that sends numbered changes behind a cursor, and breaks off after every second.
func changes(t *testing.T, last int) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		from := 0
		if _, after, ok := strings.Cut(string(body), `"after":"c`); ok {
			_, _ = fmt.Sscanf(after, "%d", &from)
		}
		if from > last {
			w.WriteHeader(http.StatusConflict)
			fmt.Fprint(w, `{"errors":[{"message":"the cursor is of another history","extensions":{"code":"CURSOR_LOST"}}]}`)
			return
		}
		w.Header().Set("Content-Type", "text/event-stream")
		fmt.Fprint(w, "retry: 1000\n\n")
		for n := from + 1; n <= min(from+2, last); n++ {
			commit := fmt.Sprintf(`{"number":%d}`, n)
			if n%3 == 0 {
				commit = "null"
			}
			fmt.Fprintf(w, "event: next\nid: c%d\ndata: {\"data\":{\"changed\":{\"cursor\":\"c%d\",\"commit\":%s}}}\n\n", n, n, commit)
		}
		if from == last {
			<-r.Context().Done()
		}
	}))
	t.Cleanup(server.Close)
	return server
}

// Over broken connections each change comes once, signs of life move the cursor, and another run goes on behind it.
func TestFollow(t *testing.T) {
	server := changes(t, 7)
	after := filepath.Join(t.TempDir(), "cursor")
	run := func(until int, c followCommand) string {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		var mu sync.Mutex
		var out bytes.Buffer
		c.Server, c.After = server.URL, after
		stdout := writerFunc(func(b []byte) (int, error) {
			mu.Lock()
			defer mu.Unlock()
			if strings.Contains(string(b), fmt.Sprintf(`"number":%d}`, until)) {
				defer cancel()
			}
			return out.Write(b)
		})
		if err := c.Run(&system{ctx: ctx, stdout: stdout, stderr: io.Discard}); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	first := run(4, followCommand{})
	if got := strings.Count(first, "\n"); got != 3 || strings.Contains(first, "null") {
		t.Errorf("the first run hands on\n%s", first)
	}
	kept, _ := os.ReadFile(after)
	second := run(7, followCommand{Exec: "cat"})
	if !strings.HasPrefix(string(kept), "c") || !strings.Contains(second, `"number":5}`) || strings.Contains(second, `"number":2}`) {
		t.Errorf("behind %s the second run hands on\n%s", kept, second)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(b []byte) (int, error) { return f(b) }

func TestFollowEnds(t *testing.T) {
	after := filepath.Join(t.TempDir(), "cursor")
	if err := os.WriteFile(after, []byte("c99\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c := followCommand{After: after}
	c.Server = changes(t, 3).URL
	err := c.Run(&system{ctx: t.Context(), stdout: io.Discard, stderr: io.Discard})
	if err == nil || !strings.Contains(err.Error(), "read the graph anew") {
		t.Errorf("a cursor of another history: %v", err)
	}
}
