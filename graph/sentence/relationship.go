package sentence

import (
	"strings"

	"whence/graph/claim"
)

// relationship says who is related to whom: subject, verb, object, then what is left to say of money, purpose, role and time,
// nothing twice.
func (w *writer) relationship(r *claim.Relationship) string {
	w.form = w.tense(r)
	if gift, said := w.gift(r); said {
		return gift
	}
	if r.Kind == "FUNDS" && r.Instrument == "LOAN" && r.Amount == nil {
		return w.loan(r)
	}
	v, rest := verbOf(r.Kind), w.name(r.Object)
	if r.Kind == "PLEDGES_JOBS_IN" && r.Quantity != nil && r.Quantity.Value != nil {
		v.tail = ""
		rest = quantity(*r.Quantity) + " in " + rest
	} else if r.Quantity != nil {
		rest += ": " + quantity(*r.Quantity)
	}
	role := roleOf(r)
	if role != "" && takesAs[r.Kind] {
		rest += " as " + role
		role = ""
	}
	rest = join(rest, w.money(r))
	if role != "" {
		rest += ": " + role
	}
	return w.say(w.name(r.Subject), w.plural(r.Subject), v, dated(rest, w.assertion.ValidTime))
}

// tense is the form of a relationship: a grant, an opening or an announcement of a known day is past.
func (w *writer) tense(r *claim.Relationship) form {
	if w.form == now && isAct[r.Kind] && w.assertion.ValidTime.EDTF != "" && !isOpen(w.assertion.ValidTime) && !strings.HasSuffix(string(w.assertion.ValidTime.EDTF), "/..") {
		return past
	}
	return w.form
}

// isAct has the kinds that say something was done and not that something lasts.
var isAct = map[claim.RelationshipKind]bool{"ANNOUNCED": true, "LAUNCHED": true, "FOUNDED": true, "PUBLISHED": true, "AUTHORED": true, "SPOKE_ABOUT": true, "ORGANISES": true}

// takesAs has the kinds whose role is a noun behind "as".
var takesAs = map[claim.RelationshipKind]bool{"LEADS": true, "HOLDS_OFFICE_IN": true, "EMPLOYED_BY": true, "PARTICIPATES_IN": true, "OWNS": true, "ORGANISES": true}

// saysKind has roles that only say the kind again.
var saysKind = map[claim.RelationshipKind][]string{
	"ORGANISES": {"host", "organiser"}, "ANNOUNCED": {"announcer"}, "PARTICIPATES_IN": {"participant", "announcer"}, "FUNDS": {"funder"},
	"AUTHORED": {"author"}, "PUBLISHED": {"publisher"}, "OWNS": {"owner"}, "MEMBER_OF": {"member"}, "PARTNER_OF": {"partner"},
}

// roleOf is the role where it says more than the kind.
func roleOf(r *claim.Relationship) string {
	for _, again := range saysKind[r.Kind] {
		if strings.EqualFold(r.Role, again) {
			return ""
		}
	}
	return strings.TrimSpace(r.Role)
}

// gift says an award of a known amount as what was given: "gave the club a £13,805 grant for coaching". said is false of
// everything else.
func (w *writer) gift(r *claim.Relationship) (sentence string, said bool) {
	noun := instruments[r.Instrument]
	if r.Kind != "FUNDS" || r.Amount == nil || r.Amount.Value == nil || (noun != "grant" && noun != "loan") {
		return "", false
	}
	receiver := r.Object
	if r.Recipient != "" {
		receiver = r.Recipient
	}
	give := verb{base: "give", third: "gives", past: "gave"}
	if noun == "loan" {
		give = verb{base: "lend", third: "lends", past: "lent"}
	}
	if w.form == now && w.assertion.ValidTime.EDTF != "" {
		w.form = past
	}
	what := money(*r.Amount)
	if noun == "grant" {
		what = article(money(*r.Amount) + " grant")
		if r.Amount.Comparator != claim.Exactly || r.Amount.Max != nil {
			what = "a grant of " + money(*r.Amount)
		}
	}
	rest := join(w.name(receiver), what, w.purpose(r), w.through(r))
	if r.Recipient != "" && r.Recipient != r.Object {
		rest = join(rest, "for "+w.name(r.Object))
	}
	if role := roleOf(r); role != "" {
		rest += ": " + role
	}
	return w.say(w.name(r.Subject), w.plural(r.Subject), give, dated(rest, w.assertion.ValidTime)), true
}

// loan says a loan of an unstated amount.
func (w *writer) loan(r *claim.Relationship) string {
	lend := verb{base: "lend", third: "lends", past: "lent"}
	rest := "to " + w.name(r.Object)
	if p := w.purpose(r); p != "" {
		rest = "for " + possessive(w.name(r.Object)) + " " + strings.TrimPrefix(p, "for ")
	}
	if r.Recipient != "" && r.Recipient != r.Object {
		rest = join("to", w.name(r.Recipient), rest)
	}
	rest = join(rest, w.through(r))
	if role := roleOf(r); role != "" {
		rest += ": " + role
	}
	return w.say(w.name(r.Subject), w.plural(r.Subject), lend, dated(rest, w.assertion.ValidTime))
}

func possessive(name string) string {
	if strings.HasSuffix(name, "s") {
		return name + "'"
	}
	return name + "'s"
}

// money is what is said of the sum behind the object.
func (w *writer) money(r *claim.Relationship) string {
	noun := instruments[r.Instrument]
	var s string
	switch {
	case r.Amount != nil && noun != "":
		s = "with " + money(*r.Amount) + " (" + noun + ")"
	case r.Amount != nil:
		s = "with " + money(*r.Amount)
	case noun != "":
		s = "by " + article(noun)
		if noun == "relief" || noun == "equity" {
			s = "by " + noun
		}
	}
	s = join(s, w.purpose(r), w.through(r))
	if r.Recipient != "" && r.Recipient != r.Object {
		s = join(s, "(paid to "+w.name(r.Recipient)+")")
	}
	return s
}

var instruments = map[claim.Instrument]string{
	"GRANT": "grant", "LOAN": "loan", "EQUITY": "equity", "RELIEF": "relief", "BUDGET": "budget", "INVESTMENT": "investment", "IN_KIND": "gift in kind",
}

// purpose is what the money is for, unless it only names the object again.
func (w *writer) purpose(r *claim.Relationship) string {
	p := strings.TrimSpace(r.Purpose)
	if p == "" || holdsName(p, w.name(r.Object)) || r.Recipient != "" && holdsName(p, w.name(r.Recipient)) {
		return ""
	}
	return "for " + p
}

// through is the fund or award that it comes through, unless its name says again what the purpose or the object says.
func (w *writer) through(r *claim.Relationship) string {
	if r.FundedThrough == "" {
		return ""
	}
	via := w.name(r.FundedThrough)
	for _, said := range []string{r.Purpose, w.name(r.Object)} {
		if holdsName(via, said) || holdsName(said, via) {
			return ""
		}
	}
	return "through " + via
}

// holdsName reports whether a phrase equals or contains a name, without regard to case.
func holdsName(phrase, name string) bool {
	return name != "" && strings.Contains(strings.ToLower(phrase), strings.ToLower(name))
}
