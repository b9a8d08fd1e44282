package loader

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"whence/graph/claim"
)

// node is a value of a claims file, or the key of one, with the piece of the file that it stands in.
type node struct {
	ast.Node
	piece piece
}

// pair is a key with its value.
type pair struct {
	key   string
	at    node // the key
	value node
}

// token is where the node begins.
func (n node) token() *token.Token {
	if m, ok := n.Node.(*ast.MappingNode); ok && len(m.Values) > 0 && !m.IsFlowStyle {
		return m.Values[0].Key.GetToken() // the parser gives the colon behind its first key
	}
	return n.GetToken()
}

// scalar is the characters of a text, number, date or truth value as they are written, quotes and escapes resolved.
func (n node) scalar() (text string, ok bool) {
	switch s := n.Node.(type) {
	case *ast.StringNode:
		return s.Value, true
	case *ast.LiteralNode:
		return s.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.NanNode, *ast.InfinityNode:
		return s.GetToken().Value, true
	default:
		return "", false
	}
}

// pairs is the keys and values of a mapping, in the order of the file.
func (n node) pairs() (pairs []pair, ok bool) {
	mapping, ok := n.Node.(*ast.MappingNode)
	if !ok {
		return nil, false
	}
	for _, v := range mapping.Values {
		at := node{v.Key, n.piece}
		key, _ := at.scalar()
		pairs = append(pairs, pair{key, at, node{v.Value, n.piece}})
	}
	return pairs, true
}

// items is the items of a list; what is no list is a list of itself, and nothing is an empty one.
func (n node) items() []node {
	switch s := n.Node.(type) {
	case *ast.NullNode:
		return nil
	case *ast.SequenceNode:
		items := make([]node, len(s.Values))
		for i, v := range s.Values {
			items[i] = node{v, n.piece}
		}
		return items
	default:
		return []node{n}
	}
}

// hasKey reports whether a mapping has one of some keys.
func (n node) hasKey(keys ...string) bool {
	pairs, _ := n.pairs()
	return slices.ContainsFunc(pairs, func(p pair) bool { return slices.Contains(keys, p.key) })
}

// child is the value of a key, or the node itself where it has none.
func (n node) child(key string) node {
	pairs, _ := n.pairs()
	for _, p := range pairs {
		if p.key == key {
			return p.value
		}
	}
	return n
}

// what names the sort of a node to a reader.
func (n node) what() string {
	switch n.Node.(type) {
	case *ast.NullNode:
		return "nothing"
	case *ast.SequenceNode:
		return "a list"
	case *ast.MappingNode:
		return "keys with values"
	case *ast.AnchorNode, *ast.AliasNode, *ast.MergeKeyNode, *ast.TagNode:
		return "an anchor, alias or tag, which claims files do without"
	default:
		return "a text"
	}
}

// suggest names the member of known that was meant, or them all.
func suggest(got string, known []string) string {
	if near := claim.SuggestSpelling(got, known); near != "" {
		return "did you mean `" + near + "`?"
	}
	return "want one of " + strings.Join(known, ", ")
}
