package sentence

import (
	"strings"

	"whence/graph/claim"
)

// attribute says a property by its phrase, and its value by its type.
func (w *writer) attribute(a *claim.Attribute) string {
	about, plural := w.name(a.About), w.plural(a.About)
	say := func(v verb, rest string) string { return w.say(about, plural, v, dated(rest, w.assertion.ValidTime)) }
	value := strings.TrimSpace(a.Value)
	if v, ok := dateVerbs[a.Property]; ok {
		if w.form == now {
			w.form = past
		}
		return say(v, Date(a.When()))
	}
	switch a.Property {
	case "name":
		called := verb{be: "also called"}
		if value == w.names[a.About].Text {
			called.be = "called"
		}
		if w.form == past {
			called.be = "called"
		}
		return say(called, "“"+value+"”")
	case "description":
		return say(verb{be: "described as"}, description(value))
	case "aim":
		w.form = now // what is aimed at lies ahead in any case
		return say(regular("aim", ""), aim(value))
	case "placeType":
		return say(verb{be: article(constant(value))}, "")
	case "instrument":
		return say(verb{base: "take", third: "takes", past: "took", tail: "the form of"}, article(constant(value)))
	case "amount":
		return say(regular("amount", "to"), amount(value))
	case "assessment":
		return w.assessment(about, plural, value)
	case "offer":
		return say(regular("offer", ""), description(value))
	case "website":
		return say(verb{base: "have", third: "has", past: "had", tail: "the website"}, value)
	}
	if phrase, ok := phrases[a.Property]; ok {
		return say(verb{base: "have", third: "has", past: "had", tail: phrase}, ": "+value)
	}
	return say(verb{base: "have", third: "has", past: "had", tail: "the " + words(a.Property)}, value)
}

// dateVerbs has the properties whose value is a date.
var dateVerbs = map[string]verb{
	"published": {be: "published"}, "held": {be: "held"}, "founded": {be: "founded"},
	"started": {base: "start", third: "started", past: "started"}, "completed": {be: "completed"},
	"opens": regular("open", ""), "closes": regular("close", ""), "ceased": regular("cease", ""), "modified": {be: "last modified"},
}

// phrases has the properties whose value is a text that stands for itself.
var phrases = map[string]string{
	"plan": "this plan", "condition": "this condition", "reason": "this reason", "opening": "this opening",
}

// assessment says an opinion as what it says of its subject where it is a phrase that can follow one: "makes lives better",
// "will be a beacon", "a phenomenal success". Any other stands for itself behind a colon.
func (w *writer) assessment(about string, plural bool, value string) string {
	say := func(v verb, rest string) string { return w.say(about, plural, v, dated(rest, w.assertion.ValidTime)) }
	first, rest, _ := strings.Cut(lowered(value), " ")
	if base, ok := predicates[first]; ok {
		if w.form != now && w.assertion.Certainty == claim.Expected {
			w.form = now
		}
		return say(verb{base: base, third: strings.TrimSpace(first), past: first}, rest)
	}
	switch first {
	case "will":
		w.form = now
		return say(verb{base: rest, third: "will " + rest, past: "will " + rest}, "")
	case "a", "an", "the", "more":
		return say(verb{be: first + " " + rest}, "")
	}
	v := have
	v.tail = "this assessment"
	return say(v, ": "+value)
}

// predicates has the verbs that an assessment may begin with, and their base forms.
var predicates = map[string]string{
	"is": "be", "has": "have", "looks": "look", "makes": "make", "brings": "bring", "leads": "lead", "shows": "show", "needs": "need", "offers": "offer",
	"engineers": "engineer", "helps": "help", "builds": "build", "grows": "grow", "attracts": "attract", "remains": "remain", "provides": "provide",
}

// description begins in lower case where it begins with an article.
func description(value string) string {
	first, rest, more := strings.Cut(value, " ")
	switch first {
	case "A", "An", "The":
		if more {
			return strings.ToLower(first) + " " + rest
		}
	}
	return value
}

// aim fits an aim behind "aims": at a thing, to do something.
func aim(value string) string {
	first, _, _ := strings.Cut(value, " ")
	switch strings.ToLower(first) {
	case "a", "an", "the":
		return "at " + description(value)
	case "to", "that", "at":
		return lowered(value)
	}
	return "to " + lowered(value)
}

// constant is a value of a closed list in words: BUILDING, IN_KIND.
func constant(value string) string {
	switch value {
	case "OTHER":
		return "thing of another sort"
	case "IN_KIND":
		return "gift in kind"
	}
	return strings.ToLower(strings.ReplaceAll(value, "_", " "))
}

// amount is the value of the property amount, "1200000 GBP", in words.
func amount(value string) string {
	var q claim.Quantity
	if err := q.UnmarshalText([]byte(value)); err != nil {
		return value
	}
	return quantity(q)
}

// words is a camel-case name as words: legalForm, "legal form".
func words(property string) string {
	var s strings.Builder
	for i, r := range property {
		if r >= 'A' && r <= 'Z' && i > 0 {
			s.WriteByte(' ')
		}
		s.WriteString(strings.ToLower(string(r)))
	}
	return s.String()
}
