package graph

import (
	"context"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/quadstore"
)

// terms is the vocabulary in one snapshot's ids: 0 where the snapshot has never met a term.
type terms struct {
	ids        map[quad.IRI]quadstore.ID
	kinds      []quadstore.ID // of RelationshipKinds, in their order
	known      []quadstore.ID // those of kinds that the snapshot has met
	kindOf     map[quadstore.ID]*claim.KindInfo
	propertyOf map[quadstore.ID]string
	fieldOf    fields
	wordOf     map[quadstore.ID]string // concepts of the closed lists
}

// fields is what predicates say of claims and citations.
type fields struct {
	known places[quadstore.ID]
	says  []field // by place
}

func (f *fields) of(pred quadstore.ID) field {
	if n := f.known.find(pred); n >= 0 {
		return f.says[n]
	}
	return noField
}

// field is what a quad about a claim or a citation says.
type field uint8

const (
	noField field = iota
	fieldMetric
	fieldScope
	fieldPlace
	fieldCertainty
	fieldStatus
	fieldHolds
	fieldHoldsWords
	fieldHoldsBasis
	fieldDate
	fieldDateWords
	fieldDateBasis
	fieldStatedBy
	fieldRecorded
	fieldRetracted
	fieldDerivedFrom
	fieldIncludedIn
	fieldQuotedFrom
	fieldStart
	fieldEnd
	fieldDigest
	fieldLocator
	fieldField
	fieldReference
	fieldLanguage
	fieldNameKind
	fieldRole
	fieldAmount
	fieldInstrument
	fieldPurpose
	fieldVia
	fieldRecipient
	fieldQuantity
)

var fieldPredicates = map[field]quad.IRI{
	fieldMetric: predMetric, fieldScope: predScope, fieldPlace: predPlace, fieldCertainty: predCertainty, fieldStatus: predStatus,
	fieldHolds: predHolds, fieldHoldsWords: predHoldsWords, fieldHoldsBasis: predHoldsBasis,
	fieldDate: predDate, fieldDateWords: predDateWords, fieldDateBasis: predDateBasis, fieldStatedBy: predStatedBy,
	fieldRecorded: predRecorded, fieldRetracted: predRetracted, fieldDerivedFrom: predDerivedFrom, fieldIncludedIn: predIncludedIn,
	fieldQuotedFrom: predQuotedFrom, fieldStart: predStart, fieldEnd: predEnd, fieldDigest: predDigest, fieldLocator: predLocator,
	fieldRole: predRole, fieldAmount: predAmount, fieldInstrument: predInstrument, fieldPurpose: predPurpose, fieldVia: predVia,
	fieldField: predField, fieldReference: predReference, fieldLanguage: predLanguage, fieldNameKind: predNameKind,
	fieldRecipient: predRecipient, fieldQuantity: predQuantity,
}

func newTerms(snap *quadstore.Snapshot) *terms {
	t := &terms{
		ids: map[quad.IRI]quadstore.ID{}, kindOf: map[quadstore.ID]*claim.KindInfo{}, propertyOf: map[quadstore.ID]string{},
		wordOf: map[quadstore.ID]string{},
	}
	learn := func(iri quad.IRI) quadstore.ID {
		id := snap.ID(iri)
		t.ids[iri] = id
		return id
	}
	for i := range claim.RelationshipKinds {
		id := learn(quad.IRI(claim.RelationshipKinds[i].Predicate))
		t.kinds = append(t.kinds, id)
		if id != 0 {
			t.known = append(t.known, id)
			t.kindOf[id] = &claim.RelationshipKinds[i]
		}
	}
	for _, p := range claim.Properties {
		if id := learn(quad.IRI(p.Predicate)); id != 0 {
			t.propertyOf[id] = p.Property
		}
	}
	for f, iri := range fieldPredicates {
		if id := learn(iri); id != 0 {
			t.fieldOf.known.add(id)
			t.fieldOf.says = append(t.fieldOf.says, f)
		}
	}
	for _, iri := range []quad.IRI{
		predType, predName, predAlias, predIdentifier, predIdentifierURI, predFile, predURL, predMeasure,
		predSettledName, predReplacedBy, predDifferentFrom, predRelatedTo, predUnsure, predScore, predSharedIdentifier, predDeclaredBy,
		predRecordKey, predRecordAt, predTitle, predPublisher, predLicence, predAttribution, predIssued, predRecords, predRefused, predMediaType, predFileDigest,
		predAssesses, predVerdict, predGround, predComment, predRevisedBy,
	} {
		learn(iri)
	}
	for _, k := range claim.EntityKinds {
		learn(quad.IRI(k.Class()))
	}
	for _, word := range words() {
		if id := learn(concept(word)); id != 0 {
			t.wordOf[id] = word
		}
	}
	return t
}

func words() []string {
	var all []string
	for _, w := range claim.Certainties {
		all = append(all, string(w))
	}
	for _, w := range claim.Statuses {
		all = append(all, string(w))
	}
	for _, w := range claim.Instruments {
		all = append(all, string(w))
	}
	for _, w := range claim.NameKinds {
		all = append(all, string(w))
	}
	return all
}

// id is the snapshot's id of a vocabulary term.
func (t *terms) id(iri quad.IRI) quadstore.ID { return t.ids[iri] }

// predicates is the ids of relationship kinds, all that the snapshot knows where none is named.
func (t *terms) predicates(kinds []claim.RelationshipKind) []quadstore.ID {
	if kinds == nil {
		return t.known
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

// expand reads what some predicates say of nodes; predicates that the snapshot has never met say nothing.
func (t *terms) expand(ctx context.Context, snap expander, dst *quadstore.Edges, of []quadstore.ID, predicates ...quad.IRI) error {
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

// about reads what some predicates say of nodes.
func (v *View) about(ctx context.Context, dst *quadstore.Edges, of []quadstore.ID, predicates ...quad.IRI) error {
	return v.terms.expand(ctx, v.snap, dst, of, predicates...)
}
