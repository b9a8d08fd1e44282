package flight_test

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"whence/server/flight"
)

const kB = 1 << 10

func TestLimits(t *testing.T) {
	b := flight.New(flight.Limits{All: 1000 * kB, Client: 300 * kB})
	var answers [10]flight.Answer
	steps := []struct {
		claim, client string
		bytes         int
		want          bool
	}{
		{"a first answer", "a", 200 * kB, true},
		{"a second that is too much for the client", "a", 101 * kB, false},
		{"one that fits", "a", 100 * kB, true},
		{"a short one is not counted", "a", flight.Free, true},
		{"another client's, longer than a client's limit but alone", "b", 400 * kB, true},
		{"and another beside it", "b", 20 * kB, false},
		{"what is too much in all", "c", 301 * kB, false},
		{"what is not", "c", 300 * kB, true},
		{"nothing more", "d", 20 * kB, false},
	}
	for i, s := range steps {
		if got := b.Send(&answers[i], s.client, s.bytes, func() { t.Error("broken off") }); got != s.want {
			t.Errorf("%s: %t", s.claim, got)
		}
	}
	if b.Held() != 1000*kB || !b.Full("a") || b.Full("d") {
		t.Errorf("%d held; a full %t, d full %t", b.Held(), b.Full("a"), b.Full("d"))
	}
	for i := range answers {
		answers[i].Sent()
		answers[i].Sent()
	}
	if b.Held() != 0 || b.Full("a") {
		t.Errorf("%d held in the end", b.Held())
	}
}

// Who does not read makes room for those who do, but not within the first second.
func TestWhoDoesNotReadIsBrokenOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := flight.New(flight.Limits{All: 100 * kB, Client: 100 * kB})
		var slow, other, third flight.Answer
		broken := 0
		b.Send(&slow, "slow", 80*kB, func() { broken++ })
		if b.Send(&other, "other", 50*kB, nil) || broken > 0 {
			t.Errorf("sent at once, %d broken off", broken)
		}
		time.Sleep(flight.Rest)
		if !b.Send(&other, "other", 50*kB, nil) || broken != 1 || b.Broken() != 1 {
			t.Errorf("not sent after %v, %d broken off", flight.Rest, broken)
		}
		slow.Sent() // as its writer does once the connection is gone
		if !b.Send(&third, "third", 50*kB, nil) || b.Held() != 100*kB {
			t.Errorf("%d held", b.Held())
		}
	})
}

func TestEveryByteIsGivenBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		b := flight.New(flight.Limits{All: 500 * kB, Client: 200 * kB})
		var flying []*flight.Answer
		for range rapid.IntRange(1, 50).Draw(r, "steps") {
			if len(flying) > 0 && rapid.Bool().Draw(r, "ends") {
				i := rapid.IntRange(0, len(flying)-1).Draw(r, "which")
				flying[i].Sent()
				flying = append(flying[:i], flying[i+1:]...)
				continue
			}
			a := &flight.Answer{}
			client, bytes := fmt.Sprint(rapid.IntRange(0, 3).Draw(r, "client")), rapid.IntRange(1, 600*kB).Draw(r, "bytes")
			before := b.Held()
			if b.Send(a, client, bytes, func() {}) {
				flying = append(flying, a)
				if b.Held() > 500*kB && before > 0 && bytes > flight.Free {
					r.Fatalf("%d held", b.Held())
				}
			}
		}
		for _, a := range flying {
			a.Sent()
		}
		if b.Held() != 0 {
			r.Fatalf("%d held in the end", b.Held())
		}
	})
}
