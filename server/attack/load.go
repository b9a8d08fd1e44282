package attack

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Load is one query, asked again and again.
type Load struct {
	URL  string
	Body string // the JSON of a POST
	// Patience is how long an answer is worth anything.
	Patience time.Duration
}

// Tally counts what became of the requests of a load.
type Tally struct {
	Good, Refused, Failed int64
	For                   time.Duration
}

// Goodput is how many good answers came a second.
func (t Tally) Goodput() float64 { return float64(t.Good) / t.For.Seconds() }

// Closed keeps a number of clients busy, each of which asks again once it has its
// answer: with about as many clients as slots it finds the server's capacity.
func (l Load) Closed(ctx context.Context, clients int, during time.Duration) Tally {
	var c counters
	began := time.Now()
	ctx, cancel := context.WithTimeout(ctx, during)
	defer cancel()
	client := newClient(clients)
	defer client.CloseIdleConnections()
	var running sync.WaitGroup
	for range clients {
		running.Go(func() {
			for ctx.Err() == nil {
				c.ask(ctx, client, l)
			}
		})
	}
	running.Wait()
	return c.tally(time.Since(began))
}

// Open asks perSecond times a second, whether or not answers come: clients that
// do not know of one another do so. At most 400 wait at once.
func (l Load) Open(ctx context.Context, perSecond float64, during time.Duration) Tally {
	const most = 400
	var c counters
	began := time.Now()
	client := newClient(most)
	defer client.CloseIdleConnections()
	tokens := make(chan struct{}, most)
	var running sync.WaitGroup
	for asked := 0; ; {
		passed := time.Since(began)
		if passed >= during || ctx.Err() != nil {
			break
		}
		for due := int(passed.Seconds() * perSecond); asked < due; asked++ {
			select {
			case tokens <- struct{}{}:
			default:
				continue // this machine has no room for more
			}
			running.Go(func() {
				defer func() { <-tokens }()
				c.ask(ctx, client, l)
			})
		}
		time.Sleep(time.Millisecond)
	}
	// Good are those that came in time: the last answers come after the last question.
	tally := c.tally(time.Since(began))
	running.Wait()
	tally.Refused, tally.Failed = c.refused.Load(), c.failed.Load()
	return tally
}

// Ask asks once, and returns the answer. Anything but 200 is an error.
func (l Load) Ask(ctx context.Context) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, l.URL+"/graphql", strings.NewReader(l.Body))
	if err != nil {
		return "", err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %.200s", response.Status, text)
	}
	return string(text), err
}

// CPU is what one answer costs the process that gives it, while clients
// are kept busy, after a warm-up of a third as long.
func (l Load) CPU(ctx context.Context, p *Process, clients int, during time.Duration) (time.Duration, error) {
	l.Closed(ctx, clients, during/3)
	before, err := p.CPU()
	if err != nil {
		return 0, err
	}
	tally := l.Closed(ctx, clients, during)
	after, err := p.CPU()
	if err == nil && (tally.Good == 0 || tally.Failed+tally.Refused > 0) {
		err = fmt.Errorf("%d answers, %d refused, %d failed", tally.Good, tally.Refused, tally.Failed)
	}
	return (after - before) / time.Duration(max(tally.Good, 1)), err
}

// newClient returns a client that keeps up to that many connections, and asks for
// answers as they are: what compressing costs is another question.
func newClient(connections int) *http.Client {
	return &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections, DisableCompression: true}}
}

type counters struct{ good, refused, failed atomic.Int64 }

func (c *counters) tally(took time.Duration) Tally {
	return Tally{Good: c.good.Load(), Refused: c.refused.Load(), Failed: c.failed.Load(), For: took}
}

func (c *counters) ask(ctx context.Context, client *http.Client, l Load) {
	began := time.Now()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, l.URL+"/graphql", strings.NewReader(l.Body))
	if err != nil {
		c.failed.Add(1)
		return
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := client.Do(request)
	if err != nil {
		if ctx.Err() == nil {
			c.failed.Add(1)
		}
		return
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	switch {
	case err != nil && ctx.Err() != nil:
	case response.StatusCode == http.StatusServiceUnavailable && response.Header.Get("Retry-After") != "":
		c.refused.Add(1)
	case err != nil || response.StatusCode != http.StatusOK || time.Since(began) > l.Patience:
		c.failed.Add(1)
	default:
		c.good.Add(1)
	}
}
