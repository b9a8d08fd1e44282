package graph

import (
	"context"
	"sync"
	"time"

	"whence/graph/claim"
	"whence/graph/quadstore"
	"whence/graph/sentence"
	"whence/graph/store"
	wordindex "whence/graph/text"
)

// wordsStep is how many claims are read at a time for the index of words.
const wordsStep = 8192

// mostRenamed is how many claims of one entity are read again when its names change. Those of a larger hub keep the words
// that they had.
const mostRenamed = 10_000

// firstWait is how long the first search waits for the index to be made.
const firstWait = time.Second

// SearchWords asks the index of claims by their words, which is begun by the first question and holds newer moments than the
// view's.
func (v *View) SearchWords(ctx context.Context, q wordindex.Query) (wordindex.Result, error) {
	if v.claimWords.start() {
		waiting, cancel := context.WithTimeout(ctx, firstWait)
		_ = v.claimWords.wait(waiting) // what is not indexed by then is not found yet
		cancel()
	}
	return v.claimWords.index.Search(ctx, q)
}

// claimWords keeps the index of words in step with the store, behind it: a commit does not wait for it. One goroutine
// writes.
type claimWords struct {
	graph *Graph
	index *wordindex.Index

	begun bool // under mu: the goroutine runs
	work  func()
	wake  chan struct{}
	stop  context.CancelFunc
	done  chan struct{}

	mu      sync.Mutex
	renamed []claim.ID    // whose claims have new words
	caught  chan struct{} // closed once the index is in step; a new one with each commit
	err     error         // of the last try
}

// openWords opens the index of words.
func openWords(g *Graph, path string) (*claimWords, error) {
	index, err := wordindex.Open(path)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(context.Background())
	w := &claimWords{graph: g, index: index, wake: make(chan struct{}, 1), stop: stop, done: make(chan struct{}), caught: make(chan struct{})}
	w.work = func() { w.run(ctx) }
	return w, nil
}

// start lets it write, if it does not yet: a program that never searches for claims spends nothing on their words. It
// reports whether it did not.
func (w *claimWords) start() bool {
	w.mu.Lock()
	begun := w.begun
	w.begun = true
	w.mu.Unlock()
	if !begun {
		go w.work()
		w.changed(nil)
	}
	return !begun
}

// changed says that the store has changed, and which entities may have other names.
func (w *claimWords) changed(renamed map[claim.ID]bool) {
	if _, next := w.index.State(); len(renamed) > 0 && next > 0 {
		w.start() // what the index says of them is to be said anew
	}
	w.mu.Lock()
	for id := range renamed {
		w.renamed = append(w.renamed, id)
	}
	select {
	case <-w.caught:
		w.caught = make(chan struct{})
	default:
	}
	w.mu.Unlock()
	select {
	case w.wake <- struct{}{}:
	default: // it is awake
	}
}

// close ends the writing, after the step under way, and closes the index. Claims that are missing are added when it is
// next opened; those with new words are written now.
func (w *claimWords) close() error {
	w.stop()
	w.mu.Lock()
	begun := w.begun
	w.mu.Unlock()
	var err error
	if begun {
		<-w.done
		err = w.again(context.Background(), w.renamed)
	}
	if closing := w.index.Close(); err == nil {
		err = closing
	}
	return err
}

// wait returns once the index holds all that was committed before the call.
func (w *claimWords) wait(ctx context.Context) error {
	w.mu.Lock()
	caught := w.caught
	w.mu.Unlock()
	select {
	case <-caught:
		w.mu.Lock()
		defer w.mu.Unlock()
		return w.err
	case <-ctx.Done():
		return ctx.Err()
	case <-w.done:
		return wordindex.ErrClosed
	}
}

func (w *claimWords) run(ctx context.Context) {
	defer close(w.done)
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.wake:
		}
		w.mu.Lock()
		renamed, caught := w.renamed, w.caught
		w.renamed = nil
		w.mu.Unlock()
		err := w.catchUp(ctx, renamed)
		w.mu.Lock()
		if err != nil {
			w.renamed = append(w.renamed, renamed...)
		}
		w.err = err
		if caught == w.caught {
			select {
			case <-caught:
			default:
				close(caught)
			}
		}
		w.mu.Unlock()
	}
}

// catchUp adds the claims that the index does not have, and again those whose words have changed. A store that is older
// than the index is another one: the index begins anew.
func (w *claimWords) catchUp(ctx context.Context, renamed []claim.ID) error {
	v := w.graph.Now()
	version, next := w.index.State()
	count := uint32(v.snap.Stats().Claims)
	if version > v.snap.Version() || next > count {
		if err := w.index.Clear(); err != nil {
			return err
		}
		next = 0
	}
	for next < count {
		to := min(next+wordsStep, count)
		nodes := make([]quadstore.ID, 0, to-next)
		for n := next; n < to; n++ {
			nodes = append(nodes, store.ClaimID(n))
		}
		entries, err := v.wordEntries(ctx, nodes)
		if err != nil {
			return err
		}
		if err := w.index.Add(ctx, v.snap.Version(), to, entries); err != nil {
			return err
		}
		next = to
	}
	return w.again(ctx, renamed)
}

// again writes the claims of some entities anew.
func (w *claimWords) again(ctx context.Context, renamed []claim.ID) error {
	if len(renamed) == 0 {
		return nil
	}
	v := w.graph.Now()
	for _, id := range renamed {
		nodes, err := v.EverAbout(ctx, id)
		if err != nil || len(nodes) > mostRenamed {
			continue // a hub keeps its words; an entity that is gone has none
		}
		entries, err := v.wordEntries(ctx, nodes)
		if err != nil {
			return err
		}
		version, next := w.index.State()
		if err := w.index.Add(ctx, version, next, entries); err != nil {
			return err
		}
	}
	return nil
}

// wordEntries is what the index holds of claims: the words of their sentences, of every name of what they name, of their
// kinds and, where texts are held, of the passages that they cite.
func (v *View) wordEntries(ctx context.Context, nodes []quadstore.ID) ([]wordindex.Entry, error) {
	byNode, err := v.ClaimsAt(ctx, nodes)
	if err != nil {
		return nil, err
	}
	var claims []claim.Claim
	var kept []quadstore.ID
	for _, n := range nodes {
		if c := byNode[n]; c != nil {
			claims, kept = append(claims, c), append(kept, n)
		}
	}
	sentences, err := v.Sentences(ctx, claims)
	if err != nil {
		return nil, err
	}
	aliases, err := v.aliasesIn(ctx, claims)
	if err != nil {
		return nil, err
	}
	var cites []claim.Citation
	for _, c := range claims {
		cites = append(cites, c.Base().Citations...)
	}
	quotes, err := v.Quotes(ctx, cites)
	if err != nil {
		return nil, err
	}
	entries, at := make([]wordindex.Entry, len(claims)), 0
	for i, c := range claims {
		words := wordindex.Words(sentences[i])
		for _, id := range sentence.Mentioned(c) {
			words = append(words, aliases[id]...)
		}
		if r, ok := c.(*claim.Relationship); ok {
			info := r.Kind.Info()
			words = append(words, wordindex.Words(info.Label+" "+info.InverseLabel)...)
		}
		for range c.Base().Citations {
			words = append(words, wordindex.Words(quotes[at].Text)...)
			at++
		}
		entries[i] = wordindex.Entry{Claim: kept[i].Number(), Words: words}
	}
	return entries, nil
}

// aliasesIn is the words of the other names of what claims name.
func (v *View) aliasesIn(ctx context.Context, claims []claim.Claim) (map[claim.ID][]string, error) {
	out := map[claim.ID][]string{}
	var ids []claim.ID
	for _, c := range claims {
		for _, id := range sentence.Mentioned(c) {
			if _, known := out[id]; !known {
				out[id] = nil
				ids = append(ids, id)
			}
		}
	}
	found, err := v.Entities(ctx, ids)
	if err != nil {
		return nil, err
	}
	var of []*claim.Entity
	var kept []claim.ID
	for i, e := range found {
		if e != nil {
			of, kept = append(of, e), append(kept, ids[i])
		}
	}
	names, err := v.Aliases(ctx, of)
	if err != nil {
		return nil, err
	}
	for i, id := range kept {
		for _, name := range names[i] {
			out[id] = append(out[id], wordindex.Words(name)...)
		}
	}
	return out, nil
}

// IndexWords begins to keep the index of claims by words, in the background. The first search does so too, and waits for it
// a while.
func (g *Graph) IndexWords() { g.words.start() }

// Indexed returns once claims can be found by the words of all that was committed before.
func (g *Graph) Indexed(ctx context.Context) error {
	g.words.start()
	return g.words.wait(ctx)
}
