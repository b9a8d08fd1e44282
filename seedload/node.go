package loader

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/goccy/go-yaml/ast"

	"whence/graph"
)

// node is a value of a claims file, with the place where it stands. Its methods report what is not as it should be and
// give a zero value, so that one reading finds every mistake.
type node struct {
	*file
	yaml ast.Node
}

func (n node) fail(format string, args ...any) {
	line, column := n.at()
	n.problems.add(&Problem{File: n.name, Line: line, Column: column, Err: fmt.Errorf(format, args...)})
}

// check reports an error that a parser of the domain returned.
func (n node) check(err error) {
	if err != nil {
		n.fail("%w", err)
	}
}

func (n node) at() (line, column int) {
	if n.yaml == nil {
		return 0, 0
	}
	token := n.yaml.GetToken()
	if mapping, ok := n.yaml.(*ast.MappingNode); ok && len(mapping.Values) > 0 && !mapping.IsFlowStyle {
		token = mapping.Values[0].Key.GetToken()
	}
	if value, ok := n.yaml.(*ast.MappingValueNode); ok {
		token = value.Key.GetToken()
	}
	return token.Position.Line, token.Position.Column
}

// fields is a mapping's values by their keys; a key that is not known is reported with the nearest that is.
func (n node) fields(known ...string) map[string]node {
	var values []*ast.MappingValueNode
	switch m := n.yaml.(type) {
	case *ast.MappingNode:
		values = m.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{m}
	default:
		n.fail("want fields such as %s, not %s", known[0], describe(n.yaml))
		return nil
	}
	out := make(map[string]node, len(values))
	for _, v := range values {
		key := v.Key.GetToken().Value
		at := node{n.file, v.Key}
		switch _, again := out[key]; {
		case again:
			at.fail("%s stands twice: keep one", key)
		case !slices.Contains(known, key):
			at.fail("no field %.60q here: %s", key, suggest(key, known))
		default:
			out[key] = node{n.file, v.Value}
		}
	}
	return out
}

// suggest names the known word that is nearest, or all of them.
func suggest(word string, known []string) string {
	best, distance := "", len(word)/3+2
	for _, k := range known {
		if d := levenshtein.ComputeDistance(strings.ToLower(word), strings.ToLower(k)); d < distance && len(word) < 60 {
			best, distance = k, d
		}
	}
	if best != "" {
		return "did you mean " + best + "?"
	}
	return "want one of " + strings.Join(known, " ")
}

// items is a sequence's values; a single value is a sequence of one.
func (n node) items() []node {
	switch s := n.yaml.(type) {
	case nil, *ast.NullNode:
		return nil
	case *ast.SequenceNode:
		out := make([]node, len(s.Values))
		for i, v := range s.Values {
			out[i] = node{n.file, v}
		}
		return out
	default:
		return []node{n}
	}
}

// text is a scalar as it is written: 1200000 and 2014-07-02 keep their digits.
func (n node) text() string {
	switch s := n.yaml.(type) {
	case nil, *ast.NullNode:
		return ""
	case *ast.StringNode:
		return s.Value
	case *ast.LiteralNode:
		return s.Value.Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return s.GetToken().Value
	default:
		n.fail("want a text or a number, not %s", describe(n.yaml))
		return ""
	}
}

// number is a whole number of 0 or more.
func (n node) number() int {
	text := n.text()
	number, err := strconv.Atoi(text)
	if (err != nil || number < 0) && text != "" {
		n.fail("%.40q is not a whole number of 0 or more", text)
		return 0
	}
	return number
}

func (n node) id() graph.ID {
	text := n.text()
	if text == "" {
		return ""
	}
	id, err := graph.ParseID(text)
	n.check(err)
	return id
}

func (n node) given() bool { return n.yaml != nil }

func describe(n ast.Node) string {
	switch n.(type) {
	case nil, *ast.NullNode:
		return "nothing"
	case *ast.MappingNode, *ast.MappingValueNode:
		return "fields"
	case *ast.SequenceNode:
		return "a list"
	case *ast.AliasNode, *ast.AnchorNode:
		return "an anchor or alias, which claims files do without"
	case *ast.TagNode:
		return "a tag, which claims files do without"
	default:
		return fmt.Sprintf("%.40q", n.GetToken().Value)
	}
}
