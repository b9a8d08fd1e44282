package auth

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// attempts limits how often one address may send credentials that are wrong. Right ones are never limited: a colleague
// behind the same address must not be locked out.
type attempts struct {
	mu    sync.Mutex
	wrong map[netip.Prefix]*attempt
}

type attempt struct {
	limiter *rate.Limiter
	last    time.Time
}

const (
	// wrongBurst is how many wrong credentials an address may send at once, wrongEvery how soon it may send one more.
	wrongBurst = 20
	wrongEvery = 3 * time.Second
	// maxAddresses is how many addresses are remembered.
	maxAddresses = 10_000
)

// allow counts one wrong credential from an address, and reports whether it is told more than to wait.
func (a *attempts) allow(from netip.Addr, now time.Time) bool {
	network := networkOf(from)
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.wrong == nil {
		a.wrong = map[netip.Prefix]*attempt{}
	}
	t := a.wrong[network]
	if t == nil {
		a.forget(now)
		t = &attempt{limiter: rate.NewLimiter(rate.Every(wrongEvery), wrongBurst)}
		a.wrong[network] = t
	}
	t.last = now
	return t.limiter.AllowN(now, 1)
}

// forget makes room: those whose limit is full again first, and where there are none, any.
func (a *attempts) forget(now time.Time) {
	if len(a.wrong) < maxAddresses {
		return
	}
	for network, t := range a.wrong {
		if now.Sub(t.last) > wrongBurst*wrongEvery {
			delete(a.wrong, network)
		}
	}
	for network := range a.wrong {
		if len(a.wrong) < maxAddresses {
			return
		}
		delete(a.wrong, network)
	}
}

// networkOf is what one holder of an address can send from: all of a /64 of IPv6.
func networkOf(a netip.Addr) netip.Prefix {
	bits := 32
	if a = a.Unmap(); a.Is6() {
		bits = 64
	}
	network, err := a.WithZone("").Prefix(bits)
	if err != nil {
		return netip.Prefix{} // no address: one for all of those
	}
	return network
}
