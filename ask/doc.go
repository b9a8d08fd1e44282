// Package ask reads a question in words into a typed Reading, by a chart parser over a lexicon of the relationship kinds.
//
// It calls no model: the same question gives the same readings. Every word of a question must be accounted for; a word
// that is not stands in Parse.Unknown, and the reading without it is marked Partial. A reading names entities by ids,
// never by names, and says which words were taken for what.
//
// It knows English question forms, the kinds that it is given and, through Names and Facts, which entities bear a name and
// which figures an entity has. It knows no store and no GraphQL: package asking turns a Reading into an operation.
//
// # How a question is read
//
// Text is cut into tokens (token.go); words of politeness are passed over. Names and the phrases of the lexicon
// (lexicon.go, en.lexicon) are the first items of a chart, which rules of two symbols each combine (chart.go, grammar.go)
// into sets of entities and conditions on them. Figures and properties of an entity have a reader of their own (facts.go),
// since their words are those of the data. Second clauses are facets of the answer (facet.go).
//
// Time is bounded: MaxLength characters, MaxTokens tokens, cellWidth items a symbol and span, MaxReadings readings.
package ask
