package claim

// RelationshipKind is how a subject is related to an object, read aloud between the two: subject FUNDS object.
type RelationshipKind string

// KindInfo is what a reader needs to show a relationship kind from either end, and the predicate it is stored under.
type KindInfo struct {
	Kind         RelationshipKind
	Label        string // subject to object: "funds"
	InverseLabel string // object to subject: "is funded by"
	Symmetric    bool   // both ends read alike
	Predicate    string
}

// RelationshipKinds lists every kind in the contract's order. A predicate is a term of schema.org, W3C ORG or DCTERMS
// where one says the same in the same direction, else of the project's own namespace.
var RelationshipKinds = []KindInfo{
	{"FUNDS", "funds", "funded by", false, Namespace + "funds"},
	{"WITHHOLDS", "withholds", "withheld by", false, Namespace + "withholds"},
	{"INVESTS_IN", "invests in", "has investment from", false, Namespace + "investsIn"},
	{"BACKS", "backs", "backed by", false, Namespace + "backs"},
	{"OWNS", "owns", "owned by", false, SchemaNS + "owns"},
	{"OPERATES", "operates", "operated by", false, Namespace + "operates"},
	{"OFFERS", "offers", "offered by", false, Namespace + "offers"},
	{"LEADS", "leads", "led by", false, OrgNS + "headOf"},
	{"HOLDS_OFFICE_IN", "holds office in", "has office held by", false, Namespace + "holdsOfficeIn"},
	{"EMPLOYED_BY", "is employed by", "employs", false, SchemaNS + "worksFor"},
	{"AFFILIATED_WITH", "is affiliated with", "has affiliate", false, SchemaNS + "affiliation"},
	{"MEMBER_OF", "is a member of", "has member", false, OrgNS + "memberOf"},
	{"PART_OF", "is part of", "has part", false, DCTermsNS + "isPartOf"},
	{"LOCATED_IN", "is located in", "contains", false, SchemaNS + "containedInPlace"},
	{"ADJACENT_TO", "is next to", "is next to", true, Namespace + "adjacentTo"},
	{"COVERS", "covers", "covered by", false, SchemaNS + "areaServed"},
	{"EXPANDS", "expands", "expanded by", false, Namespace + "expands"},
	{"PARTNER_OF", "partners with", "partners with", true, Namespace + "partnerOf"},
	{"COORDINATES", "coordinates", "coordinated by", false, Namespace + "coordinates"},
	{"SUPPORTS", "supports", "supported by", false, Namespace + "supports"},
	{"PROMOTES", "promotes", "promoted by", false, Namespace + "promotes"},
	{"FOUNDED", "founded", "founded by", false, Namespace + "founded"},
	{"LAUNCHED", "launched", "launched by", false, Namespace + "launched"},
	{"SUCCEEDS", "succeeds", "succeeded by", false, DCTermsNS + "replaces"},
	{"MODELLED_ON", "is modelled on", "is the model for", false, Namespace + "modelledOn"},
	{"SUPPORTS_SECTOR", "supports the sector", "sector supported by", false, Namespace + "supportsSector"},
	{"ACTIVE_IN_SECTOR", "is active in", "sector of", false, Namespace + "activeInSector"},
	{"PLEDGES_JOBS_IN", "pledges jobs in", "is promised jobs by", false, Namespace + "pledgesJobsIn"},
	{"COMPARED_WITH", "is compared with", "is compared with", false, Namespace + "comparedWith"},
	{"ORGANISES", "organises", "organised by", false, Namespace + "organises"},
	{"PARTICIPATES_IN", "takes part in", "has participant", false, Namespace + "participatesIn"},
	{"ANNOUNCED", "announced", "announced by", false, Namespace + "announced"},
	{"SPOKE_ABOUT", "spoke about", "spoken about by", false, Namespace + "spokeAbout"},
	{"PUBLISHED", "published", "published by", false, Namespace + "publishedDocument"},
	{"AUTHORED", "wrote", "written by", false, Namespace + "authored"},
	{"CITES", "cites", "cited by", false, SchemaNS + "citation"},
	{"DEPICTS", "depicts", "depicted by", false, FOAFNS + "depicts"},
	{"CONTROLS", "controls", "controlled by", false, Namespace + "controls"},
	{"FAMILY_OF", "is family of", "is family of", true, Namespace + "familyOf"},
	{"SPUN_OUT_OF", "was spun out of", "spun out", false, Namespace + "spunOutOf"},
	{"RELATED_TO", "is related to", "is related to", true, DCTermsNS + "relation"},
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
	return "", errUnknown("relationship kind", s, names)
}

// Info is what there is to say about the kind, nil of one that ParseRelationshipKind did not return.
func (k RelationshipKind) Info() *KindInfo { return kindInfos[k] }

// isSymmetric is false too for a kind that is none: checking comes later than putting in order.
func (k RelationshipKind) isSymmetric() bool {
	info := kindInfos[k]
	return info != nil && info.Symmetric
}
