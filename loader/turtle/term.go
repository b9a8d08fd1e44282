package turtle

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"whence/graph/ntriples"
)

const (
	rdfNS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	xsdNS = "http://www.w3.org/2001/XMLSchema#"
)

// verb reads a predicate: an IRI, or a for rdf:type.
func (r *Reader) verb() (quad.Value, error) {
	if r.peek() == 'a' {
		if next, _ := r.runeAt(1); !isNameChar(next) && next != ':' && next != '.' {
			r.take()
			return quad.IRI(rdfNS + "type"), nil
		}
	}
	if c := r.peek(); c == '_' {
		return nil, r.fault("a predicate, which is no blank node")
	}
	return r.resource("a predicate: an IRI, or a for rdf:type")
}

// resource reads an IRI, in full or with a prefix, or a labelled blank node.
func (r *Reader) resource(what string) (quad.Value, error) {
	switch c := r.peek(); {
	case c == '<':
		return r.iriRef()
	case c == '_':
		return r.labelled()
	case c == ':' || isNameStart(c):
		return r.prefixed()
	}
	return nil, r.fault(what)
}

// object reads any term.
func (r *Reader) object() (quad.Value, error) {
	switch c := r.peek(); {
	case c == '[':
		node, _, err := r.bracketed()
		return node, err
	case c == '(':
		return r.collection()
	case c == '"' || c == '\'':
		return r.literal()
	case c == '+' || c == '-' || c == '.' || isDigit(c):
		return r.number()
	}
	for _, word := range []string{"true", "false"} {
		if r.exactly(word) {
			for range word {
				r.take()
			}
			return quad.TypedString{Value: quad.String(word), Type: xsdNS + "boolean"}, nil
		}
	}
	return r.resource("an object: an IRI, a blank node, a literal or a list")
}

// exactly reports whether a word stands ahead behind which no name goes on.
func (r *Reader) exactly(word string) bool {
	if !r.has(len(word)) || string(r.buf[r.at:r.at+len(word)]) != word {
		return false
	}
	next, _ := r.runeAt(len(word))
	return !isNameChar(next) && next != ':'
}

func (r *Reader) fresh() quad.BNode {
	r.blanks++
	return quad.BNode("a" + strconv.Itoa(r.blanks))
}

// nested guards what calls itself.
func (r *Reader) nested(read func() error) error {
	if r.depth++; r.depth > maxDepth {
		return r.mistake(fmt.Sprintf("lists and property lists stand within one another more than %d deep; name the nodes", maxDepth))
	}
	defer func() { r.depth-- }()
	return read()
}

// bracketed reads [] or a property list; bare is true of the first.
func (r *Reader) bracketed() (node quad.Value, bare bool, err error) {
	r.take()
	if err := r.space(); err != nil {
		return nil, false, err
	}
	node = r.fresh()
	if r.peek() == ']' {
		r.take()
		return node, true, nil
	}
	if err := r.nested(func() error { return r.predicates(node) }); err != nil {
		return nil, false, err
	}
	return node, false, r.expect(']', "a closing bracket behind the property list")
}

// collection reads a list and yields what it is made of.
func (r *Reader) collection() (quad.Value, error) {
	r.take()
	var head, last quad.Value
	for {
		if err := r.space(); err != nil {
			return nil, err
		}
		if r.peek() == ')' {
			r.take()
			break
		}
		var item quad.Value
		err := r.nested(func() (err error) { item, err = r.object(); return err })
		if err != nil {
			return nil, err
		}
		cell := r.fresh()
		if last == nil {
			head = cell
		} else if err := r.emit(last, quad.IRI(rdfNS+"rest"), cell); err != nil {
			return nil, err
		}
		if err := r.emit(cell, quad.IRI(rdfNS+"first"), item); err != nil {
			return nil, err
		}
		last = cell
	}
	if last == nil {
		return quad.IRI(rdfNS + "nil"), nil
	}
	return head, r.emit(last, quad.IRI(rdfNS+"rest"), quad.IRI(rdfNS+"nil"))
}

// iriRef reads an IRI between angle brackets and resolves it.
func (r *Reader) iriRef() (quad.IRI, error) {
	if r.peek() != '<' {
		return "", r.fault("an IRI between < and >")
	}
	r.take()
	var text strings.Builder
	for {
		c := r.peek()
		switch c {
		case '>':
			r.take()
			iri, ok := resolve(r.base, text.String())
			if !ok {
				return "", r.mistake(fmt.Sprintf("the IRI <%.100s> is relative and no base is known; write it in full, or name a base with @base", text.String()))
			}
			return quad.IRI(iri), nil
		case '\\':
			var err error
			if c, err = r.codePoint("an IRI takes only \\u and \\U escapes"); err != nil {
				return "", err
			}
		case end:
			return "", r.fault("> behind the IRI")
		default:
			if ntriples.InIRI(c) {
				r.take()
			}
		}
		if !ntriples.InIRI(c) {
			return "", r.fault("a character that may stand in an IRI; write others as %XX")
		}
		text.WriteRune(c)
	}
}

// codePoint reads a \u or \U escape.
func (r *Reader) codePoint(advice string) (rune, error) {
	kind, _ := r.runeAt(1)
	digits := map[rune]int{'u': 4, 'U': 8}[kind]
	if digits == 0 {
		return 0, r.mistake(advice)
	}
	if !r.has(2 + digits) {
		return 0, r.mistake("the escape is cut short")
	}
	n, err := strconv.ParseUint(string(r.buf[r.at+2:r.at+2+digits]), 16, 32)
	if err != nil || n > utf8.MaxRune || !utf8.ValidRune(rune(n)) {
		return 0, r.mistake(fmt.Sprintf("\\%c needs %d hexadecimal digits of a character; half of a surrogate pair is none", kind, digits))
	}
	for range 2 + digits {
		r.take()
	}
	return rune(n), nil
}

// prefix reads the name of a prefix with its colon.
func (r *Reader) prefix() (string, error) {
	var name strings.Builder
	for first := true; ; first = false {
		c := r.peek()
		if c == ':' {
			r.take()
			return name.String(), nil
		}
		if first && !isNameStart(c) || !first && !isNameChar(c) && !(c == '.' && r.dotsGoOn(isNameCharOnly)) {
			return "", r.fault("a prefix and its colon")
		}
		name.WriteRune(r.take())
	}
}

func isNameCharOnly(c rune) bool { return isNameChar(c) }

// dotsGoOn reports whether the name goes on behind the dots that stand here: a name ends before its last dots.
func (r *Reader) dotsGoOn(in func(rune) bool) bool {
	i := 0
	for {
		c, size := r.runeAt(i)
		if c != '.' {
			return in(c)
		}
		i += size
	}
}

// prefixed reads an IRI written with a prefix.
func (r *Reader) prefixed() (quad.Value, error) {
	line, column := r.line, r.column
	prefix, err := r.prefix()
	if err != nil {
		return nil, err
	}
	space, known := r.prefixes[prefix]
	if !known {
		return nil, &Error{r.name, line, column, fmt.Sprintf("the prefix %.60q is not bound; name its IRI with @prefix", prefix+":")}
	}
	local, err := r.local()
	if err != nil {
		return nil, err
	}
	return quad.IRI(space + local), nil
}

// local reads the part behind the colon.
func (r *Reader) local() (string, error) {
	var text strings.Builder
	goesOn := func(c rune) bool { return isNameChar(c) || c == ':' || c == '%' || c == '\\' }
	for first := true; ; first = false {
		c := r.peek()
		switch {
		case c == '%':
			for i := range 2 {
				if d, _ := r.runeAt(1 + i); !isHex(d) {
					return "", r.mistake("% needs two hexadecimal digits behind it")
				}
			}
			for range 3 {
				text.WriteRune(r.take())
			}
		case c == '\\':
			escaped, _ := r.runeAt(1)
			if escaped < 0 || !strings.ContainsRune("_~.-!$&'()*+,;=/?#@%", escaped) {
				return "", r.mistake("this character needs no escape in a name, or can't have one")
			}
			r.take()
			text.WriteRune(r.take())
		case c == ':' || isDigit(c) || first && isNameStartOrUnderscore(c) || !first && isNameChar(c):
			text.WriteRune(r.take())
		case c == '.' && !first && r.dotsGoOn(goesOn):
			text.WriteRune(r.take())
		default:
			return text.String(), nil
		}
	}
}

// labelled reads a blank node with its label.
func (r *Reader) labelled() (quad.Value, error) {
	r.take()
	if r.peek() != ':' {
		return nil, r.fault("_: and a label")
	}
	r.take()
	var label strings.Builder
	label.WriteByte('b')
	for first := true; ; first = false {
		c := r.peek()
		switch {
		case first && (isNameStartOrUnderscore(c) || isDigit(c)), !first && isNameChar(c), !first && c == '.' && r.dotsGoOn(isNameCharOnly):
			label.WriteRune(r.take())
		case first:
			return nil, r.fault("the label of the blank node")
		default:
			return quad.BNode(label.String()), nil
		}
	}
}
