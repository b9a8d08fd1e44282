package auth

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"
)

// Config says whom an Authority knows. It needs Keys or Tokens.
type Config struct {
	Keys   KeyFile
	Tokens Verifier
	// NoAnonymous refuses whoever gives no credentials.
	NoAnonymous bool
	// Writes is how many claims, retractions and decisions an agent may write in a second, over time; 2,000 if 0.
	Writes float64
	// Burst is how many at once; 100,000 if 0.
	Burst int
	// Log is told who was refused, and when the keys have changed; slog.Default() if nil.
	Log *slog.Logger
}

// Verifier checks an access token.
type Verifier interface {
	// Verify returns whose token it is. The error says, without repeating the token, why it is refused.
	Verify(ctx context.Context, token string) (Identity, error)
}

// Identity is what a token says of its holder.
type Identity struct {
	Agent   Agent
	Role    Role
	Expires time.Time
}

// The reasons for which an Authority refuses a request.
var (
	// ErrRefused: the credentials are wrong, or ended.
	ErrRefused = errors.New("the credentials are not valid")
	// ErrTooMany: the address has sent too many that were wrong.
	ErrTooMany = errors.New("too many credentials that were not valid: wait a minute")
	// ErrRequired: there are none, and the server answers nobody without.
	ErrRequired = errors.New("this server answers nobody without credentials")
	// ErrEnded: they were good when the connection was opened, and are not any more.
	ErrEnded = errors.New("the credentials have ended")
)

// Authority knows who may send requests. Make it with New, and close it.
type Authority struct {
	config   Config
	attempts attempts
	ring     atomic.Pointer[ring]

	mu      sync.Mutex
	writes  map[string]*rate.Limiter // by agent
	stop    chan struct{}
	stopped sync.WaitGroup
}

// ring is the keys at one moment. changed is closed when another takes its place.
type ring struct {
	keys    map[string]*Key
	changed chan struct{}
	file    fs.FileInfo // nil where there was none
}

// New reads the keys, and goes on looking whether they change until Close.
func New(c Config) (*Authority, error) {
	if c.Keys == "" && c.Tokens == nil {
		return nil, errors.New("auth: neither keys nor an issuer are given")
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	if c.Writes == 0 {
		c.Writes = 2000
	}
	if c.Burst == 0 {
		c.Burst = 100_000
	}
	a := &Authority{config: c, writes: map[string]*rate.Limiter{}, stop: make(chan struct{})}
	if c.Keys == "" {
		a.ring.Store(&ring{})
		return a, nil
	}
	info, keys, err := a.read()
	if err != nil {
		return nil, err
	}
	a.replace(info, keys)
	a.stopped.Go(a.watch)
	return a, nil
}

// Close stops looking at the file of keys. Of a nil Authority it does nothing.
func (a *Authority) Close() {
	if a == nil {
		return
	}
	close(a.stop)
	a.stopped.Wait()
}

func (a *Authority) read() (fs.FileInfo, []Key, error) {
	info, err := os.Stat(string(a.config.Keys))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("keys: %w", err)
	}
	keys, err := a.config.Keys.Keys()
	return info, keys, err
}

// lookEvery is the time between two looks at the file of keys, so that a key is dead a second after it was revoked.
const lookEvery = 250 * time.Millisecond

// watch reads the file anew when it has changed. A file that can't be read leaves the keys as they were, and is told of
// once; one that is gone holds none.
func (a *Authority) watch() {
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	told := ""
	for {
		select {
		case <-a.stop:
			return
		case <-ticker.C:
		}
		info, err := os.Stat(string(a.config.Keys))
		if errors.Is(err, fs.ErrNotExist) {
			info, err = nil, nil
		}
		if err == nil && same(info, a.ring.Load().file) {
			continue
		}
		info, keys, err := a.read()
		if err != nil {
			if err.Error() != told {
				told = err.Error()
				a.config.Log.Error("keys not read anew: those of before hold", "error", told)
			}
			continue
		}
		told = ""
		a.replace(info, keys)
		a.config.Log.Info("keys read anew", "keys", len(keys))
	}
}

func same(a, b fs.FileInfo) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return os.SameFile(a, b) && a.Size() == b.Size() && a.ModTime().Equal(b.ModTime()) && a.Mode() == b.Mode()
}

func (a *Authority) replace(info fs.FileInfo, keys []Key) {
	next := &ring{keys: make(map[string]*Key, len(keys)), changed: make(chan struct{}), file: info}
	for i := range keys {
		next.keys[keys[i].ID] = &keys[i]
	}
	if before := a.ring.Swap(next); before != nil {
		close(before.changed)
	}
}

// Caller is who sends a request with this Authorization header from that address. The error is one of this package's.
func (a *Authority) Caller(ctx context.Context, authorization string, from netip.Addr) (*Caller, error) {
	if authorization == "" {
		if a.config.NoAnonymous {
			return nil, ErrRequired
		}
		return anonymous, nil
	}
	scheme, text, _ := strings.Cut(authorization, " ")
	text = strings.TrimSpace(text)
	why := "the scheme is not Bearer"
	if strings.EqualFold(scheme, "Bearer") {
		var c *Caller
		if c, why = a.bearer(ctx, text); c != nil {
			return c, nil
		}
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		return nil, ctx.Err()
	}
	id, _ := keyID(text)
	if a.ring.Load().keys[id] == nil {
		id = "" // what nobody issued is not repeated
	}
	if !a.attempts.allow(from, time.Now()) {
		return nil, ErrTooMany
	}
	a.config.Log.WarnContext(ctx, "credentials refused", "why", why, "key", id, "address", from.String())
	return nil, ErrRefused
}

// bearer is whose credentials these are, or nil and why nobody's. The reason goes to the log, and must not repeat them.
func (a *Authority) bearer(ctx context.Context, text string) (*Caller, string) {
	if strings.HasPrefix(text, keyPrefix) || a.config.Tokens == nil {
		key, why := a.key(text)
		if key == nil {
			return nil, why
		}
		agent := key.agent()
		return &Caller{Agent: agent, Role: key.Role, Expires: key.Expires, key: key, writes: a.allowance(agent)}, ""
	}
	identity, err := a.config.Tokens.Verify(ctx, text)
	if err != nil {
		return nil, err.Error()
	}
	return &Caller{Agent: identity.Agent, Role: identity.Role, Expires: identity.Expires, writes: a.allowance(identity.Agent)}, ""
}

// nobodys is compared with where no key has the id, which takes as long as where one has.
var nobodys = &Key{SHA256: strings.Repeat("0", 64)}

func (a *Authority) key(text string) (*Key, string) {
	id, ok := keyID(text)
	key, known := a.ring.Load().keys[id]
	if !known {
		key = nobodys
	}
	right := key.opens(text)
	switch {
	case !ok:
		return nil, "not of a key's form"
	case !known:
		return nil, "no key has that id"
	case !right:
		return nil, "the secret is wrong"
	}
	if state := key.State(time.Now()); state != "active" {
		return nil, state
	}
	return key, ""
}

// maxAgents is how many agents' limits are remembered.
const maxAgents = 10_000

func (a *Authority) allowance(agent Agent) *rate.Limiter {
	a.mu.Lock()
	defer a.mu.Unlock()
	if l := a.writes[agent.ID]; l != nil {
		return l
	}
	for id, l := range a.writes {
		if len(a.writes) < maxAgents {
			break
		}
		if l.Tokens() >= float64(a.config.Burst) || len(a.writes) >= 2*maxAgents {
			delete(a.writes, id)
		}
	}
	l := rate.NewLimiter(rate.Limit(a.config.Writes), a.config.Burst)
	a.writes[agent.ID] = l
	return l
}

// AnonymousRefused reports whether whoever gives no credentials is refused.
func (a *Authority) AnonymousRefused() bool { return a.config.NoAnonymous }

// Valid reports whether the credentials that c came with are good still, and its role is the same.
func (a *Authority) Valid(c *Caller) bool {
	now := time.Now()
	switch {
	case c.Anonymous():
		return !a.config.NoAnonymous
	case c.key == nil:
		return now.Before(c.Expires)
	}
	key := a.ring.Load().keys[c.key.ID]
	return key != nil && key.SHA256 == c.key.SHA256 && key.Name == c.key.Name && key.Role == c.Role && key.State(now) == "active"
}

// Attend is a context that ends, with ErrEnded for its cause, when the credentials of c do: when they expire, or within a
// second after the key was revoked or given another role.
func (a *Authority) Attend(ctx context.Context, c *Caller) (context.Context, context.CancelFunc) {
	if c.Anonymous() {
		return context.WithCancel(ctx)
	}
	ctx, end := context.WithCancelCause(ctx)
	watching := make(chan struct{})
	go func() {
		defer close(watching)
		var expired <-chan time.Time
		if !c.Expires.IsZero() {
			timer := time.NewTimer(time.Until(c.Expires))
			defer timer.Stop()
			expired = timer.C
		}
		for {
			now := a.ring.Load()
			if !a.Valid(c) {
				end(ErrEnded)
				return
			}
			select {
			case <-ctx.Done():
				return
			case <-now.changed:
			case <-expired:
				end(ErrEnded)
				return
			}
		}
	}()
	return ctx, func() {
		end(context.Canceled)
		<-watching
	}
}

// Required lets to next only who may read. A nil Authority lets everybody.
func (a *Authority) Required(next http.Handler, behindProxy bool) http.Handler {
	if a == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		authorization := r.Header.Get("Authorization")
		c, err := a.Caller(r.Context(), authorization, Address(r, behindProxy))
		if err != nil {
			w.Header().Set("WWW-Authenticate", Challenge(authorization))
			http.Error(w, err.Error(), http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r.WithContext(With(r.Context(), c)))
	})
}

// Challenge is the WWW-Authenticate header of an answer to a request with such an Authorization header that was refused
// for it (RFC 6750).
func Challenge(authorization string) string {
	if authorization == "" {
		return `Bearer realm="whence"`
	}
	return `Bearer realm="whence", error="invalid_token"`
}

// Address is where a request comes from: the peer's address, or what a proxy in front of the server says, which the last
// of X-Forwarded-For is.
func Address(r *http.Request, behindProxy bool) netip.Addr {
	if behindProxy {
		values := r.Header.Values("X-Forwarded-For")
		if len(values) > 0 {
			last := values[len(values)-1]
			last = strings.TrimSpace(last[strings.LastIndexByte(last, ',')+1:])
			if a, err := netip.ParseAddr(last); err == nil {
				return a.Unmap()
			}
		}
	}
	a, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	return a.Addr().Unmap()
}
