package snapshot

import (
	"context"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/engine"
	"whence/graph/nodeset"
	"whence/graph/quadstore"
)

// Vocabulary is the vocabulary in one snapshot's ids: 0 where the snapshot has never met a term.
type Vocabulary struct {
	ids                    map[quad.IRI]quadstore.ID
	Kinds                  []quadstore.ID // of RelationshipKinds, in their order
	RelationshipPredicates []quadstore.ID // those of kinds that the snapshot has met
	KindOf                 map[quadstore.ID]*claim.KindInfo
	numberOf               map[quadstore.ID]uint8 // of a kind: its place in claim.RelationshipKinds plus one
	PropertyOf             map[quadstore.ID]string
	FieldOf                FieldTable
	EnumOf                 map[quadstore.ID]string // concepts of the closed lists
	terms                  int                     // that were looked at: all as far as this ID
}

// FieldTable is what predicates say of claims and citations.
type FieldTable struct {
	known nodeset.Numbering[quadstore.ID]
	says  []encoding.Field // by place
}

// Of is what a predicate says of claims and citations.
func (f *FieldTable) Of(pred quadstore.ID) encoding.Field {
	if n := f.known.Find(pred); n >= 0 {
		return f.says[n]
	}
	return encoding.NoField
}

// NewVocabulary looks every term of the vocabulary up.
func NewVocabulary(snap engine.Snapshot) *Vocabulary {
	t := &Vocabulary{
		ids: map[quad.IRI]quadstore.ID{}, numberOf: map[quadstore.ID]uint8{}, KindOf: map[quadstore.ID]*claim.KindInfo{}, PropertyOf: map[quadstore.ID]string{},
		EnumOf: map[quadstore.ID]string{}, terms: snap.Stats().Terms,
	}
	t.lookUp(snap)
	learn := func(iri quad.IRI) quadstore.ID { return t.ids[iri] }
	for i := range claim.RelationshipKinds {
		id := learn(quad.IRI(claim.RelationshipKinds[i].Predicate))
		t.Kinds = append(t.Kinds, id)
		if id != 0 {
			t.RelationshipPredicates = append(t.RelationshipPredicates, id)
			t.KindOf[id], t.numberOf[id] = &claim.RelationshipKinds[i], uint8(i+1)
		}
	}
	for _, p := range claim.Properties {
		if id := learn(quad.IRI(p.Predicate)); id != 0 {
			t.PropertyOf[id] = p.Property
		}
	}
	for f, iri := range encoding.FieldPredicates {
		if id := learn(iri); id != 0 {
			t.FieldOf.known.Add(id)
			t.FieldOf.says = append(t.FieldOf.says, f)
		}
	}
	for _, word := range encoding.EnumMembers() {
		if id := learn(encoding.Concept(word)); id != 0 {
			t.EnumOf[id] = word
		}
	}
	return t
}

// lookUp asks for the IDs of all terms at once.
func (t *Vocabulary) lookUp(snap engine.Snapshot) {
	all := []quad.Value{encoding.PredMeasure}
	for i := range claim.RelationshipKinds {
		all = append(all, quad.IRI(claim.RelationshipKinds[i].Predicate))
	}
	for _, p := range claim.Properties {
		all = append(all, quad.IRI(p.Predicate))
	}
	for _, iri := range encoding.FieldPredicates {
		all = append(all, iri)
	}
	for _, iri := range encoding.Unclaimed {
		all = append(all, iri)
	}
	for _, k := range claim.EntityKinds {
		all = append(all, quad.IRI(k.Class()))
	}
	for _, word := range encoding.EnumMembers() {
		all = append(all, encoding.Concept(word))
	}
	ids := make([]quadstore.ID, len(all))
	engine.Must(snap.Engine().IDs(context.Background(), ids, all))
	for i, term := range all {
		if iri, is := term.(quad.IRI); is {
			t.ids[iri] = ids[i]
		}
	}
}

// ID is the snapshot's id of a vocabulary term.
func (t *Vocabulary) ID(iri quad.IRI) quadstore.ID { return t.ids[iri] }

// Predicates is the ids of relationship kinds, all that the snapshot knows where none is named.
func (t *Vocabulary) Predicates(kinds []claim.RelationshipKind) []quadstore.ID {
	if kinds == nil {
		return t.RelationshipPredicates
	}
	ids := []quadstore.ID{}
	for _, k := range kinds {
		if id := t.ids[quad.IRI(k.Info().Predicate)]; id != 0 {
			ids = append(ids, id)
		}
	}
	return ids
}

// expander is a snapshot, as it is or resolved.
type expander interface {
	Expand(ctx context.Context, dst *quadstore.Edges, of []quadstore.ID, d quad.Direction, preds ...quadstore.ID) error
}

// Expand reads what some predicates say of nodes; predicates that the snapshot has never met say nothing.
func (t *Vocabulary) Expand(ctx context.Context, snap expander, dst *quadstore.Edges, of []quadstore.ID, predicates ...quad.IRI) error {
	known := make([]quadstore.ID, 0, 4)
	for _, p := range predicates {
		if id := t.ids[p]; id != 0 {
			known = append(known, id)
		}
	}
	if len(known) == 0 {
		dst.Reset()
		for range of {
			dst.Start = append(dst.Start, 0)
		}
		return nil
	}
	return snap.Expand(ctx, dst, of, quad.Subject, known...)
}

// maxGrown is of how many new terms each is looked at; with more, the vocabulary is looked up among them.
const maxGrown = 256

// Grown is the vocabulary in a later snapshot's ids.
func (t *Vocabulary) Grown(snap engine.Snapshot) *Vocabulary {
	next := *t
	next.terms = snap.Stats().Terms
	if next.terms-t.terms > maxGrown {
		return NewVocabulary(snap)
	}
	if next.terms == t.terms {
		return &next
	}
	ids := make([]quadstore.ID, next.terms-t.terms)
	for i := range ids {
		ids[i] = quadstore.ID(t.terms + 1 + i)
	}
	values := make([]quad.Value, len(ids))
	engine.Must(snap.Engine().Values(context.Background(), values, ids))
	for _, v := range values {
		iri, ok := v.(quad.IRI)
		if _, missing := t.ids[iri]; ok && missing {
			return NewVocabulary(snap)
		}
	}
	return &next
}
