package graph

import (
	"strings"

	"github.com/cayleygraph/quad"
)

// Namespace is the project's own vocabulary, for what the vocabularies of the field lack.
const Namespace = "https://whence.example/ns#"

// The vocabularies that quads are written in. Each term of another vocabulary was checked against its specification; the
// project's own namespace is for what they lack.
const (
	rdfNS     = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	xsdNS     = "http://www.w3.org/2001/XMLSchema#"
	skosNS    = "http://www.w3.org/2004/02/skos/core#"
	schemaNS  = "https://schema.org/"
	orgNS     = "http://www.w3.org/ns/org#"
	provNS    = "http://www.w3.org/ns/prov#"
	oaNS      = "http://www.w3.org/ns/oa#"
	dctermsNS = "http://purl.org/dc/terms/"
	foafNS    = "http://xmlns.com/foaf/0.1/"
	whenceNS  = Namespace
)

// Predicates about entities.
const (
	predType          = quad.IRI(rdfNS + "type")
	predName          = quad.IRI(skosNS + "prefLabel")
	predAlias         = quad.IRI(skosNS + "altLabel")
	predIdentifier    = quad.IRI(schemaNS + "identifier")
	predIdentifierURI = quad.IRI(whenceNS + "identifierPage") // "scheme:value uri"
	predReplacedBy    = quad.IRI(dctermsNS + "isReplacedBy")  // an old id -> the id that it answers with
	predFile          = quad.IRI(whenceNS + "file")
	predStart         = quad.IRI(oaNS + "start")
	predEnd           = quad.IRI(oaNS + "end")
	predURL           = quad.IRI(schemaNS + "url")
)

// Predicates about claims. The claim itself is the label of one quad: subject, predicate, object.
const (
	predMeasure     = quad.IRI(whenceNS + "measure") // about -> figure
	predMetric      = quad.IRI(whenceNS + "metric")
	predScope       = quad.IRI(whenceNS + "scope")
	predPlace       = quad.IRI(schemaNS + "location")
	predCertainty   = quad.IRI(whenceNS + "certainty")
	predStatus      = quad.IRI(schemaNS + "creativeWorkStatus")
	predHolds       = quad.IRI(dctermsNS + "temporal")
	predHoldsWords  = quad.IRI(whenceNS + "temporalWording")
	predHoldsBasis  = quad.IRI(whenceNS + "temporalBasis")
	predDate        = quad.IRI(dctermsNS + "date")
	predDateWords   = quad.IRI(whenceNS + "dateWording")
	predDateBasis   = quad.IRI(whenceNS + "dateBasis")
	predStatedBy    = quad.IRI(provNS + "wasAttributedTo")
	predRecorded    = quad.IRI(provNS + "generatedAtTime")
	predRetracted   = quad.IRI(provNS + "invalidatedAtTime")
	predDerivedFrom = quad.IRI(provNS + "wasDerivedFrom")
	predIncludedIn  = quad.IRI(dctermsNS + "isPartOf")
	predQuotedFrom  = quad.IRI(provNS + "wasQuotedFrom") // claim -> document, labelled by the citation
	predDigest      = quad.IRI(whenceNS + "sha256")
	predLocator     = quad.IRI(whenceNS + "locator")
	predRole        = quad.IRI(schemaNS + "roleName")
	predAmount      = quad.IRI(schemaNS + "amount")
	predInstrument  = quad.IRI(whenceNS + "instrument")
	predPurpose     = quad.IRI(whenceNS + "purpose")
	predVia         = quad.IRI(whenceNS + "via")
	predRecipient   = quad.IRI(schemaNS + "recipient")
	predQuantity    = quad.IRI(whenceNS + "quantity")
)

// Datatypes of literals. An amount or a figure is one literal, after the precedent of the custom datatypes for
// physical quantities (Lefrançois and Zimmermann, https://ci.mines-stetienne.fr/lindt/): one term where a node of
// class schema:MonetaryAmount takes four quads. Its grammar is at Quantity's MarshalText.
const (
	typeQuantity = quad.IRI(whenceNS + "quantity")
	typeEDTF     = quad.IRI("http://id.loc.gov/datatypes/edtf/EDTF")
	typeDateTime = quad.IRI(xsdNS + "dateTime")
	typeInteger  = quad.IRI(xsdNS + "integer")
)

// Properties pairs each property of an attribute claim with its predicate. The list is the vocabulary: a property
// outside it is refused.
var Properties = []struct {
	Property    string
	Description string
	predicate   quad.IRI
}{
	{"name", "A name that it bears or bore; holds is when.", predAlias},
	{"description", "What it is.", quad.IRI(schemaNS + "description")},
	{"aim", "What it is for.", quad.IRI(whenceNS + "aim")},
	{"plan", "What it means to do.", quad.IRI(whenceNS + "plan")},
	{"assessment", "An opinion of it.", quad.IRI(whenceNS + "assessment")},
	{"offer", "What it has for others.", quad.IRI(whenceNS + "offer")},
	{"opening", "Who may apply, attend or join.", quad.IRI(whenceNS + "opening")},
	{"condition", "What has to happen first.", quad.IRI(whenceNS + "condition")},
	{"reason", "Why it is so.", quad.IRI(whenceNS + "reason")},
	{"website", "Its web address.", quad.IRI(foafNS + "homepage")},
	{"placeType", "What sort of place it is: a PlaceType.", quad.IRI(schemaNS + "additionalType")},
	{"started", "When work on it began.", quad.IRI(schemaNS + "startDate")},
	{"completed", "When it was or will be finished.", quad.IRI(schemaNS + "endDate")},
	{"founded", "When it came to be.", quad.IRI(schemaNS + "foundingDate")},
	{"held", "When the event takes place.", quad.IRI(schemaNS + "eventSchedule")},
	{"published", "When the document was published.", quad.IRI(schemaNS + "datePublished")},
	{"publisher", "Who published the document.", quad.IRI(dctermsNS + "publisher")},
	{"instrument", "The form that its money takes: an Instrument.", quad.IRI(whenceNS + "sourceInstrument")},
	{"amount", "How much money it holds: a currency and a figure.", quad.IRI(whenceNS + "sourceAmount")},
}

// ParseProperty checks that s is in the vocabulary; the error wraps ErrInvalid and suggests the nearest.
func ParseProperty(s string) (string, error) {
	names := make([]string, len(Properties))
	for i, p := range Properties {
		if p.Property == s {
			return s, nil
		}
		names[i] = p.Property
	}
	return "", unknownWord("property", s, names)
}

// Units lists the words that a figure may be counted in, beside the ISO 4217 codes of currencies.
var Units = strings.Fields(`job person company project programme building floor partner centre university hub cluster academy event
	place attendee investor grant month year minute day percent times fraction rank square-foot`)
