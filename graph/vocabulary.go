package graph

import (
	"context"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/nodeset"
	"whence/graph/quadstore"
)

// Vocabulary is the vocabulary in one snapshot's ids: 0 where the snapshot has never met a term.
type Vocabulary struct {
	ids                    map[quad.IRI]quadstore.ID
	kinds                  []quadstore.ID // of RelationshipKinds, in their order
	RelationshipPredicates []quadstore.ID // those of kinds that the snapshot has met
	KindOf                 map[quadstore.ID]*claim.KindInfo
	propertyOf             map[quadstore.ID]string
	FieldOf                FieldTable
	EnumOf                 map[quadstore.ID]string // concepts of the closed lists
}

// FieldTable is what predicates say of claims and citations.
type FieldTable struct {
	known nodeset.Numbering[quadstore.ID]
	says  []field // by place
}

// Of is what a predicate says of claims and citations.
func (f *FieldTable) Of(pred quadstore.ID) field {
	if n := f.known.Find(pred); n >= 0 {
		return f.says[n]
	}
	return noField
}

// field is what a quad about a claim or a citation says.
type field uint8

// The fields.
const (
	noField field = iota
	fieldMetric
	fieldScope
	fieldPlace
	FieldCertainty
	FieldStatus
	FieldHolds
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
	FieldQuotedFrom
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
	fieldMetric: PredMetric, fieldScope: predScope, fieldPlace: predPlace, FieldCertainty: predCertainty, FieldStatus: PredStatus,
	FieldHolds: PredHolds, fieldHoldsWords: predHoldsWords, fieldHoldsBasis: predHoldsBasis,
	fieldDate: predDate, fieldDateWords: predDateWords, fieldDateBasis: predDateBasis, fieldStatedBy: predStatedBy,
	fieldRecorded: predRecorded, fieldRetracted: predRetracted, fieldDerivedFrom: predDerivedFrom, fieldIncludedIn: PredIncludedIn,
	FieldQuotedFrom: predQuotedFrom, fieldStart: predStart, fieldEnd: predEnd, fieldDigest: predDigest, fieldLocator: predLocator,
	fieldRole: predRole, fieldAmount: PredAmount, fieldInstrument: PredInstrument, fieldPurpose: predPurpose, fieldVia: PredVia,
	fieldField: predField, fieldReference: predReference, fieldLanguage: predLanguage, fieldNameKind: predNameKind,
	fieldRecipient: PredRecipient, fieldQuantity: PredQuantity,
}

func newTerms(snap *quadstore.Snapshot) *Vocabulary {
	t := &Vocabulary{
		ids: map[quad.IRI]quadstore.ID{}, KindOf: map[quadstore.ID]*claim.KindInfo{}, propertyOf: map[quadstore.ID]string{},
		EnumOf: map[quadstore.ID]string{},
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
			t.RelationshipPredicates = append(t.RelationshipPredicates, id)
			t.KindOf[id] = &claim.RelationshipKinds[i]
		}
	}
	for _, p := range claim.Properties {
		if id := learn(quad.IRI(p.Predicate)); id != 0 {
			t.propertyOf[id] = p.Property
		}
	}
	for f, iri := range fieldPredicates {
		if id := learn(iri); id != 0 {
			t.FieldOf.known.Add(id)
			t.FieldOf.says = append(t.FieldOf.says, f)
		}
	}
	learn(predMeasure)
	for _, iri := range unclaimed {
		learn(iri)
	}
	for _, k := range claim.EntityKinds {
		learn(quad.IRI(k.Class()))
	}
	for _, word := range words() {
		if id := learn(concept(word)); id != 0 {
			t.EnumOf[id] = word
		}
	}
	return t
}

// unclaimed is the predicates of what is said without a claim: of entities, of judgements on them, of assessments of claims.
var unclaimed = []quad.IRI{
	predType, PredName, predAlias, predIdentifier, predIdentifierURI, predFile, predURL, predSettledName,
	predVersionOf, predTextIsOpen, predLicence, predAttribution,
	predRecordKey, predRecordAt, predTitle, predPublisher, predIssued, predRecords, predRefused, predMediaType, predFileDigest,
	predReplacedBy, predDifferentFrom, predRelatedTo, predUnsure, predScore, predSharedIdentifier, predDeclaredBy,
	predAssesses, predVerdict, predGround, predComment, predRevisedBy,
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

// expand reads what some predicates say of nodes; predicates that the snapshot has never met say nothing.
func (t *Vocabulary) expand(ctx context.Context, snap expander, dst *quadstore.Edges, of []quadstore.ID, predicates ...quad.IRI) error {
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
