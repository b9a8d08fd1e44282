// Package asking answers questions in words: it turns a Reading of package ask into one GraphQL operation, runs that by the
// way that every operation goes, and says the answer in a sentence.
//
// It is the only place that knows both the readings and the schema. It never guesses in silence: what was taken for what is
// in the answer, with the operation that was run, what the question's own conditions left out, other readings, and words
// that nobody knew.
//
// A chain of conditions that ends at one entity compiles to neighbours within neighbours, so that every hop brings its
// claims; pages are smaller with each. Any other set is an EntityFilter.
package asking
