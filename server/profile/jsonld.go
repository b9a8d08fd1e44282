package profile

import (
	"strings"

	"whence/graph/claim"
)

// types are what schema.org calls the kinds of entity.
var types = map[claim.EntityKind]string{
	claim.Person: "Person", claim.Organisation: "Organization", claim.Place: "Place", claim.Programme: "FundingScheme",
	claim.FundingSource: "MonetaryGrant", claim.Event: "Event", claim.Sector: "DefinedTerm", claim.Document: "CreativeWork",
	claim.Award: "MonetaryGrant",
}

// address is the page's, below the path that the server answers below where it is none of its own.
func (p *page) address() string {
	if strings.HasPrefix(p.Canonical, "/") {
		return p.base + p.Canonical
	}
	return p.Canonical
}

// jsonLD is the page for search engines, in the words of schema.org: the same lead, names and numbers that a reader sees.
func (b *builder) jsonLD() map[string]any {
	p := b.page
	out := map[string]any{
		"@context": "https://schema.org", "@type": types[p.Entity.Kind], "@id": b.IRI(p.Entity.ID),
		"name": p.Entity.Name, "description": p.Lead, "url": p.address(),
	}
	if len(p.Aliases) > 0 {
		out["alternateName"] = p.Aliases
	}
	var same []string
	var numbers []map[string]string
	for _, r := range p.Registers {
		numbers = append(numbers, map[string]string{"@type": "PropertyValue", "propertyID": r.Scheme, "value": r.Value})
		if r.URI != "" {
			same = append(same, r.URI)
		}
	}
	if len(numbers) > 0 {
		out["identifier"] = numbers
	}
	if len(same) > 0 {
		out["sameAs"] = same
	}
	return out
}
