package guess

// roles are the columns that claims are most likely made of; nil where none is seen.
type roles struct {
	key                                                       *Column
	sum, currency, day                                        *Column
	funder, funderID, recipient, recipientID, title, describe *Column
	name                                                      *Column
}

// roles finds the columns of the claims.
func (d *draft) roles() *roles {
	r := &roles{}
	first := func(dst **Column, fits func(*Column) bool) {
		for _, c := range d.sample.Columns {
			if *dst == nil && c.kind != empty && fits(c) {
				*dst = c
			}
		}
	}
	text := func(c *Column) bool { return c.kind == plain }
	id := func(c *Column) bool { return c.kind == orgID }
	gives := func(c *Column) bool {
		return c.is("funder", "funding", "donor", "payer", "given", "awarding", "grantmaker", "department")
	}
	takes := func(c *Column) bool {
		return c.is("recipient", "beneficiary", "grantee", "supplier", "payee", "applicant", "vendor", "lead", "awardee")
	}
	first(&r.key, func(c *Column) bool {
		return c.unique && c.is("id", "identifier", "key", "ref", "reference", "urn", "uri", "@id") && !gives(c) && !takes(c)
	})
	first(&r.key, func(c *Column) bool { return c.unique && (c.kind == identifier || c.is("code", "number", "no")) })
	first(&r.key, func(c *Column) bool { return c.unique && c.is("cd") })
	sum := func(c *Column) bool { return c.kind == number || c.kind == integer }
	first(&r.sum, func(c *Column) bool { return sum(c) && c.is("amount awarded", "award amount") })
	first(&r.sum, func(c *Column) bool {
		return sum(c) && c.is("amount", "sum", "award", "grant", "value", "pounds", "total", "cost", "funding", "payment")
	})
	first(&r.currency, func(c *Column) bool { return text(c) && c.is("currency") })
	first(&r.day, func(c *Column) bool {
		return c.kind == date && c.is("award", "awarded", "payment", "paid", "transaction")
	})
	first(&r.day, func(c *Column) bool { return c.kind == date && c.is("date", "day", "year") && !c.is("end") })
	first(&r.funder, func(c *Column) bool {
		return text(c) && gives(c) && !c.is("id", "identifier", "code", "type", "programme")
	})
	first(&r.funderID, func(c *Column) bool { return id(c) && gives(c) })
	first(&r.recipient, func(c *Column) bool { return text(c) && takes(c) && c.is("name") })
	first(&r.recipient, func(c *Column) bool {
		return text(c) && takes(c) && !c.is("id", "identifier", "code", "type", "address", "city", "town", "country")
	})
	first(&r.recipientID, func(c *Column) bool { return id(c) && takes(c) })
	first(&r.title, func(c *Column) bool { return text(c) && c.is("title") && !c.is("programme", "scheme") })
	first(&r.describe, func(c *Column) bool { return text(c) && c.is("description", "purpose", "summary", "abstract") })
	first(&r.name, func(c *Column) bool { return text(c) && c.is("official name", "legal name") })
	first(&r.name, func(c *Column) bool {
		return text(c) && c.is("name", "organisation", "organization", "company", "nm", "label", "title")
	})
	if r.sum != nil && r.recipient == nil && r.recipientID == nil {
		first(&r.recipient, func(c *Column) bool { return text(c) && c != r.funder && c != r.title && c != r.currency })
	}
	return r
}
