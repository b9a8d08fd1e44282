package graph

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/encoding"
	"whence/graph/names"
	"whence/graph/quadstore"
	"whence/graph/snapshot"
	"whence/graph/sourcetext"
	wordindex "whence/graph/text"
)

// View is the graph at one moment. Everything that it returns is of that moment, however long it is kept and whatever is
// written meanwhile. It holds no lock and needs no closing; any number of goroutines may use it.
//
// Methods take a frontier, a list of things to ask the same question of, and answer in its order: a thousand entities cost
// one call, not a thousand.
type View struct {
	encoding.Namer
	snap      *snapshot.Resolved
	terms     *snapshot.Vocabulary
	kinds     snapshot.KindTable
	retired   *snapshot.Retractions
	texts     *sourcetext.Texts
	index     *names.Index
	words     *wordindex.Follower
	limits    Limits
	judged    *snapshot.Judgements
	assessed  *snapshot.Assessments
	log       *commitlog.Log
	head      commitlog.Head         // the last commit that the view has
	stats     *atomic.Pointer[Stats] // once counted
	nameRanks ranks
	columns   *snapshot.ColumnsCache // of the graph
	columnsOf uint64                 // the generation of the columns that are the view's
}

// IRI is the full form of an id.
func (v *View) IRI(id claim.ID) string { return string(v.Namer.IRIOf(id)) }

// NodeOf is the node that answers for an id, 0 where the snapshot has never met it.
func (v *View) NodeOf(id claim.ID) quadstore.ID {
	ref := v.snap.ID(v.Namer.IRIOf(id))
	if now, moved := v.judged.Moved[ref]; moved {
		return now
	}
	return v.Current(ref)
}

// Current is the node that answers for a node, by the judgements on identity that stand.
func (v *View) Current(ref quadstore.ID) quadstore.ID { return v.snap.Canonical(ref) }

// IDAt is the id of a node, "" where it is none of ours.
func (v *View) IDAt(ref quadstore.ID) claim.ID { return v.IDOfText(ref, v.Text(ref)) }

// IDOfText is the id of a node whose text is at hand, a part of that text.
func (v *View) IDOfText(ref quadstore.ID, iri string) claim.ID {
	short, ours := strings.CutPrefix(iri, v.Base)
	if ours && ref.IsClaim() {
		return claim.ID(short) // the store makes claims of nothing else
	}
	if entity, ok := strings.CutPrefix(short, encoding.EntityPath); ours && ok {
		if id := claim.ID(entity); id.Kind() != "" {
			return id
		}
	}
	return v.Namer.IDOf(iri)
}

// Text is the text of a literal or an IRI.
func (v *View) Text(ref quadstore.ID) string {
	var buf [128]byte
	return string(v.snap.AppendText(buf[:0], ref))
}

// Entity is the entity of an id, or of an id that it had before. The error wraps ErrNotFound where the graph knows none.
func (v *View) Entity(ctx context.Context, id claim.ID) (*claim.Entity, error) {
	found, err := v.Entities(ctx, []claim.ID{id})
	if err != nil {
		return nil, err
	}
	if found[0] == nil {
		return nil, fmt.Errorf("entity %.80q: %w", id, ErrNotFound)
	}
	return found[0], nil
}

// Entities is the entities of ids, nil where the graph knows none.
func (v *View) Entities(ctx context.Context, ids []claim.ID) ([]*claim.Entity, error) {
	known := make([]claim.ID, len(ids))
	for i, id := range ids {
		if id.Kind() != "" {
			known[i] = id
		}
	}
	nodes, err := v.NodesByID(ctx, known)
	if err != nil {
		return nil, err
	}
	return v.EntitiesAt(ctx, nodes)
}

// EntitiesAt is the entities of nodes, nil where a node is no entity: without a name it is none.
func (v *View) EntitiesAt(ctx context.Context, refs []quadstore.ID) ([]*claim.Entity, error) {
	on := newScratch()
	defer on.release()
	shown, err := v.shownNames(ctx, on, on.shown, refs)
	if err != nil {
		return nil, err
	}
	on.shown, on.nodes = shown, on.nodes[:0]
	for i, ref := range refs {
		on.nodes = append(on.nodes, ref, shown[i])
	}
	if len(refs) == 0 {
		return []*claim.Entity{}, nil
	}
	if err := v.snap.Texts(ctx, &on.texts, on.nodes); err != nil {
		return nil, err
	}
	out, slab := make([]*claim.Entity, len(refs)), make([]claim.Entity, len(refs))
	all, from := string(on.texts.Text), uint32(0)
	for i, ref := range refs {
		iri, name := all[from:on.texts.Ends[2*i]], all[on.texts.Ends[2*i]:on.texts.Ends[2*i+1]]
		from = on.texts.Ends[2*i+1]
		if ref == 0 || on.nodes[2*i+1] == 0 {
			continue
		}
		id := v.IDOfText(ref, iri)
		if kind := id.Kind(); kind != "" {
			slab[i] = claim.Entity{ID: id, Kind: kind, Name: name, Ref: uint32(ref)}
			out[i] = &slab[i]
		}
	}
	return out, nil
}

// shownNames is the name that each of some nodes is called by, in the room of dst, 0 where it has none: of the names that are
// given it itself, and not its class, the one that was settled, else the data set's of the lowest rank, of one data set the
// first in the order of their texts; a name that a data set gave before where none is given now.
func (v *View) shownNames(ctx context.Context, on *scratch, dst, of []quadstore.ID) ([]quadstore.ID, error) {
	dst = dst[:0]
	if len(of) == 0 {
		return dst, nil
	}
	names := &on.edges
	if err := v.terms.Expand(ctx, v.snap.Unresolved(), names, of, encoding.PredName, encoding.PredSettledName, encoding.PredFormerName); err != nil {
		return nil, err
	}
	on.unread = on.unread[:0]
	for i := range of {
		if lo, hi := names.Of(i); hi-lo > 1 { // few have a second
			on.unread = append(append(on.unread, names.Object[lo:hi]...), names.Label[lo:hi]...)
		}
	}
	var texts *TextTable
	if len(on.unread) > 0 {
		var err error
		if texts, err = v.TextsOf(ctx, on.unread); err != nil {
			return nil, err
		}
	}
	for i := range of {
		dst = append(dst, v.shownName(names, i, texts))
	}
	return dst, nil
}

// shownName is one of shownNames.
func (v *View) shownName(names *quadstore.Edges, i int, texts *TextTable) quadstore.ID {
	lo, hi := names.Of(i)
	if lo == hi {
		return 0
	}
	for j := lo; j < hi; j++ {
		if names.Pred[j] == v.terms.ID(encoding.PredSettledName) {
			return names.Object[j]
		}
	}
	former := v.terms.ID(encoding.PredFormerName)
	least := lo
	for j := lo + 1; j < hi; j++ {
		was, is := names.Pred[least] == former, names.Pred[j] == former // a name that is given comes before one that was
		if was && !is || was == is && v.nameRanks.before(texts, names, j, least) {
			least = j
		}
	}
	return names.Object[least]
}

// EntityByIRI is the entity of a full IRI. The error wraps ErrNotFound where the graph knows none.
func (v *View) EntityByIRI(ctx context.Context, iri string) (*claim.Entity, error) {
	id := v.Namer.IDOf(iri)
	if id == "" {
		return nil, fmt.Errorf("iri %.200q: %w", iri, ErrNotFound)
	}
	return v.Entity(ctx, id)
}

// SubjectsOfText is the present nodes that a predicate gives exactly a text.
func (v *View) SubjectsOfText(ctx context.Context, predicate quad.IRI, text string) ([]quadstore.ID, error) {
	pred, literal := v.terms.ID(predicate), make([]quadstore.ID, 1)
	if err := v.snap.IDs(ctx, literal, []quad.Value{quad.String(text)}); err != nil {
		return nil, err
	}
	if literal[0] == 0 || pred == 0 {
		return nil, nil
	}
	var edges quadstore.Edges
	if err := v.snap.Expand(ctx, &edges, literal, quad.Object, pred); err != nil {
		return nil, err
	}
	for i, ref := range edges.Subject {
		edges.Subject[i] = v.Current(ref)
	}
	return edges.Subject, nil
}

// Snapshot is the quads of the view's moment: what a question that this package does not know reads.
func (v *View) Snapshot() *snapshot.Resolved { return v.snap }

// Vocabulary is the terms of the model by their ids in the view's snapshot.
func (v *View) Vocabulary() *snapshot.Vocabulary { return v.terms }

// Retractions is the claims and citations that do not stand at the view's moment.
func (v *View) Retractions() *snapshot.Retractions { return v.retired }

// NameIndex is the index of names, which holds newer moments than the view's.
func (v *View) NameIndex() *names.Index { return v.index }

// Limits is what one question may spend.
func (v *View) Limits() Limits { return v.limits }

// SourceTexts is the documents' own words.
func (v *View) SourceTexts() *sourcetext.Texts { return v.texts }

// JudgementLog is all judgements on identity that were ever made.
func (v *View) JudgementLog() *snapshot.Judgements { return v.judged }

// AssessmentLog is all assessments of claims that were ever made.
func (v *View) AssessmentLog() *snapshot.Assessments { return v.assessed }

// CommitLog is the log of commits, which may go further than the view.
func (v *View) CommitLog() *commitlog.Log { return v.log }

// LogHead is where the log of commits ends for the view.
func (v *View) LogHead() commitlog.Head { return v.head }

// KindAt is the kind of a node, "" where it is no entity. It reads nothing.
func (v *View) KindAt(node quadstore.ID) claim.EntityKind { return v.kinds.Of(node) }

// About reads what some predicates say of nodes.
func (v *View) About(ctx context.Context, dst *quadstore.Edges, of []quadstore.ID, predicates ...quad.IRI) error {
	return v.terms.Expand(ctx, v.snap, dst, of, predicates...)
}
