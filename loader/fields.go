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

// object reads a mapping by its fields; what names it in mistakes: "a claim". It stops where enough mistakes were found.
func (f *claimsFile) object(n node, what string, fields []field) {
	pairs, ok := n.pairs()
	if !ok {
		f.mistake(n, "%s is %s; want `key: value` pairs", what, n.what())
		return
	}
	seen := make(map[string]bool, len(fields))
	for _, p := range pairs {
		if f.mistakes.full() {
			return
		}
		i := slices.IndexFunc(fields, func(known field) bool { return known.name == p.key })
		switch {
		case seen[p.key]:
			f.mistake(p.at, "`%.40s` stands twice in %s; keep one", p.key, what)
		case i >= 0:
			fields[i].read(p.value)
		case p.key != "" && strings.Trim(p.key, "0123456789") == "":
			f.mistake(p.at, "%.40q is not a key; write numbers without thousands separators", p.key)
		default:
			f.mistake(p.at, "unknown key %.40q of %s; %s", p.key, what, suggest(p.key, names(fields)))
		}
		seen[p.key] = true
	}
	for _, wanted := range fields {
		if wanted.required && !seen[wanted.name] {
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

// text reads a text, number or date as it is written, and warns of what is suspicious in it.
func (f *claimsFile) text(dst *string) func(node) {
	return func(n node) {
		f.raw(dst)(n)
		f.lint(n, *dst)
	}
}

// lint warns of what is suspicious in a text, and returns it without what must not reach a label.
func (f *claimsFile) lint(n node, text string) (clean string) {
	clean, found := lint(text)
	for _, finding := range found {
		f.warn(finding.kind, n, "%s", finding.says)
	}
	return clean
}

// label reads a name or a title: a text without the characters that nobody sees.
func (f *claimsFile) label(dst *string) func(node) {
	return func(n node) {
		f.raw(dst)(n)
		*dst = f.lint(n, *dst)
	}
}

// labels reads one name or a list of them. One that nobody can see is left out.
func (f *claimsFile) labels(dst *[]string) func(node) {
	return func(n node) {
		for _, item := range n.items() {
			var name string
			f.raw(&name)(item)
			if clean := f.lint(item, name); clean != "" {
				*dst = append(*dst, clean)
			} else if name != "" {
				f.warn(UnseenName, item, "%.40q is left out", name)
			}
		}
	}
}

// address reads an address of the web. What is none is left out, with a warning.
func (f *claimsFile) address(dst *string) func(node) {
	return func(n node) {
		f.raw(dst)(n)
		if *dst == "" {
			return
		}
		if why := checkAddress(*dst); why != "" {
			f.warn(BadAddress, n, "%.80q %s; it is left out", *dst, why)
			*dst = ""
		}
	}
}

// raw reads a text, number or date as it is written.
func (f *claimsFile) raw(dst *string) func(node) {
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

// flag reads true or false.
func (f *claimsFile) flag(dst *bool) func(node) {
	return func(n node) {
		switch text, _ := n.scalar(); text {
		case "true":
			*dst = true
		case "false":
		default:
			f.mistake(n, "%.40q is neither true nor false", text)
		}
	}
}

// word reads a text by one of the domain's parsers.
func word[W ~string](f *claimsFile, dst *W, parse func(string) (W, error)) func(node) {
	return func(n node) {
		var text string
		if f.raw(&text)(n); text == "" {
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
