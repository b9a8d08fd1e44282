package loader

import (
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// piece is a run of a claims file's lines that parses by itself: all that stands before some item of a top-level list,
// or from one such item to another. A syntax tree takes fifty times the memory of its text, so a file of a million lines
// is never parsed as a whole; and where an error has to say a place, its piece is parsed again.
type piece struct {
	from, to int    // bytes of the file
	line     int    // lines before it
	section  string // the key of the top-level list that its first items belong to, "" at the start of the file
}

const (
	pieceSize  = 64 << 10 // bytes from which a piece ends at the next item
	maxPiece   = 8 << 20  // bytes of a piece, which has to be parsed at once
	maxNesting = 32       // brackets within brackets, or marks of other nesting on one line
	maxKeys    = 200      // of one mapping: the parser's time grows with their square
	maxSigns   = 200_000  // commas, colons, brackets and lines of a piece: each costs the parser up to a kilobyte
)

// cut splits a file into pieces of at least so many bytes, where it can. Within a top-level list in block style it cuts before an item, a line that begins as deep
// as the list's first item did and with a dash, where YAML lets nothing but an item stand; and where such a list ends.
func cut(text string, size int) iter.Seq[piece] {
	return func(yield func(piece) bool) {
		next := piece{}
		list := -1 // how deep the items of the present list begin; -1 outside a list
		at, line := 0, 0
		for l := range strings.Lines(text) {
			content := strings.TrimLeft(l, " ")
			indent := len(l) - len(content)
			dash := dashed(content)
			switch {
			case strings.TrimSpace(content) == "" || content[0] == '#':
			case list < 0 && dash:
				list = indent
			case list >= 0 && indent == 0 && !dash,
				list >= 0 && indent == list && dash && at-next.from >= size:
				next.to = at
				if !yield(next) {
					return
				}
				next = piece{from: at, line: line}
				if !dash {
					list = -1
				}
			}
			at += len(l)
			line++
		}
		next.to = len(text)
		yield(next)
	}
}

// dashed reports whether a line begins an item of a list.
func dashed(content string) bool {
	return content != "" && content[0] == '-' && (len(content) == 1 || strings.ContainsRune(" \t\r\n", rune(content[1])))
}

// parse parses a piece of a file. Its error is a *Mistake without a file name.
func (p piece) parse(text string) (ast.Node, *Mistake) {
	source := text[p.from:p.to]
	if len(source) > maxPiece {
		return nil, &Mistake{Line: p.line + 1, Column: 1, Msg: fmt.Sprintf("an entry or list of more than %d bytes; write each list as a block, one item a line, or load N-Quads", maxPiece)}
	}
	if signs(source) > maxSigns {
		if deep := tooDeep(lexer.Tokenize(source[:min(len(source), pieceSize)])); deep != nil {
			return nil, p.mistake(deep, tooDeepSays)
		}
		return nil, &Mistake{Line: p.line + 1, Column: 1, Msg: "a list or an entry of too many parts to be read at once; write each top-level list as a block, one item a line, or split the file, or load N-Quads"}
	}
	tokens := lexer.Tokenize(source)
	if deep := tooDeep(tokens); deep != nil {
		return nil, p.mistake(deep, tooDeepSays)
	}
	if many := tooMany(tokens); many != nil {
		return nil, p.mistake(many, fmt.Sprintf("more than %d keys in one mapping; no claims file needs that", maxKeys))
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey()) // object refuses them, in words that fit
	var syntax *yaml.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return nil, p.mistake(syntax.Token, "not YAML: "+syntax.Message+"; see the guide for the form")
	case err != nil:
		return nil, &Mistake{Line: p.line + 1, Column: 1, Msg: "not YAML: " + err.Error()}
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return nil, nil
	}
	if len(file.Docs) > 1 || p.from > 0 && file.Docs[0].Start != nil {
		last := file.Docs[len(file.Docs)-1]
		return nil, p.mistake(last.Start, "a second document in one file; give it a file of its own")
	}
	return file.Docs[0].Body, nil
}

func (p piece) mistake(at *token.Token, msg string) *Mistake {
	if at == nil || at.Position == nil {
		return &Mistake{Line: p.line + 1, Column: 1, Msg: msg}
	}
	return &Mistake{Line: p.line + at.Position.Line, Column: max(at.Position.Column, 1), Msg: msg}
}

// tooDeep is the token at which nesting goes beyond all reason, nil where it does not. The parser recurses, and its time
// grows with the square of the depth.
func tooDeep(tokens token.Tokens) *token.Token {
	brackets, marks, line := 0, 0, 0
	for _, t := range tokens {
		if t.Position.Line != line {
			line, marks = t.Position.Line, 0
		}
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			brackets++
		case token.SequenceEndType, token.MappingEndType:
			brackets--
		case token.SequenceEntryType, token.MappingKeyType, token.TagType, token.AnchorType:
			marks++
		}
		if brackets > maxNesting || marks > maxNesting {
			return t
		}
	}
	return nil
}

var tooDeepSays = fmt.Sprintf("nested more than %d deep; no claims file needs that", maxNesting)

// signs is how many characters of a text make up its structure, or look as if they did.
func signs(text string) (n int) {
	for i := range len(text) {
		switch text[i] {
		case ',', ':', '[', ']', '{', '}', '\n':
			n++
		}
	}
	return n
}

// tooMany is the token at which a mapping in block style has more keys than any entry needs, nil where none has.
func tooMany(tokens token.Tokens) *token.Token {
	type mapping struct{ column, keys int }
	var open []mapping // outside in
	closeBehind := func(column int) {
		for len(open) > 0 && open[len(open)-1].column > column {
			open = open[:len(open)-1]
		}
	}
	brackets := 0
	for i, t := range tokens {
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			brackets++
		case token.SequenceEndType, token.MappingEndType:
			brackets--
		case token.SequenceEntryType:
			closeBehind(t.Position.Column)
		case token.MappingValueType:
			if brackets > 0 || i == 0 {
				continue
			}
			column := tokens[i-1].Position.Column
			if closeBehind(column); len(open) == 0 || open[len(open)-1].column < column {
				open = append(open, mapping{column: column})
			}
			if open[len(open)-1].keys++; open[len(open)-1].keys > maxKeys {
				return tokens[i-1]
			}
		}
	}
	return nil
}
