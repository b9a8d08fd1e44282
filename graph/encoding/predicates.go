package encoding

import (
	"github.com/cayleygraph/quad"

	"whence/graph/claim"
)

// Predicates about entities.
const (
	PredType          = quad.IRI(claim.RDFNS + "type")
	PredName          = quad.IRI(claim.SKOSNS + "prefLabel")
	PredAlias         = quad.IRI(claim.SKOSNS + "altLabel")
	PredIdentifier    = quad.IRI(claim.SchemaNS + "identifier")
	PredIdentifierURI = quad.IRI(claim.Namespace + "identifierPage") // "scheme:value uri"
	PredFormerName    = quad.IRI(claim.Namespace + "formerName")     // what the data set that labels it called it, when it still named it
	PredSettledName   = quad.IRI(claim.Namespace + "settledName")    // what an editor settled that it is called
	PredFile          = quad.IRI(claim.Namespace + "file")
	PredStart         = quad.IRI(claim.OANS + "start")
	PredEnd           = quad.IRI(claim.OANS + "end")
	PredURL           = quad.IRI(claim.SchemaNS + "url")
	PredVersionOf     = quad.IRI(claim.Namespace + "laterVersionOf") // document -> the earlier version that it replaces
	PredTextIsOpen    = quad.IRI(claim.Namespace + "textIsOpen")     // whether readers may see a document's whole text
)

// Predicates of judgements on identity: one quad each, from the right id to the left one, labelled by the judgement. A quad
// of predReplacedBy that a dataset labels is of an older form, and stands.
const (
	PredReplacedBy       = quad.IRI(claim.DCTermsNS + "isReplacedBy") // SAME: the left id answers for both
	PredDifferentFrom    = quad.IRI(claim.OWLNS + "differentFrom")
	PredRelatedTo        = quad.IRI(claim.SKOSNS + "related")
	PredUnsure           = quad.IRI(claim.Namespace + "perhapsSameAs")
	PredScore            = quad.IRI(claim.Namespace + "score")
	PredSharedIdentifier = quad.IRI(claim.Namespace + "sharedIdentifier")
	PredDeclaredBy       = quad.IRI(claim.Namespace + "declaredBy") // a judgement or a citation -> the dataset that owns it; a document -> the owner of what cites it and names none
)

// Predicates of assessments.
const (
	PredAssesses  = quad.IRI(claim.Namespace + "assesses") // assessment -> claim, labelled by the citation that it is about
	PredVerdict   = quad.IRI(claim.Namespace + "verdict")
	PredGround    = quad.IRI(claim.Namespace + "ground")
	PredComment   = quad.IRI(claim.RDFSNS + "comment")
	PredRevisedBy = quad.IRI(claim.PROVNS + "wasRevisionOf") // the claim that corrects -> the claim that it corrects
)

// Predicates about records, data sets and files of data.
const (
	PredRecordKey   = quad.IRI(claim.Namespace + "recordKey") // record -> its key, labelled by its document
	PredRecordAt    = quad.IRI(claim.Namespace + "recordAt")  // record -> "sha256 hint", labelled by its document
	PredTitle       = quad.IRI(claim.DCTermsNS + "title")
	PredPublisher   = quad.IRI(claim.FOAFNS + "maker")
	PredLicence     = quad.IRI(claim.DCTermsNS + "license")
	PredAttribution = quad.IRI(claim.Namespace + "attribution")
	PredIssued      = quad.IRI(claim.DCTermsNS + "issued")
	PredRecords     = quad.IRI(claim.Namespace + "records")
	PredRefused     = quad.IRI(claim.Namespace + "refused")
	PredMediaType   = quad.IRI(claim.DCTermsNS + "format")
	PredFileDigest  = quad.IRI(claim.Namespace + "fileDigest")
)

// Predicates about claims. The claim itself is the label of one quad: subject, predicate, object.
const (
	PredMeasure     = quad.IRI(claim.Namespace + "measure") // about -> figure
	PredMetric      = quad.IRI(claim.Namespace + "metric")
	predScope       = quad.IRI(claim.Namespace + "scope")
	PredPlace       = quad.IRI(claim.SchemaNS + "location")
	PredCertainty   = quad.IRI(claim.Namespace + "certainty")
	PredStatus      = quad.IRI(claim.SchemaNS + "creativeWorkStatus")
	PredHolds       = quad.IRI(claim.DCTermsNS + "temporal")
	predHoldsWords  = quad.IRI(claim.Namespace + "temporalWording")
	predHoldsBasis  = quad.IRI(claim.Namespace + "temporalBasis")
	PredDate        = quad.IRI(claim.DCTermsNS + "date")
	PredDateWords   = quad.IRI(claim.Namespace + "dateWording")
	PredDateBasis   = quad.IRI(claim.Namespace + "dateBasis")
	PredStatedBy    = quad.IRI(claim.PROVNS + "wasAttributedTo")
	PredRecorded    = quad.IRI(claim.PROVNS + "generatedAtTime")
	PredRetracted   = quad.IRI(claim.PROVNS + "invalidatedAtTime")
	predDerivedFrom = quad.IRI(claim.PROVNS + "wasDerivedFrom")
	PredIncludedIn  = quad.IRI(claim.DCTermsNS + "isPartOf")
	PredQuotedFrom  = quad.IRI(claim.PROVNS + "wasQuotedFrom") // claim -> document, labelled by the citation
	PredReference   = quad.IRI(claim.DCTermsNS + "identifier")
	predLanguage    = quad.IRI(claim.DCTermsNS + "language")
	PredNameKind    = quad.IRI(claim.Namespace + "nameKind")
	PredField       = quad.IRI(claim.Namespace + "field") // citation -> "sha256 field", labelled by the record
	PredDigest      = quad.IRI(claim.Namespace + "sha256")
	PredLocator     = quad.IRI(claim.Namespace + "locator")
	PredRole        = quad.IRI(claim.SchemaNS + "roleName")
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
