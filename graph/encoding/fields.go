package encoding

import (
	"github.com/cayleygraph/quad"

	"whence/graph/claim"
)

// Field is what a quad about a claim or a citation says.
type Field uint8

// The fields.
const (
	NoField Field = iota
	FieldMetric
	FieldScope
	FieldPlace
	FieldCertainty
	FieldStatus
	FieldHolds
	FieldHoldsWords
	FieldHoldsBasis
	FieldDate
	FieldDateWords
	FieldDateBasis
	FieldStatedBy
	FieldRecorded
	FieldRetracted
	FieldDerivedFrom
	FieldIncludedIn
	FieldQuotedFrom
	FieldStart
	FieldEnd
	FieldDigest
	FieldLocator
	FieldField
	FieldReference
	FieldLanguage
	FieldNameKind
	FieldRole
	FieldAmount
	FieldInstrument
	FieldPurpose
	FieldVia
	FieldRecipient
	FieldQuantity
)

// FieldPredicates is the predicate that says each field. It never changes.
var FieldPredicates = map[Field]quad.IRI{
	FieldMetric: PredMetric, FieldScope: predScope, FieldPlace: PredPlace, FieldCertainty: PredCertainty, FieldStatus: PredStatus,
	FieldHolds: PredHolds, FieldHoldsWords: predHoldsWords, FieldHoldsBasis: predHoldsBasis,
	FieldDate: PredDate, FieldDateWords: PredDateWords, FieldDateBasis: PredDateBasis, FieldStatedBy: PredStatedBy,
	FieldRecorded: PredRecorded, FieldRetracted: PredRetracted, FieldDerivedFrom: predDerivedFrom, FieldIncludedIn: PredIncludedIn,
	FieldQuotedFrom: PredQuotedFrom, FieldStart: PredStart, FieldEnd: PredEnd, FieldDigest: PredDigest, FieldLocator: PredLocator,
	FieldRole: PredRole, FieldAmount: PredAmount, FieldInstrument: PredInstrument, FieldPurpose: predPurpose, FieldVia: PredVia,
	FieldField: PredField, FieldReference: PredReference, FieldLanguage: predLanguage, FieldNameKind: PredNameKind,
	FieldRecipient: PredRecipient, FieldQuantity: PredQuantity,
}

// Unclaimed is the predicates of what is said without a claim: of entities, of judgements on them, of assessments of claims.
var Unclaimed = []quad.IRI{
	PredType, PredName, PredAlias, PredIdentifier, PredIdentifierURI, PredFile, PredURL, PredSettledName, PredFormerName,
	PredVersionOf, PredTextIsOpen, PredLicence, PredAttribution,
	PredRecordKey, PredRecordAt, PredTitle, PredPublisher, PredIssued, PredRecords, PredRefused, PredMediaType, PredFileDigest,
	PredReplacedBy, PredDifferentFrom, PredRelatedTo, PredUnsure, PredScore, PredSharedIdentifier, PredDeclaredBy,
	PredAssesses, PredVerdict, PredGround, PredComment, PredRevisedBy,
}

// EnumMembers is every member of the closed lists of claims, as the API spells it.
func EnumMembers() []string {
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
