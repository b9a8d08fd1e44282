package loader

import (
	"slices"

	"whence/graph/claim"
)

// draft is a claim as it is read: what it points at by key, and its quotes, are still to be found.
type draft struct {
	claim.Claim
	key         string
	includedIn  string
	derivedFrom []string
	quotes      []quote // one for each citation
	place       place
	state       resolution
}

// claim reads an entry of claims. Which sort it is shows by its keys.
func (f *claimsFile) claim(n node) {
	d := &draft{place: f.place()}
	pairs, _ := n.pairs()
	has := func(keys ...string) bool {
		return slices.ContainsFunc(pairs, func(p pair) bool { return slices.Contains(keys, p.key) })
	}
	switch {
	case has("metric", "figure"):
		m := new(claim.Measure)
		d.Claim = m
		f.object(n, "a measure", f.measureFields(m, d))
	case has("property"):
		a := new(claim.Attribute)
		d.Claim = a
		f.object(n, "an attribute", f.attributeFields(a, d))
		if !f.presentable(n, a) {
			return
		}
	case pairs == nil || has("subject", "kind", "object"):
		r := new(claim.Relationship)
		d.Claim = r
		f.object(n, "a relationship", f.relationshipFields(r, d))
	default:
		f.mistake(n, "what sort of claim is this? Give `kind` (a relationship), `metric` (a measure) or `property` (an attribute)")
		return
	}
	if d.key != "" {
		if f.keys[d.key] != nil {
			f.mistake(n.child("key"), "key %.40q stands twice in this file; give each claim a key of its own", d.key)
		}
		f.keys[d.key] = d
	}
	f.drafts = append(f.drafts, d)
}

// presentable tidies the value of an attribute that is shown as a name, and reports whether one that is shown as a link can be.
func (f *claimsFile) presentable(n node, a *claim.Attribute) bool {
	switch a.Property {
	case "name":
		clean, _ := lint(a.Value) // the findings were noted
		if clean == "" && a.Value != "" {
			f.warn(UnseenName, n.child("value"), "%.40q is left out", a.Value)
			return false
		}
		a.Value = clean
	case "website":
		if why := checkAddress(a.Value); why != "" && a.Value != "" {
			f.warn(BadAddress, n.child("value"), "%.80q %s; the claim is left out", a.Value, why)
			return false
		}
	}
	return true
}

func (f *claimsFile) assertionFields(a *claim.Assertion, d *draft) []field {
	return []field{
		need("cite", f.citations(a, d)),
		may("certainty", word(f, &a.Certainty, claim.ParseCertainty)),
		may("status", word(f, &a.Status, claim.ParseStatus)),
		may("holds", f.when(&a.ValidTime)),
		may("reference", f.text(&a.Reference)),
		may("statedBy", f.id(&a.StatedBy)),
		may("key", f.text(&d.key)),
		may("includedIn", f.text(&d.includedIn)),
		may("derivedFrom", f.texts(&d.derivedFrom)),
	}
}

func (f *claimsFile) relationshipFields(r *claim.Relationship, d *draft) []field {
	return append(f.assertionFields(&r.Assertion, d),
		need("subject", f.id(&r.Subject)),
		need("kind", word(f, &r.Kind, claim.ParseRelationshipKind)),
		need("object", f.id(&r.Object)),
		may("role", f.text(&r.Role)),
		may("amount", f.amount(&r.Amount)),
		may("instrument", word(f, &r.Instrument, claim.ParseInstrument)),
		may("purpose", f.text(&r.Purpose)),
		may("via", f.id(&r.FundedThrough)),
		may("recipient", f.id(&r.Recipient)),
		may("quantity", f.quantity(&r.Quantity)),
	)
}

func (f *claimsFile) measureFields(m *claim.Measure, d *draft) []field {
	return append(f.assertionFields(&m.Assertion, d),
		need("about", f.id(&m.About)),
		need("metric", f.text(&m.Metric)),
		need("figure", f.figure(&m.Value)),
		may("place", f.id(&m.Place)),
		may("scope", f.text(&m.Scope)),
	)
}

func (f *claimsFile) attributeFields(a *claim.Attribute, d *draft) []field {
	return append(f.assertionFields(&a.Assertion, d),
		need("about", f.id(&a.About)),
		need("property", word(f, &a.Property, claim.ParseProperty)),
		need("value", f.text(&a.Value)),
		may("date", f.when(&a.Date)),
		may("language", f.text(&a.Language)),
		may("nameKind", word(f, &a.NameKind, claim.ParseNameKind)),
	)
}
