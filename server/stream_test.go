package server

import (
	"context"
	"errors"
	"io"
	"net/http"
	"testing"
	"time"
)

// TestStreams gives a stream longer than any page has, and cuts one that is broken off: its reader must not take a part for
// the whole.
func TestStreams(t *testing.T) {
	r := start(t, func(o *Options) {
		o.Limits.Execution.Deadline = time.Nanosecond
		o.Streams = http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
			if until, ok := request.Context().Deadline(); !ok || time.Until(until) < time.Minute {
				t.Error("a stream has no more time than a page")
			}
			_, _ = io.WriteString(w, "one\n")
			_ = http.NewResponseController(w).Flush()
			if request.URL.Query().Has("broken") {
				panic(http.ErrAbortHandler)
			}
			if _, err := io.WriteString(w, "two\n"); err != nil {
				t.Error(err)
			}
		})
	})
	read := func(path string) (string, error) {
		request, err := http.NewRequestWithContext(context.Background(), http.MethodGet, r.url+path, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		text, err := io.ReadAll(response.Body)
		return string(text), err
	}
	if text, err := read(StreamPath); err != nil || text != "one\ntwo\n" {
		t.Errorf("%q %v", text, err)
	}
	if text, err := read(StreamPath + "?broken"); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("broken off: %q %v", text, err)
	}
}
