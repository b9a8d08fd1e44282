package server

import (
	"net"
	"slices"
	"testing"
	"time"
)

// deadlines is a connection that notes how far ahead its write deadlines are set.
type deadlines struct {
	net.Conn
	from time.Time
	set  []time.Duration
}

func (d *deadlines) SetReadDeadline(time.Time) error { return nil }

func (d *deadlines) SetWriteDeadline(t time.Time) error {
	ahead := t.Sub(d.from)
	if t.IsZero() {
		ahead = 0
	}
	d.set = append(d.set, ahead)
	return nil
}

// A write deadline is moved where it would fall short by the slack, brought
// forward always, and taken away when that is asked for.
func TestWriteDeadlines(t *testing.T) {
	from := time.Unix(1_800_000_000, 0)
	noted := &deadlines{from: from}
	c := &connection{Conn: noted, of: &connections{slack: time.Second}}
	for _, ahead := range []float64{10, 10, 10.9, 11, 12, 5, 5} {
		if err := c.SetWriteDeadline(from.Add(time.Duration(ahead * float64(time.Second)))); err != nil {
			t.Fatal(err)
		}
	}
	for _, at := range []time.Time{{}, from.Add(5 * time.Second)} {
		if err := c.SetDeadline(at); err != nil {
			t.Fatal(err)
		}
	}
	want := []time.Duration{10 * time.Second, 11 * time.Second, 12 * time.Second, 5 * time.Second, 0, 5 * time.Second}
	if !slices.Equal(noted.set, want) {
		t.Errorf("set to %v, want %v", noted.set, want)
	}
}
