package mapping

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"whence/graph/claim"
)

// Error is what is wrong with a mapping, at a place of its file.
type Error struct {
	Line, Column int
	Message      string
}

func (e *Error) Error() string { return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Message) }

// Errors is all that is wrong with a mapping.
type Errors []*Error

func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, one := range e {
		lines[i] = one.Error()
	}
	return strings.Join(lines, "\n")
}

// document is a mapping's YAML while it is read.
type document struct{ errors Errors }

// fail notes what is wrong at a node.
func (d *document) fail(n ast.Node, format string, args ...any) {
	e := &Error{Line: 1, Column: 1, Message: fmt.Sprintf(format, args...)}
	if t := begin(n); t != nil && t.Position != nil {
		e.Line, e.Column = t.Position.Line, max(t.Position.Column, 1)
	}
	d.errors = append(d.errors, e)
}

// begin is the token that a node begins with.
func begin(n ast.Node) *token.Token {
	if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 && !m.IsFlowStyle {
		return m.Values[0].Key.GetToken()
	}
	if n == nil {
		return nil
	}
	return n.GetToken()
}

// key is a key that an object may have, and what reads its value.
type key struct {
	name string
	read func(ast.Node)
}

// object reads an object by its keys. Keys with a colon or an @ are annotations of other vocabularies, which CSV on the Web lets
// stand anywhere: those that are not read are passed over.
func (d *document) object(n ast.Node, what string, keys []key) {
	m, ok := n.(*ast.MappingNode)
	if !ok {
		d.fail(n, "%s has to be `key: value` pairs", what)
		return
	}
	met := map[string]bool{}
	for _, pair := range m.Values {
		name, _ := scalar(pair.Key)
		i := slices.IndexFunc(keys, func(k key) bool { return k.name == name })
		switch {
		case met[name]:
			d.fail(pair.Key, "`%.40s` stands twice in %s; keep one", name, what)
		case i >= 0:
			keys[i].read(pair.Value)
		case strings.ContainsAny(name, ":@"):
		default:
			d.fail(pair.Key, "unknown key %.40q of %s; %s", name, what, suggest(name, keyNames(keys)))
		}
		met[name] = true
	}
}

func keyNames(keys []key) []string {
	out := make([]string, 0, len(keys))
	for _, k := range keys {
		out = append(out, k.name)
	}
	return out
}

// suggest names the member of known that was meant, or them all.
func suggest(got string, known []string) string {
	if near := claim.SuggestSpelling(got, known); near != "" {
		return "did you mean `" + near + "`?"
	}
	return "want one of " + strings.Join(known, ", ")
}

// scalar is the characters of a text, number, date or truth value as they are written.
func scalar(n ast.Node) (text string, ok bool) {
	switch s := n.(type) {
	case *ast.StringNode:
		return s.Value, true
	case *ast.LiteralNode:
		return s.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.NanNode, *ast.InfinityNode:
		return s.GetToken().Value, true
	}
	return "", false
}

// items is the items of a list; what is no list is a list of itself.
func items(n ast.Node) []ast.Node {
	switch s := n.(type) {
	case *ast.NullNode:
		return nil
	case *ast.SequenceNode:
		return s.Values
	}
	return []ast.Node{n}
}

// text reads a text.
func (d *document) text(dst *string) func(ast.Node) {
	return func(n ast.Node) {
		text, ok := scalar(n)
		if !ok {
			d.fail(n, "want a text, in quotation marks where YAML would read it otherwise")
			return
		}
		*dst = text
	}
}

// label reads a text, or one with its language, as CSV on the Web writes natural language: {"en": "Name"}.
func (d *document) label(dst *string) func(ast.Node) {
	return func(n ast.Node) {
		if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 {
			for _, pair := range m.Values {
				if name, _ := scalar(pair.Key); name == "@value" || name == "@id" {
					d.text(dst)(pair.Value)
					return
				}
			}
			n = m.Values[0].Value
		}
		if list := items(n); len(list) > 0 {
			d.text(dst)(list[0])
		}
	}
}

// texts reads a text or several.
func (d *document) texts(dst *[]string) func(ast.Node) {
	return func(n ast.Node) {
		if m, ok := n.(*ast.MappingNode); ok { // titles by their languages
			for _, pair := range m.Values {
				d.texts(dst)(pair.Value)
			}
			return
		}
		*dst = []string{}
		for _, item := range items(n) {
			var one string
			d.text(&one)(item)
			*dst = append(*dst, one)
		}
	}
}

// flag reads true or false.
func (d *document) flag(dst *bool) func(ast.Node) {
	return func(n ast.Node) {
		text, _ := scalar(n)
		if text != "true" && text != "false" {
			d.fail(n, "%.40q is neither true nor false", text)
		}
		*dst = text == "true"
	}
}

// pairs reads texts by keys.
func (d *document) pairs(dst *map[string]string) func(ast.Node) {
	return func(n ast.Node) {
		m, ok := n.(*ast.MappingNode)
		if !ok {
			d.fail(n, "want `key: value` pairs")
			return
		}
		*dst = map[string]string{}
		for _, pair := range m.Values {
			name, _ := scalar(pair.Key)
			var value string
			d.text(&value)(pair.Value)
			(*dst)[name] = value
		}
	}
}

// only reads a setting of which one value alone is supported.
func (d *document) only(want string) func(ast.Node) {
	return func(n ast.Node) {
		if text, _ := scalar(n); text != want {
			d.fail(n, "%.40q is not supported here: want %s", text, want)
		}
	}
}

// tame refuses what could grow without end when it is read, and what a mapping can do without.
func (d *document) tame(n ast.Node) {
	ast.Walk(visitor(func(at ast.Node) {
		switch at.(type) {
		case *ast.AnchorNode, *ast.AliasNode, *ast.MergeKeyNode, *ast.TagNode:
			d.fail(at, "an anchor, alias or tag, which mappings do without")
		}
	}), n)
}

type visitor func(ast.Node)

// Visit looks at a node and goes on to those below it.
func (v visitor) Visit(n ast.Node) ast.Visitor {
	v(n)
	return v
}
