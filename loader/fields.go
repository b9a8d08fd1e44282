package loader

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"whence/graph/claim"
)

// field is a key that an object of a claims file may have, and what reads its value.
type field struct {
	name     string
	read     func(node)
	required bool
}

// need is a field that must be there.
func need(name string, read func(node)) field { return field{name, read, true} }

// may is a field that can be left out.
func may(name string, read func(node)) field { return field{name, read, false} }

// object reads a mapping by its fields; what names it in mistakes: "a claim".
func (f *claimsFile) object(n node, what string, fields []field) {
	pairs, ok := n.pairs()
	if !ok {
		f.mistake(n, "%s is %s; want `key: value` pairs", what, n.what())
		return
	}
	for at, p := range pairs {
		i := slices.IndexFunc(fields, func(known field) bool { return known.name == p.key })
		again := func(before pair) bool { return before.key == p.key }
		switch {
		case slices.ContainsFunc(pairs[:at], again):
			f.mistake(p.at, "`%.40s` stands twice in %s; keep one", p.key, what)
		case i >= 0:
			fields[i].read(p.value)
		case p.key != "" && strings.Trim(p.key, "0123456789") == "":
			f.mistake(p.at, "%.40q is not a key; write numbers without thousands separators", p.key)
		default:
			f.mistake(p.at, "unknown key %.40q of %s; %s", p.key, what, suggest(p.key, names(fields)))
		}
	}
	for _, wanted := range fields {
		if wanted.required && !slices.ContainsFunc(pairs, func(p pair) bool { return p.key == wanted.name }) {
			f.mistake(n, "%s without `%s`; %s", what, wanted.name, missing[wanted.name])
		}
	}
}

// missing is what to do about a required key that is not there.
var missing = map[string]string{
	"about":    "give the id of the entity that it is about",
	"cite":     "say which place in which document proves it",
	"currency": "give its ISO 4217 code, such as GBP",
	"file":     "name it for good, such as `id: example/canal-quarter`",
	"figure":   "give its value and unit",
	"id":       "give it an id that stays the same",
	"kind":     "give a relationship kind, such as FUNDS",
	"metric":   "say in a few words what is measured",
	"name":     "give the name that readers know it by",
	"object":   "give the id of the entity that it points at",
	"property": "give a property, such as description",
	"scheme":   "name the register, such as GB-COH",
	"subject":  "give the id of the entity that it begins at",
	"title":    "give its headline, or a description in your own words",
	"unit":     "say what is counted, such as job",
	"value":    "give the value",
}

func names(fields []field) []string {
	list := make([]string, len(fields))
	for i, known := range fields {
		list[i] = known.name
	}
	return list
}

// text reads a text, number or date as it is written.
func (f *claimsFile) text(dst *string) func(node) {
	return func(n node) {
		text, ok := n.scalar()
		switch {
		case !ok:
			f.mistake(n, "found %s; want a text, in quotes where YAML would read it otherwise", n.what())
		case strings.TrimSpace(text) == "":
			f.mistake(n, "the text is empty; give one or leave the key out")
		default:
			*dst = text
		}
	}
}

// texts reads one text or a list of them.
func (f *claimsFile) texts(dst *[]string) func(node) {
	return func(n node) {
		for _, item := range n.items() {
			var text string
			f.text(&text)(item)
			*dst = append(*dst, text)
		}
	}
}

// word reads a text by one of the domain's parsers.
func word[W ~string](f *claimsFile, dst *W, parse func(string) (W, error)) func(node) {
	return func(n node) {
		var text string
		if f.text(&text)(n); text == "" {
			return
		}
		parsed, err := parse(text)
		if err != nil {
			f.mistake(n, "%s", plain(err))
			return
		}
		*dst = parsed
	}
}

// id reads the id of an entity.
func (f *claimsFile) id(dst *claim.ID) func(node) { return word(f, dst, claim.ParseID) }

// count reads a number of characters or things: digits alone.
func (f *claimsFile) count(dst *int) func(node) {
	return func(n node) {
		text, _ := n.scalar()
		number, err := strconv.ParseInt(text, 10, 32)
		if err != nil || number < 0 || strings.Trim(text, "0123456789") != "" {
			f.mistake(n, "%.40q is not a whole number; want digits alone", text)
			return
		}
		*dst = int(number)
	}
}

func (f *claimsFile) decimal(dst **claim.Decimal) func(node) {
	return func(n node) {
		text, ok := n.scalar()
		if !ok {
			f.mistake(n, "found %s; want a number", n.what())
			return
		}
		number, err := claim.ParseDecimal(text)
		if err != nil {
			f.mistake(n, "%s", plain(err))
			return
		}
		*dst = &number
	}
}

// mistake notes what is wrong at a node.
func (f *claimsFile) mistake(n node, format string, operands ...any) {
	m := n.piece.mistake(n.token(), fmt.Sprintf(format, operands...))
	m.File = f.name
	f.mistakes.add(m)
}
