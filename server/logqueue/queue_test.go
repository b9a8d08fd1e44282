package logqueue_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"whence/server/logqueue"
)

// recorded is a writer that may stand still, or fail.
type recorded struct {
	mu    sync.Mutex
	text  bytes.Buffer
	gate  chan struct{} // nil lets everything pass
	fails bool
}

func (r *recorded) Write(b []byte) (int, error) {
	if r.gate != nil {
		<-r.gate
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fails {
		return 0, io.ErrClosedPipe
	}
	return r.text.Write(b)
}

// written is what has arrived so far.
func (r *recorded) written() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.String()
}

func TestLinesArriveInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out recorded
		q := logqueue.New(&out)
		var want strings.Builder
		for i := range 1000 {
			line := fmt.Sprintf("line %d\n", i)
			want.WriteString(line)
			if _, err := io.WriteString(q, line); err != nil {
				t.Fatal(err)
			}
			if i == 500 {
				time.Sleep(time.Second)
				if !strings.Contains(out.written(), "line 500\n") {
					t.Error("a line is not written after a second")
				}
			}
		}
		if err := q.Close(); err != nil {
			t.Fatal(err)
		}
		if out.written() != want.String() || q.Dropped() != 0 {
			t.Errorf("%d bytes of %d, %d dropped", len(out.written()), want.Len(), q.Dropped())
		}
	})
}

// A reader that does not read costs nobody any time. What it misses is counted, and it is told once it reads again.
func TestReaderThatDoesNotRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out := recorded{gate: make(chan struct{})}
		q := logqueue.New(&out)
		line := []byte(strings.Repeat("x", 1023) + "\n")
		began := time.Now()
		for range 10_000 {
			if _, err := q.Write(line); err != nil {
				t.Fatal(err)
			}
		}
		synctest.Wait()
		if took := time.Since(began); took != 0 {
			t.Errorf("writing waited for %v", took)
		}
		dropped := q.Dropped()
		if dropped < 7_000 || dropped > 9_000 {
			t.Errorf("%d of 10,000 lines dropped: the queue holds 1 MB, and 1 MB is being written", dropped)
		}
		close(out.gate)
		time.Sleep(time.Second)
		if err := q.Close(); err != nil {
			t.Fatal(err)
		}
		text := out.written()
		if want := fmt.Sprintf(`"msg":"log lines dropped","lines":%d}`, dropped); !strings.Contains(text, want) {
			t.Errorf("the log does not say %s", want)
		}
		if got := strings.Count(text, "x\n"); got != 10_000-int(dropped) {
			t.Errorf("%d lines arrived, %d were dropped", got, dropped)
		}
	})
}

// A reader that never reads again does not keep the process from ending.
func TestCloseDoesNotWaitForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out := recorded{gate: make(chan struct{})}
		q := logqueue.New(&out)
		q.Write([]byte("a line\n"))
		time.Sleep(time.Second)
		q.Write([]byte("another\n"))
		began := time.Now()
		if err := q.Close(); err == nil || time.Since(began) > 2*time.Second {
			t.Errorf("closed after %v with %v", time.Since(began), err)
		}
		close(out.gate)
	})
}

// What can't be written is counted, and told once writing succeeds again.
func TestWriterThatFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out := recorded{fails: true}
		q := logqueue.New(&out)
		q.Write([]byte("one\n"))
		time.Sleep(time.Second)
		out.mu.Lock()
		out.fails = false
		out.mu.Unlock()
		q.Write([]byte("two\n"))
		if err := errors.Join(q.Close(), q.Close()); err != nil {
			t.Fatal(err)
		}
		if text := out.written(); !strings.HasPrefix(text, "two\n") || !strings.Contains(text, `"lines":1`) || q.Dropped() != 1 {
			t.Errorf("got %q, %d dropped", text, q.Dropped())
		}
	})
}
