package graph

import (
	"github.com/cayleygraph/quad"

	"whence/graph/claim"
)

// Predicates about entities.
const (
	predType          = quad.IRI(claim.RDFNS + "type")
	PredName          = quad.IRI(claim.SKOSNS + "prefLabel")
	predAlias         = quad.IRI(claim.SKOSNS + "altLabel")
	predIdentifier    = quad.IRI(claim.SchemaNS + "identifier")
	predIdentifierURI = quad.IRI(claim.Namespace + "identifierPage") // "scheme:value uri"
	predSettledName   = quad.IRI(claim.Namespace + "settledName")    // what an editor settled that it is called
	predFile          = quad.IRI(claim.Namespace + "file")
	predStart         = quad.IRI(claim.OANS + "start")
	predEnd           = quad.IRI(claim.OANS + "end")
	predURL           = quad.IRI(claim.SchemaNS + "url")
	predVersionOf     = quad.IRI(claim.Namespace + "laterVersionOf") // document -> the earlier version that it replaces
	predTextIsOpen    = quad.IRI(claim.Namespace + "textIsOpen")     // whether readers may see a document's whole text
)

// Predicates of judgements on identity: one quad each, from the right id to the left one, labelled by the judgement. A quad
// of predReplacedBy that a dataset labels is of an older form, and stands.
const (
	predReplacedBy       = quad.IRI(claim.DCTermsNS + "isReplacedBy") // SAME: the left id answers for both
	predDifferentFrom    = quad.IRI(claim.OWLNS + "differentFrom")
	predRelatedTo        = quad.IRI(claim.SKOSNS + "related")
	predUnsure           = quad.IRI(claim.Namespace + "perhapsSameAs")
	predScore            = quad.IRI(claim.Namespace + "score")
	predSharedIdentifier = quad.IRI(claim.Namespace + "sharedIdentifier")
	predDeclaredBy       = quad.IRI(claim.Namespace + "declaredBy") // a judgement or a citation -> the dataset that owns it; a document -> the owner of what cites it and names none
)

// Predicates of assessments.
const (
	predAssesses  = quad.IRI(claim.Namespace + "assesses") // assessment -> claim, labelled by the citation that it is about
	predVerdict   = quad.IRI(claim.Namespace + "verdict")
	predGround    = quad.IRI(claim.Namespace + "ground")
	predComment   = quad.IRI(claim.RDFSNS + "comment")
	predRevisedBy = quad.IRI(claim.PROVNS + "wasRevisionOf") // the claim that corrects -> the claim that it corrects
)

// Predicates about records, data sets and files of data.
const (
	predRecordKey   = quad.IRI(claim.Namespace + "recordKey") // record -> its key, labelled by its document
	predRecordAt    = quad.IRI(claim.Namespace + "recordAt")  // record -> "sha256 hint", labelled by its document
	predTitle       = quad.IRI(claim.DCTermsNS + "title")
	predPublisher   = quad.IRI(claim.FOAFNS + "maker")
	predLicence     = quad.IRI(claim.DCTermsNS + "license")
	predAttribution = quad.IRI(claim.Namespace + "attribution")
	predIssued      = quad.IRI(claim.DCTermsNS + "issued")
	predRecords     = quad.IRI(claim.Namespace + "records")
	predRefused     = quad.IRI(claim.Namespace + "refused")
	predMediaType   = quad.IRI(claim.DCTermsNS + "format")
	predFileDigest  = quad.IRI(claim.Namespace + "fileDigest")
)

// Predicates about claims. The claim itself is the label of one quad: subject, predicate, object.
const (
	predMeasure     = quad.IRI(claim.Namespace + "measure") // about -> figure
	PredMetric      = quad.IRI(claim.Namespace + "metric")
	predScope       = quad.IRI(claim.Namespace + "scope")
	predPlace       = quad.IRI(claim.SchemaNS + "location")
	predCertainty   = quad.IRI(claim.Namespace + "certainty")
	PredStatus      = quad.IRI(claim.SchemaNS + "creativeWorkStatus")
	PredHolds       = quad.IRI(claim.DCTermsNS + "temporal")
	predHoldsWords  = quad.IRI(claim.Namespace + "temporalWording")
	predHoldsBasis  = quad.IRI(claim.Namespace + "temporalBasis")
	predDate        = quad.IRI(claim.DCTermsNS + "date")
	predDateWords   = quad.IRI(claim.Namespace + "dateWording")
	predDateBasis   = quad.IRI(claim.Namespace + "dateBasis")
	predStatedBy    = quad.IRI(claim.PROVNS + "wasAttributedTo")
	predRecorded    = quad.IRI(claim.PROVNS + "generatedAtTime")
	predRetracted   = quad.IRI(claim.PROVNS + "invalidatedAtTime")
	predDerivedFrom = quad.IRI(claim.PROVNS + "wasDerivedFrom")
	PredIncludedIn  = quad.IRI(claim.DCTermsNS + "isPartOf")
	predQuotedFrom  = quad.IRI(claim.PROVNS + "wasQuotedFrom") // claim -> document, labelled by the citation
	predReference   = quad.IRI(claim.DCTermsNS + "identifier")
	predLanguage    = quad.IRI(claim.DCTermsNS + "language")
	predNameKind    = quad.IRI(claim.Namespace + "nameKind")
	predField       = quad.IRI(claim.Namespace + "field") // citation -> "sha256 field", labelled by the record
	predDigest      = quad.IRI(claim.Namespace + "sha256")
	predLocator     = quad.IRI(claim.Namespace + "locator")
	predRole        = quad.IRI(claim.SchemaNS + "roleName")
	PredAmount      = quad.IRI(claim.SchemaNS + "amount")
	PredInstrument  = quad.IRI(claim.Namespace + "instrument")
	predPurpose     = quad.IRI(claim.Namespace + "purpose")
	PredVia         = quad.IRI(claim.Namespace + "via")
	PredRecipient   = quad.IRI(claim.SchemaNS + "recipient")
	PredQuantity    = quad.IRI(claim.Namespace + "quantity")
)

// Datatypes of literals. An amount or a figure is one literal, after the precedent of the custom datatypes for
// physical quantities (Lefrançois and Zimmermann, https://ci.mines-stetienne.fr/lindt/): one term where a node of
// class schema:MonetaryAmount takes four quads. Its grammar is at Quantity's MarshalText.
const (
	typeQuantity = quad.IRI(claim.Namespace + "quantity")
	typeEDTF     = quad.IRI("http://id.loc.gov/datatypes/edtf/EDTF")
	typeDateTime = quad.IRI(claim.XSDNS + "dateTime")
	typeInteger  = quad.IRI(claim.XSDNS + "integer")
)
