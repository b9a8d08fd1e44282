package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"whence/graph"
	"whence/graph/pglog"
	"whence/graph/quadstore"
	"whence/testenv/postgres"
)

// Scale measures a store that several processes share in PostgreSQL, and one that is kept there as rows, on this machine and with its
// syncs, beside one in a folder, on a generated graph with about that number of quads.
func Scale(ctx context.Context, w io.Writer, quads int) error {
	cluster, err := postgres.Launch(postgres.Config{Durable: true, Settings: []string{"shared_buffers=256MB", "max_wal_size=4GB"}})
	if err != nil {
		return err
	}
	defer cluster.Close()
	return inFolder(func(dir string) error {
		b := scaleBench{generatedGraph: citedStore(quads), w: w, cluster: cluster, dir: dir}
		return b.run(ctx)
	})
}

// scaleBench is a store in a folder, and a copy of it that two processes share.
type scaleBench struct {
	generatedGraph
	w       io.Writer
	cluster *postgres.Cluster
	dir     string
	quads   int
}

// Work of the benchmark.
const (
	scaleCommits  = 1000 // of a hundred quads
	scaleCatchUps = 3000
)

func (b *scaleBench) run(ctx context.Context) (err error) {
	local, err := quadstore.Open(ctx, b.options(b.dir))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, local.Close()) }()
	if err := b.fill(ctx, local); err != nil {
		return err
	}
	disk, err := syncedWrites(500)
	if err != nil {
		return err
	}
	alone, err := b.commit(ctx, local, 1, scaleCommits)
	if err != nil {
		return err
	}
	fmt.Fprintf(b.w, "# scale: the disk syncs 4 KiB in %v, p99 %v; a commit to a folder takes %v, p99 %v\n",
		disk.Quantile(0.5), disk.Quantile(0.99), alone.Quantile(0.5), alone.Quantile(0.99))
	address, err := pglog.ParseAddress(b.cluster.URL("postgres"))
	if err != nil {
		return err
	}
	log, err := pglog.Open(ctx, address, pglog.Options{Create: true})
	if err != nil {
		return err
	}
	err = local.CopyToLog(ctx, log)
	if err = errors.Join(err, log.Close()); err != nil {
		return err
	}
	if err := b.shared(ctx, address, alone); err != nil {
		return err
	}
	return b.rows(ctx, local)
}

// fill loads the generated graph into the store in a folder.
func (b *scaleBench) fill(ctx context.Context, local *quadstore.Store) error {
	name := filepath.Join(b.dir, "graph.nq")
	quads, err := b.writeFile(name)
	if err != nil {
		return err
	}
	b.quads = quads
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	_, err = loadText(ctx, local, file)
	return errors.Join(err, file.Close())
}

// process is a store on the shared log.
type process struct {
	*quadstore.Store
	log *pglog.Log
}

func (p process) close() error { return errors.Join(p.Close(), p.log.Close()) }

func (b *scaleBench) open(ctx context.Context, address pglog.Address) (process, time.Duration, error) {
	log, err := pglog.Open(ctx, address, pglog.Options{})
	if err != nil {
		return process{}, 0, err
	}
	start := time.Now()
	s, err := quadstore.Open(ctx, quadstore.Options{Log: log, ClaimPrefix: graph.DefaultBase + "claim/"})
	return process{s, log}, time.Since(start), err
}

// shared measures two processes on the copy.
func (b *scaleBench) shared(ctx context.Context, address pglog.Address, alone Times) (err error) {
	writer, took, err := b.open(ctx, address)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, writer.close()) }()
	Bar{Name: "scale start", Value: float64(b.quads) / took.Seconds(), Unit: " quads/s", Want: 3e6, Least: true}.Print(b.w)
	follower, _, err := b.open(ctx, address)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, follower.close()) }()
	if err := b.randomFrontier(ctx, b.w, writer.Snapshot()); err != nil {
		return err
	}
	commits, lags, err := b.followed(ctx, writer, follower)
	if err != nil {
		return err
	}
	fmt.Fprintf(b.w, "# scale: a commit takes %v, p99 %v; it is applied elsewhere %v after, p99 %v\n",
		commits.Quantile(0.5), commits.Quantile(0.99), lags.Quantile(0.5), lags.Quantile(0.99))
	Bar{Name: "scale commit over local", Value: commits.Quantile(0.5).Seconds() / alone.Quantile(0.5).Seconds(), Want: 1.5}.Print(b.w)
	Bar{Name: "scale follower p50", Value: ms(lags.Quantile(0.5)), Unit: " ms", Want: 1}.Print(b.w)
	Bar{Name: "scale follower p99", Value: ms(lags.Quantile(0.99)), Unit: " ms", Want: 10}.Print(b.w)
	return b.catchUp(ctx, writer, follower)
}

// followed has one process write and the other follow: how long each commit takes, and how long after it the other has it.
func (b *scaleBench) followed(ctx context.Context, writer, follower process) (commits, lags Times, err error) {
	type applied struct {
		version uint64
		at      time.Time
	}
	seen, stop := make(chan applied, 2*scaleCommits), make(chan error, 1)
	following, cancel := context.WithCancel(ctx)
	go func() {
		for {
			at := follower.Snapshot().Version()
			if err := follower.log.Wait(following, at); err != nil {
				stop <- nil
				return
			}
			changes, _, err := follower.CatchUp(following)
			now := time.Now()
			for i := range changes {
				seen <- applied{changes[i].Snapshot.Version(), now}
			}
			if err != nil {
				stop <- err
				return
			}
		}
	}()
	acknowledged := map[uint64]time.Time{}
	commits, err = b.commitEach(ctx, writer.Store, 2, scaleCommits, func() { acknowledged[writer.Snapshot().Version()] = time.Now() })
	for len(lags) < len(acknowledged) && err == nil {
		select {
		case s := <-seen:
			if at, is := acknowledged[s.version]; is {
				lags = append(lags, max(0, s.at.Sub(at)))
			}
		case <-time.After(time.Minute):
			err = errors.New("a commit is not followed")
		}
	}
	cancel()
	return commits, lags, errors.Join(err, <-stop)
}

// catchUp has a process come back that was away for many commits.
func (b *scaleBench) catchUp(ctx context.Context, writer, follower process) error {
	if _, err := b.commit(ctx, writer.Store, 3, scaleCatchUps); err != nil {
		return err
	}
	before := follower.Snapshot().Stats().Quads
	start, n := time.Now(), 0
	for more := true; more; {
		changes, next, err := follower.CatchUp(ctx)
		if err != nil {
			return err
		}
		n, more = n+len(changes), next
	}
	took := time.Since(start).Seconds()
	fmt.Fprintf(b.w, "# scale: %.0f commits a second are caught up with\n", float64(n)/took)
	Bar{Name: "scale catch-up", Value: float64(follower.Snapshot().Stats().Quads-before) / took, Unit: " quads/s", Want: 300_000, Least: true}.Print(b.w)
	return nil
}
