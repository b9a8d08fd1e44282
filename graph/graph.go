package graph

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph/bell"
	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/encoding"
	"whence/graph/engine"
	"whence/graph/names"
	"whence/graph/quadstore"
	"whence/graph/snapshot"
	"whence/graph/sourcetext"
	"whence/graph/store"
	wordindex "whence/graph/text"
)

// Graph is entities and claims in a Cayley quad store, with an index of the entities' names beside it.
type Graph struct {
	ranks []string // of data sets
	encoding.Namer
	store    engine.Store
	index    *names.Index
	texts    *sourcetext.Texts
	words    *wordindex.Follower
	readOnly bool
	log      *commitlog.Log
	writes   sync.Mutex // held by whoever writes for all that wait
	queue    commitQueue
	stale    bool // the index of names lacks a commit
	latest   atomic.Pointer[View]
	columns  snapshot.ColumnsCache
	bell     bell.Bell
	shared   sharing
}

// DefaultBase is what IRIs begin with where no base is configured.
const DefaultBase = encoding.DefaultBase

// Options says where a graph is kept and how its IRIs begin. The zero value is an empty graph in memory.
type Options struct {
	Path     string // a folder, made if need be; "" keeps the graph in memory
	Base     string // what IRIs begin with; "" is what the store was made with, DefaultBase for a new one
	Texts    string // a folder with the documents' texts; "" where they are not at hand
	Shipped  fs.FS  // texts that come with the program, open to all, read where the folder has none of the name; nil for none
	ReadOnly bool
	Check    bool            // all records of a folder are read and checked before the graph answers
	Rows     engine.OpenRows // opens the graph's quads, where they are not in memory, beside Log; nil for none
	Log      store.Log       // where the graph is kept beside other processes, in place of Path; the graph closes it. nil for none
	Ranks    []string        // data sets in the order in which their names are shown; those that are not among them come after, by name
}

// Open opens or makes a graph. The error wraps ErrLocked, ErrReadOnly, ErrCorrupt or claim.ErrInvalid where it is one of those.
func Open(ctx context.Context, o Options) (*Graph, error) {
	g, err := open(ctx, o)
	if err != nil && o.Log != nil {
		return nil, withClose(err, o.Log.Close)
	}
	return g, err
}

func open(ctx context.Context, o Options) (*Graph, error) {
	n, err := encoding.NewNamer(o.Base)
	if err != nil {
		return nil, err
	}
	g := &Graph{Namer: n, readOnly: o.ReadOnly, ranks: o.Ranks, texts: sourcetext.NewTexts(nil)}
	if o.Texts != "" {
		if g.texts, err = sourcetext.Open(o.Texts); err != nil {
			return nil, err
		}
	}
	g.texts.Shipped = o.Shipped
	index, words := "", "" // of what is only read they are made anew, in memory
	if o.Path != "" && !o.ReadOnly {
		if err := FinishRewrite(o.Path); err != nil {
			return nil, withClose(err, g.texts.Close)
		}
		index, words = filepath.Join(o.Path, namesFolder), filepath.Join(o.Path, wordsFolder)
	}
	if g.store, err = o.openStore(ctx, n); err != nil {
		return nil, withClose(err, g.texts.Close)
	}
	if base, ok := strings.CutSuffix(g.store.ClaimPrefix(), claim.ClaimPrefix); ok && base != "" {
		g.Namer.Base = base
	}
	if g.index, err = names.Open(index); err != nil {
		return nil, fmt.Errorf("names of %q: %w", o.Path, withClose(err, g.closeFiles))
	}
	if g.words, err = wordindex.Follow(words, wordSource{g}); err != nil {
		return nil, fmt.Errorf("words of %q: %w", o.Path, withClose(err, g.closeFiles))
	}
	if err := g.begin(ctx, o.ReadOnly); err != nil {
		return nil, withClose(err, g.Close)
	}
	g.share(o.Log)
	return g, nil
}

// openStore opens the quads.
func (o Options) openStore(ctx context.Context, n encoding.Namer) (engine.Store, error) {
	prefix, err := o.claimPrefix(ctx, n)
	if err != nil {
		return nil, err
	}
	if o.Rows != nil {
		return o.Rows(ctx, prefix)
	}
	if o.Path != "" {
		o.Path = filepath.Join(o.Path, QuadsFolder)
	}
	s, err := quadstore.Open(ctx, quadstore.Options{Path: o.Path, ClaimPrefix: prefix, ReadOnly: o.ReadOnly, Check: o.Check, Log: o.Log, Orders: snapshot.HubOrders()})
	if err != nil {
		return nil, err
	}
	return engine.Embedded(s, o.Log != nil), nil
}

// claimPrefix is what the IRIs of claims begin with in a new store; "" where there is one, and no base is asked for.
func (o Options) claimPrefix(ctx context.Context, n encoding.Namer) (string, error) {
	prefix := n.Base + claim.ClaimPrefix
	switch {
	case o.Base != "":
	case o.Log != nil:
		if settled, err := o.Log.Settle(ctx, ""); err != nil || settled != "" {
			return "", err
		}
	case o.Path != "" && Exists(o.Path):
		return "", nil // what it was made with
	}
	return prefix, nil
}

// withClose closes what a failed opening leaves open; the failure is what the caller must hear of.
func withClose(err error, closing func() error) error {
	_ = closing()
	return err
}

// Close waits for a load under way and lets go of the folder. Views stay readable.
func (g *Graph) Close() error {
	g.shared.end()
	g.writes.Lock()
	defer g.writes.Unlock()
	err := errors.Join(g.words.Close(), g.closeFiles())
	if indexErr := g.index.Close(); err == nil {
		err = indexErr
	}
	return err
}

func (g *Graph) closeFiles() error {
	return errors.Join(g.store.Close(), g.texts.Close(), g.shared.close())
}

// ReadOnly reports whether the graph was opened for reading alone.
func (g *Graph) ReadOnly() bool { return g.readOnly }

// Now is the graph at this moment. Bind one view to a request, and every answer in it is of one moment.
func (g *Graph) Now() *View {
	v, snap := g.latest.Load(), g.store.Snapshot()
	if v.snap.Snapshot == snap || v.snap.Version() != snap.Version() {
		return v // a commit under way makes the next
	}
	// Its deltas have been compacted: it says the same, sooner and in less room.
	compacted := *v
	compacted.snap, compacted.kinds = snapshot.NewResolved(snap, v.snap.Classes, v.snap.Loops), v.kinds.Grown(snap, g.Namer)
	g.latest.CompareAndSwap(v, &compacted)
	return &compacted
}

// newView is a view of a snapshot, made from nothing: the writer makes the ones after it from this.
func newView(g *Graph, snap engine.Snapshot, head commitlog.Head) *View {
	var known snapshot.KindTable // a term keeps its kind
	if before := g.latest.Load(); before != nil {
		known = before.kinds
	}
	return viewOf(g, snap, head, known)
}

// viewOf is newView, knowing the kinds of some terms.
func viewOf(g *Graph, snap engine.Snapshot, head commitlog.Head, known snapshot.KindTable) *View {
	t := snapshot.NewVocabulary(snap)
	v := &View{
		Namer: g.Namer, terms: t, retired: snapshot.NewRetractions(snap, t), judged: snapshot.NewJudgements(snap, t, g.Namer), assessed: snapshot.NewAssessments(snap, t),
		texts: g.texts, index: g.index, words: g.words, limits: DefaultLimits, log: g.log, head: head, stats: newStats(),
	}
	v.kinds = known.Grown(snap, g.Namer)
	v.nameRanks = newRanks(g.Namer, g.ranks)
	v.columns, v.columnsOf = &g.columns, g.columns.NewGeneration()
	v.snap = snapshot.Resolve(snap, t, v.retired, v.judged.ClassesAt(time.Time{}))
	return v
}

func newStats() *atomic.Pointer[Stats] { return new(atomic.Pointer[Stats]) }

// begin makes the first view, with a log of what the store held before there were commits, and brings the index of names
// up to it.
func (g *Graph) begin(ctx context.Context, readOnly bool) (err error) {
	defer engine.Caught(&err)
	log, head, err := commitlog.Open(ctx, g.store)
	if err != nil {
		return err
	}
	g.log = log
	g.texts.Kept = func(digest string) ([]byte, error) { return g.store.SideValue(sourcetext.Key(digest)) }
	g.publish(newView(g, g.store.Snapshot(), head))
	if head.Number == 0 && !readOnly && !g.IsEmpty() {
		err := g.logBefore(ctx)
		if errors.Is(err, store.ErrConflict) { // another process does so, or more
			err = g.followOthers(ctx)
		}
		if err != nil {
			return err
		}
	}
	return g.catchUp(ctx)
}

// publish makes a view the latest, and then says so.
func (g *Graph) publish(v *View) {
	g.latest.Store(v)
	g.bell.Ring()
}

// Committed is closed when a view later than the latest of the call can be had.
func (g *Graph) Committed() <-chan struct{} { return g.bell.Listen() }

// IsEmpty reports whether nothing was ever loaded.
func (g *Graph) IsEmpty() bool { return g.store.Snapshot().Stats().Quads == 0 }

// Quads is the whole graph as quads, in the order of their N-Quads lines, which does not depend on the order of loading.
func (v *View) Quads(ctx context.Context) iter.Seq2[quad.Quad, error] { return v.snap.Quads(ctx) }

// CommitLog is the log of commits.
func (g *Graph) CommitLog() *commitlog.Log { return g.log }
