package pglog

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// follower knows the last version of a log, and whether the database answers. One goroutine keeps it up.
type follower struct {
	log  *Log
	stop context.CancelFunc
	done chan struct{}

	mu      sync.Mutex
	latest  uint64
	changed chan struct{} // closed when there is more to know
	away    error         // why the database does not answer
	less    bool          // when last asked the database had less than the latest version
}

// How often the last version is asked for: where notifications are heard, and where they are not.
const (
	heardInterval   = time.Second
	unheardInterval = 20 * time.Millisecond
)

func follow(l *Log) *follower {
	ctx, stop := context.WithCancel(context.Background())
	f := &follower{log: l, stop: stop, done: make(chan struct{}), changed: make(chan struct{})}
	go f.run(ctx)
	return f
}

func (f *follower) close() {
	f.stop()
	<-f.done
}

// heard takes note of a version that there is; own is one that this process wrote.
func (f *follower) heard(version uint64, own bool) (news bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if version <= f.latest {
		return false
	}
	f.latest = version
	if !own {
		f.ring()
	}
	return true
}

func (f *follower) ring() {
	close(f.changed)
	f.changed = make(chan struct{})
}

// is says how the database is: nil where it answers. After it was away whoever waits looks for what is new.
func (f *follower) is(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	back := f.away != nil && err == nil
	f.away = err
	if back {
		f.ring()
	}
}

func (f *follower) problem() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.away
}

// Problem is why the database does not answer at the moment; nil where it does.
func (l *Log) Problem() error { return l.follower.problem() }

// Latest is the last version that the log is known to have.
func (l *Log) Latest() uint64 {
	l.follower.mu.Lock()
	defer l.follower.mu.Unlock()
	return l.follower.latest
}

// Wait implements store.Log.
func (l *Log) Wait(ctx context.Context, version uint64) error {
	f := l.follower
	f.mu.Lock()
	latest, changed := f.latest, f.changed
	f.mu.Unlock()
	if latest > version {
		return nil
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-f.done:
		return context.Canceled
	case <-changed:
		return nil
	}
}

// channel is what commits are notified on.
func (l *Log) channel() string { return "whence_" + l.address.Schema }

func (f *follower) run(ctx context.Context) {
	defer close(f.done)
	pause := unheardInterval
	for ctx.Err() == nil {
		err := f.session(ctx, func() { pause = unheardInterval })
		if ctx.Err() != nil {
			return
		}
		f.is(f.log.described(err))
		f.log.pool.Reset() // its connections are to what has gone
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
		pause = min(2*pause, time.Second)
	}
}

// session follows over one connection until it breaks.
func (f *follower) session(ctx context.Context, answered func()) error {
	connecting, cancel := context.WithTimeout(ctx, statementTime)
	defer cancel()
	conn, err := pgx.ConnectConfig(connecting, f.log.address.pool.ConnConfig.Copy())
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(connecting)) }() // it is broken, or not needed any more
	listens := !f.log.options.Unheard
	if listens {
		_, err := conn.Exec(connecting, "listen "+f.log.channel())
		if said, ok := errors.AsType[*pgconn.PgError](err); ok && !retryable(said.Code) {
			listens, err = false, nil // a standby
		}
		if err != nil {
			return err
		}
	}
	interval := heardInterval
	if !listens {
		interval = unheardInterval
	}
	for {
		news, err := f.ask(ctx, conn)
		if err != nil {
			return err
		}
		answered()
		if news && listens { // it was not told
			interval = unheardInterval
		}
		if err := f.listen(ctx, conn, listens, interval, func() { interval = heardInterval }); err != nil {
			return err
		}
	}
}

// ask asks for the last version, and reports whether it is a new one.
func (f *follower) ask(ctx context.Context, conn *pgx.Conn) (news bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, statementTime)
	defer cancel()
	var version int64
	latest := `select greatest((select max(version) from %[1]s.log), (select max(version) from %[1]s.checkpoint))`
	if f.log.rows {
		latest = `select published from %[1]s.state`
	}
	err = conn.QueryRow(ctx, f.log.sql(latest)).Scan(&version)
	if err != nil {
		return false, err
	}
	news = f.heard(uint64(version), false)
	f.settle(uint64(version))
	f.is(nil)
	return news, nil
}

// settle takes back the latest version where the database has less, twice in a row: it was restored.
func (f *follower) settle(version uint64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	less := version < f.latest
	if less && f.less {
		f.latest = version
		f.ring()
	}
	f.less = less && !f.less
}

// listen hears notifications for a while.
func (f *follower) listen(ctx context.Context, conn *pgx.Conn, listens bool, interval time.Duration, told func()) error {
	ctx, cancel := context.WithTimeout(ctx, interval)
	defer cancel()
	for listens {
		n, err := conn.WaitForNotification(ctx)
		if err != nil {
			if ctx.Err() != nil && !conn.IsClosed() {
				return nil // nothing was heard
			}
			return err
		}
		if version, err := strconv.ParseUint(n.Payload, 10, 64); err == nil {
			told()
			f.heard(version, false)
		}
	}
	<-ctx.Done()
	return nil
}
