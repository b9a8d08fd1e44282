package guess

import (
	"cmp"
	"fmt"
	"strings"
)

// party writes who gives or takes: by an identifier where there is one, else by the name within the data set.
func (d *draft) party(id, name *Column) string {
	var ways []string
	if id != nil {
		ways = append(ways, scalar(d.ref(id, "org")))
	}
	if name != nil {
		ways = append(ways, scalar("organisation/{_dataset}."+d.ref(name, "")))
	}
	if len(ways) == 1 {
		return ways[0]
	}
	return "[" + strings.Join(ways, ", ") + "]"
}

// payments writes the claims of a table of grants or payments.
func (d *draft) payments(r *roles) {
	d.line("  # {%s} is taken for the sum that each record pays, to {%s}.", r.sum.name, cmp.Or(r.recipient, r.recipientID).name)
	funder := scalar("organisation/{_dataset}.publisher")
	if r.funder == nil && r.funderID == nil {
		d.line("  # No column says who pays: put the payer here, by its id.")
		d.line("  - {id: %s, name: the publisher of this file}", funder)
	} else {
		funder = d.party(r.funderID, r.funder)
	}
	recipient := d.party(r.recipientID, r.recipient)
	award := scalar("award/{_dataset}.{_key}")
	name := `a payment`
	if r.title != nil {
		name = "[" + scalar(d.ref(r.title, "")) + ", a payment]"
	}
	d.line("  - {id: %s, name: %s}", award, name)
	for _, c := range []struct {
		party string
		name  *Column
	}{{funder, r.funder}, {recipient, r.recipient}} {
		if c.name != nil {
			d.line("  - {about: %s, property: name, value: %s}", c.party, scalar(d.ref(c.name, "")))
		}
	}
	d.line("  - subject: %s", funder)
	d.line("    kind: FUNDS")
	d.line("    object: %s", recipient)
	currency, why := d.currency(r)
	d.line("    amount: {value: %s, currency: %s}   # %s", scalar(d.ref(r.sum, "")), currency, why)
	d.line("    instrument: GRANT   # a guess: or LOAN EQUITY RELIEF BUDGET INVESTMENT IN_KIND OTHER")
	d.line("    via: %s", award)
	if r.day != nil {
		d.line("    holds: %s", scalar(d.ref(r.day, "")))
	}
	if r.key != nil {
		d.line("    reference: %s", scalar(d.ref(r.key, "")))
	}
	if r.describe != nil {
		d.line("  - {about: %s, property: description, value: %s}", award, scalar(d.ref(r.describe, "")))
	}
	d.places(award, "COVERS")
}

func (d *draft) currency(r *roles) (code, why string) {
	if r.currency != nil {
		return scalar(d.ref(r.currency, "")), "its currency is another column"
	}
	if code := r.sum.currencyOf(); code != "" {
		return code, "by its title or its values"
	}
	return "GBP", "a guess: nothing says which currency it is"
}

// things writes the claims of a table that describes one thing a row.
func (d *draft) things(r *roles) {
	kind, why := "organisation", "nothing says otherwise"
	for _, c := range d.sample.Columns {
		if c.scheme == "GSS" {
			kind, why = "place", fmt.Sprintf("{%s} holds codes of places", c.name)
		}
	}
	key := cmp.Or(r.key, r.name)
	if key == nil && len(d.sample.Columns) > 0 {
		key = d.sample.Columns[0]
	}
	if key == nil {
		d.line("  []   # nothing was found to make claims of")
		return
	}
	d.line("  # Each record is taken for one %s: %s. Other kinds: person place programme funding-source event sector award.", kind, why)
	id := scalar(kind + "/{_dataset}." + d.ref(key, ""))
	var identifiers []string
	schemes := map[string]bool{} // the first of each is taken for the thing's own
	for _, c := range d.sample.Columns {
		if c.kind == identifier && !schemes[c.scheme] {
			schemes[c.scheme] = true
			identifiers = append(identifiers, fmt.Sprintf("{scheme: %s, value: %s}", c.scheme, scalar(d.ref(c, c.scheme))))
		}
	}
	name := cmp.Or(r.name, key)
	line := fmt.Sprintf("id: %s, name: %s", id, scalar(d.ref(name, "")))
	if len(identifiers) > 0 {
		line += ", identifiers: [" + strings.Join(identifiers, ", ") + "]"
	}
	d.line("  - {%s}", line)
	d.line("  - {about: %s, property: name, value: %s}", id, scalar(d.ref(name, "")))
	for _, c := range d.sample.Columns {
		if d.used[c] {
			continue
		}
		if property := c.property(kind); property != "" {
			d.line("  - {about: %s, property: %s, value: %s}", id, property, scalar(d.ref(c, "")))
		}
	}
	d.places(id, "LOCATED_IN")
}

// property is the property that a column is most likely of, "" where it is of none.
func (c *Column) property(kind string) string {
	switch {
	case c.kind == address:
		return "website"
	case c.kind == postcode:
		return "postcode"
	case c.kind == date && c.is("modified", "updated", "timestamp", "changed"):
		return "modified"
	case c.kind == date && c.is("opens", "opening"):
		return "opens"
	case c.kind == date && c.is("closes", "deadline", "closing"):
		return "closes"
	case c.kind == date && c.is("end", "ceased", "dissolved", "closed"):
		return map[bool]string{true: "ceased", false: "completed"}[kind == "organisation"]
	case c.kind == date && c.is("start", "founded", "established", "incorporated", "since", "opened"):
		return map[bool]string{true: "founded", false: "started"}[kind == "organisation"]
	case c.kind != plain:
	case c.is("description", "summary", "abstract", "comment"):
		return "description"
	case c.is("address"):
		return "address"
	case c.is("legal form"):
		return "legalForm"
	case c.is("type", "category", "classification", "sector"):
		return "classification"
	case c.is("name") && !c.is("org", "organisation", "funder", "recipient"):
		return "name"
	}
	return ""
}

// places writes where something lies, or what it covers, of the columns that name places.
func (d *draft) places(id, kind string) {
	for _, c := range d.sample.Columns {
		if d.used[c] || c.kind != plain || c.isCode() || !c.is("region", "town", "city", "county", "local authority", "district", "place", "location") {
			continue
		}
		d.line("  - {subject: %s, kind: %s, object: [%s, %s]}   # the place that is known by the name, else one of this data set", id, kind,
			scalar(d.ref(c, "place")), scalar("place/{_dataset}."+d.ref(c, "")))
		return
	}
}
