package claim

// Namespace is the project's own vocabulary, for what the vocabularies of the field lack.
const Namespace = "https://whence.example/ns#"

// The vocabularies that quads are written in. Each term of another vocabulary was checked against its specification; the
// project's own namespace is for what they lack.
const (
	RDFSNS    = "http://www.w3.org/2000/01/rdf-schema#"
	OWLNS     = "http://www.w3.org/2002/07/owl#"
	RDFNS     = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	XSDNS     = "http://www.w3.org/2001/XMLSchema#"
	SKOSNS    = "http://www.w3.org/2004/02/skos/core#"
	SchemaNS  = "https://schema.org/"
	OrgNS     = "http://www.w3.org/ns/org#"
	PROVNS    = "http://www.w3.org/ns/prov#"
	OANS      = "http://www.w3.org/ns/oa#"
	DCTermsNS = "http://purl.org/dc/terms/"
	FOAFNS    = "http://xmlns.com/foaf/0.1/"
)
