package claim

// PropertyInfo describes a property that an attribute claim can give a value of.
type PropertyInfo struct {
	Property    string
	Description string
	Predicate   string // the IRI that it is stored under
}

// Properties lists every property that an attribute claim can have; any other is refused.
var Properties = []PropertyInfo{
	{"name", "A name that it bears or bore; holds is when.", SKOSNS + "altLabel"},
	{"description", "What it is.", SchemaNS + "description"},
	{"aim", "What it is for.", Namespace + "aim"},
	{"plan", "What it means to do.", Namespace + "plan"},
	{"assessment", "An opinion of it.", Namespace + "assessment"},
	{"offer", "What it has for others.", Namespace + "offer"},
	{"opening", "Who may apply, attend or join.", Namespace + "opening"},
	{"condition", "What has to happen first.", Namespace + "condition"},
	{"reason", "Why it is so.", Namespace + "reason"},
	{"website", "Its web address.", FOAFNS + "homepage"},
	{"placeType", "What sort of place it is: a PlaceType.", SchemaNS + "additionalType"},
	{"started", "When work on it began.", SchemaNS + "startDate"},
	{"completed", "When it was or will be finished.", SchemaNS + "endDate"},
	{"founded", "When it came to be.", SchemaNS + "foundingDate"},
	{"held", "When the event takes place.", SchemaNS + "eventSchedule"},
	{"published", "When the document was published.", SchemaNS + "datePublished"},
	{"publisher", "Who published the document.", DCTermsNS + "publisher"},
	{"address", "Where it is written to, in one line.", SchemaNS + "address"},
	{"postcode", "The postal code of its address.", SchemaNS + "postalCode"},
	{"point", "Where it lies: latitude and longitude in degrees of WGS 84, such as 52.4862 -1.8904.", Namespace + "point"},
	{"opens", "When it begins to take applications.", SchemaNS + "validFrom"},
	{"closes", "When it takes the last.", SchemaNS + "validThrough"},
	{"legalForm", "Its form in law, as its register words it.", Namespace + "legalForm"},
	{"classification", "What sort of body it is, as its register words it.", OrgNS + "classification"},
	{"ceased", "When it came to an end.", SchemaNS + "dissolutionDate"},
	{"modified", "When its publisher last changed what it says of it.", DCTermsNS + "modified"},
	{"instrument", "The form that its money takes: an Instrument.", Namespace + "sourceInstrument"},
	{"amount", "How much money it holds: a currency and a figure.", Namespace + "sourceAmount"},
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
	return "", errUnknown("property", s, names)
}

// PropertyLabel is a property's name as two words where it is two.
func PropertyLabel(property string) string {
	switch property {
	case "placeType":
		return "type of place"
	case "legalForm":
		return "legal form"
	}
	return property
}
