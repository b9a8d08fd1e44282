package graph

// RelationshipKind is how a subject is tied to an object, read aloud between the two: subject FUNDS object.
type RelationshipKind string

// KindInfo is what a reader needs to show a relationship kind from either end, and the predicate it is stored under.
type KindInfo struct {
	Kind      RelationshipKind
	Label     string // subject to object: "funds"
	Inverse   string // object to subject: "is funded by"
	Symmetric bool   // both ends read alike
	predicate string
}

// RelationshipKinds lists every kind in the contract's order. A predicate is a term of schema.org, W3C ORG or DCTERMS
// where one says the same in the same direction, else of the project's own namespace.
var RelationshipKinds = []KindInfo{
	{"FUNDS", "funds", "funded by", false, whenceNS + "funds"},
	{"WITHHOLDS", "withholds", "withheld by", false, whenceNS + "withholds"},
	{"INVESTS_IN", "invests in", "has investment from", false, whenceNS + "investsIn"},
	{"BACKS", "backs", "backed by", false, whenceNS + "backs"},
	{"OWNS", "owns", "owned by", false, schemaNS + "owns"},
	{"OPERATES", "operates", "operated by", false, whenceNS + "operates"},
	{"OFFERS", "offers", "offered by", false, whenceNS + "offers"},
	{"LEADS", "leads", "led by", false, orgNS + "headOf"},
	{"HOLDS_OFFICE_IN", "holds office in", "has office held by", false, whenceNS + "holdsOfficeIn"},
	{"EMPLOYED_BY", "is employed by", "employs", false, schemaNS + "worksFor"},
	{"AFFILIATED_WITH", "is affiliated with", "has affiliate", false, schemaNS + "affiliation"},
	{"MEMBER_OF", "is a member of", "has member", false, orgNS + "memberOf"},
	{"PART_OF", "is part of", "has part", false, dctermsNS + "isPartOf"},
	{"LOCATED_IN", "is located in", "contains", false, schemaNS + "containedInPlace"},
	{"ADJACENT_TO", "is next to", "is next to", true, whenceNS + "adjacentTo"},
	{"COVERS", "covers", "covered by", false, schemaNS + "areaServed"},
	{"EXPANDS", "expands", "expanded by", false, whenceNS + "expands"},
	{"PARTNER_OF", "partners with", "partners with", true, whenceNS + "partnerOf"},
	{"COORDINATES", "coordinates", "coordinated by", false, whenceNS + "coordinates"},
	{"SUPPORTS", "supports", "supported by", false, whenceNS + "supports"},
	{"PROMOTES", "promotes", "promoted by", false, whenceNS + "promotes"},
	{"FOUNDED", "founded", "founded by", false, whenceNS + "founded"},
	{"LAUNCHED", "launched", "launched by", false, whenceNS + "launched"},
	{"SUCCEEDS", "succeeds", "succeeded by", false, dctermsNS + "replaces"},
	{"MODELLED_ON", "is modelled on", "is the model for", false, whenceNS + "modelledOn"},
	{"SUPPORTS_SECTOR", "supports the sector", "sector supported by", false, whenceNS + "supportsSector"},
	{"ACTIVE_IN_SECTOR", "is active in", "sector of", false, whenceNS + "activeInSector"},
	{"PLEDGES_JOBS_IN", "pledges jobs in", "is promised jobs by", false, whenceNS + "pledgesJobsIn"},
	{"COMPARED_WITH", "is compared with", "is compared with", false, whenceNS + "comparedWith"},
	{"ORGANISES", "organises", "organised by", false, whenceNS + "organises"},
	{"PARTICIPATES_IN", "takes part in", "has participant", false, whenceNS + "participatesIn"},
	{"ANNOUNCED", "announced", "announced by", false, whenceNS + "announced"},
	{"SPOKE_ABOUT", "spoke about", "spoken about by", false, whenceNS + "spokeAbout"},
	{"PUBLISHED", "published", "published by", false, whenceNS + "publishedDocument"},
	{"AUTHORED", "wrote", "written by", false, whenceNS + "authored"},
	{"CITES", "cites", "cited by", false, schemaNS + "citation"},
	{"DEPICTS", "depicts", "depicted by", false, foafNS + "depicts"},
	{"RELATED_TO", "is related to", "is related to", true, dctermsNS + "relation"},
}

var kindInfos = func() map[RelationshipKind]*KindInfo {
	m := make(map[RelationshipKind]*KindInfo, len(RelationshipKinds))
	for i := range RelationshipKinds {
		m[RelationshipKinds[i].Kind] = &RelationshipKinds[i]
	}
	return m
}()

// ParseRelationshipKind reads a kind by its name; the error wraps ErrInvalid and suggests the nearest.
func ParseRelationshipKind(s string) (RelationshipKind, error) {
	if info, ok := kindInfos[RelationshipKind(s)]; ok {
		return info.Kind, nil
	}
	names := make([]string, len(RelationshipKinds))
	for i, k := range RelationshipKinds {
		names[i] = string(k.Kind)
	}
	return "", unknownWord("relationship kind", s, names)
}

// Info is what there is to say about the kind, nil of one that ParseRelationshipKind did not return.
func (k RelationshipKind) Info() *KindInfo { return kindInfos[k] }

// isSymmetric is false too for a kind that is none: checking comes later than putting in order.
func (k RelationshipKind) isSymmetric() bool {
	info := kindInfos[k]
	return info != nil && info.Symmetric
}
