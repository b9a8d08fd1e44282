package sentence

import (
	"time"

	"whence/graph/claim"
)

// verb is a verb in the forms that a sentence needs. Of a verb with be, such as "is employed by", be is what follows it.
type verb struct {
	base  string // fund
	third string // funds
	past  string // funded
	tail  string // what follows in every form: "in" of invests in
	be    string // employed by
}

var have = verb{base: "have", third: "has", past: "had"}

// form is the tense of a sentence.
type form int

const (
	now form = iota
	past
	future
)

// formOf is the tense of a claim: what is planned or proposed lies ahead; what has ended, or held at a time that was over when
// the graph learned it, is past.
func formOf(a *claim.Assertion) form {
	switch a.Status {
	case claim.Planned, claim.Proposed:
		return future
	case claim.Ended:
		return past
	}
	if _, until := a.ValidTime.Bounds(); !until.IsZero() && !isOpen(a.ValidTime) && until.Before(learned(a)) {
		return past
	}
	return now
}

// isOpen tells a time that is only known to be no later than a day: "by March 2016" ends nothing.
func isOpen(w claim.When) bool { return len(w.EDTF) > 3 && w.EDTF[:3] == "../" }

// learned is when the graph learned a claim; a claim that no graph has recorded yet is learned now.
func learned(a *claim.Assertion) time.Time {
	if a.RecordedAt.IsZero() {
		return time.Now()
	}
	return a.RecordedAt
}

// in is the verb in a tense and number.
func (v verb) in(f form, plural bool) string {
	if v.be != "" {
		return join(beIn(f, plural), v.be)
	}
	switch {
	case f == future:
		return join(beIn(now, plural), "to", v.base, v.tail)
	case f == past:
		return join(v.past, v.tail)
	case plural:
		return join(v.base, v.tail)
	}
	return join(v.third, v.tail)
}

// infinitive is the verb behind "to"; of what is past, the perfect.
func (v verb) infinitive(f form) string {
	switch {
	case v.be != "" && f == past:
		return join("have been", v.be)
	case v.be != "":
		return join("be", v.be)
	case f == past:
		return join("have", v.participle(), v.tail)
	}
	return join(v.base, v.tail)
}

// participle is the past participle, which differs from the past for a few verbs.
func (v verb) participle() string {
	switch v.past {
	case "gave":
		return "given"
	case "took":
		return "taken"
	case "spoke":
		return "spoken"
	case "wrote":
		return "written"
	case "withheld", "held", "led", "had", "lent", "made", "paid":
		return v.past
	}
	return v.past
}

func beIn(f form, plural bool) string {
	switch {
	case f == future && plural:
		return "are to be"
	case f == future:
		return "is to be"
	case f == past && plural:
		return "were"
	case f == past:
		return "was"
	case plural:
		return "are"
	}
	return "is"
}

// regular is a verb whose past ends in -ed.
func regular(base, tail string) verb {
	third, past := base+"s", base+"ed"
	switch last := base[len(base)-1]; last {
	case 'e':
		past = base + "d"
	case 's', 'h':
		third = base + "es"
	case 'y':
		third, past = base[:len(base)-1]+"ies", base[:len(base)-1]+"ied"
	}
	return verb{base: base, third: third, past: past, tail: tail}
}

// verbs says each kind of relationship. A test holds that no kind lacks one.
var verbs = map[claim.RelationshipKind]verb{
	"FUNDS":            regular("fund", ""),
	"WITHHOLDS":        {base: "withhold", third: "withholds", past: "withheld"},
	"INVESTS_IN":       regular("invest", "in"),
	"BACKS":            regular("back", ""),
	"OWNS":             regular("own", ""),
	"OPERATES":         regular("operate", ""),
	"OFFERS":           regular("offer", ""),
	"LEADS":            {base: "lead", third: "leads", past: "led"},
	"HOLDS_OFFICE_IN":  {base: "hold", third: "holds", past: "held", tail: "office in"},
	"EMPLOYED_BY":      {be: "employed by"},
	"AFFILIATED_WITH":  {be: "affiliated with"},
	"MEMBER_OF":        {be: "a member of"},
	"PART_OF":          {be: "part of"},
	"LOCATED_IN":       {be: "in"},
	"ADJACENT_TO":      {be: "next to"},
	"COVERS":           regular("cover", ""),
	"EXPANDS":          regular("expand", ""),
	"PARTNER_OF":       regular("partner", "with"),
	"COORDINATES":      regular("coordinate", ""),
	"SUPPORTS":         regular("support", ""),
	"PROMOTES":         regular("promote", ""),
	"FOUNDED":          {base: "found", third: "founded", past: "founded"},
	"LAUNCHED":         {base: "launch", third: "launched", past: "launched"},
	"SUCCEEDS":         regular("succeed", ""),
	"MODELLED_ON":      {be: "modelled on"},
	"SUPPORTS_SECTOR":  regular("support", ""),
	"ACTIVE_IN_SECTOR": {be: "active in"},
	"PLEDGES_JOBS_IN":  regular("pledge", "jobs in"),
	"COMPARED_WITH":    regular("compare", "with"),
	"ORGANISES":        regular("organise", ""),
	"PARTICIPATES_IN":  {base: "take", third: "takes", past: "took", tail: "part in"},
	"ANNOUNCED":        {base: "announce", third: "announced", past: "announced"},
	"SPOKE_ABOUT":      {base: "speak", third: "spoke", past: "spoke", tail: "about"},
	"PUBLISHED":        {base: "publish", third: "published", past: "published"},
	"AUTHORED":         {base: "write", third: "wrote", past: "wrote"},
	"CITES":            regular("cite", ""),
	"DEPICTS":          regular("depict", ""),
	"RELATED_TO":       {be: "related to"},
	"CONTROLS":         {base: "control", third: "controls", past: "controlled"},
	"FAMILY_OF":        {be: "family of"},
	"SPUN_OUT_OF":      {be: "a spin-out of"},
}

// Verb is how a kind reads between subject and object, of one thing and now: "funds", "is part of". A kind that has no verb
// of its own is read by its label.
func Verb(k claim.RelationshipKind) string { return verbOf(k).in(now, false) }

func verbOf(k claim.RelationshipKind) verb {
	if v, ok := verbs[k]; ok {
		return v
	}
	label := string(k)
	if info := k.Info(); info != nil {
		label = info.Label
	}
	return verb{base: label, third: label, past: label}
}
