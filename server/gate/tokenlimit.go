package gate

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/lexer"

	"whence/server/fault"
)

// longestName bounds names, since the validator's suggestions compare the
// letters of an unknown name with those of every known one.
const longestName = 80

// scan reads the query's tokens and refuses what the parser, which calls itself
// for every open bracket, should not be given. What is no token it refuses with
// the lexer's reason, which the parser would not repeat.
func (g *Gate) scan(query string) *gqlerror.Error {
	lex := lexer.New(&ast.Source{Input: query})
	open := 0
	for tokens := 0; ; tokens++ {
		token, err := lex.ReadToken()
		if err != nil {
			return parseFailure(query, err)
		}
		if token.Kind == lexer.EOF {
			return nil
		}
		if tokens >= g.limits.Tokens {
			return fault.New(fault.QueryTooLarge,
				"the query has more than %d tokens: move values into variables, or split it", g.limits.Tokens)
		}
		switch token.Kind {
		case lexer.ParenL, lexer.BracketL, lexer.BraceL:
			open++
		case lexer.ParenR, lexer.BracketR, lexer.BraceR:
			open--
		case lexer.Name:
			if len(token.Value) > longestName {
				return fault.New(fault.QueryTooLarge,
					"the name %q is longer than %d letters", fault.Clip(token.Value), longestName)
			}
		}
		if open > g.limits.Nesting {
			return fault.New(fault.QueryTooDeep,
				"more than %d brackets are open at once at line %d: nest less", g.limits.Nesting, token.Pos.Line)
		}
	}
}

// Quieten shortens a message of the parser's or validator's that repeats a long
// piece of the query, so that an answer is never an echo.
func Quieten(query, message string) string {
	const longest, window, step = 400, 50, 40
	if len(message) <= 2*window {
		return message
	}
	if len(message) > longest {
		message = strings.ToValidUTF8(message[:longest], "") + "…"
	}
	// A repeated run of 100 bytes holds a window that begins on a step.
	for at := 0; at+window <= len(message); at += step {
		if strings.Contains(query, message[at:at+window]) {
			return strings.ToValidUTF8(message[:2*window-10], "") + "…"
		}
	}
	return message
}
