// Package rdf reads and writes N-Quads and N-Triples as RDF 1.1 defines them.
//
// A Reader turns bytes into quads one line at a time. It is strict: what the
// grammar or the rules for IRIs and language tags refuse is an *Error that
// says where and what to do, and reading goes on with the next line, so that
// one pass shows a person every mistake of a file. Append writes the canonical
// form: one statement a line, one space between terms, the fewest escapes.
//
// What is read is what was written. A literal keeps its lexical form, its
// datatype and the case of its language tag byte for byte: "01"^^xsd:integer
// stays "01", and no value becomes a Go number or time. Two spellings are one
// term in RDF 1.1, so they are read as the same value: an escape and the
// character that it stands for, and "x"^^xsd:string and "x", of which the
// second is canonical. Reading what Append wrote gives the same quads, and
// writing those gives the same bytes.
//
// Where RDF 1.1 leaves a choice, this is made:
//   - A line ends with LF, CR LF or CR, and each counts as one line.
//   - Language tags keep their case; canonical N-Quads of RDF 1.2 would lower it.
//   - An IRI needs a scheme and may hold no space, control character or
//     noncharacter, not even escaped. A stray % is let through, as the grammar does.
//   - A NUL may stand in a literal, as the W3C tests demand, and nowhere else.
//   - A byte order mark is refused, since the grammar has no place for it.
//   - A value of a datatype is not checked: "x"^^xsd:integer is RDF.
//
// The package knows the two syntaxes and the value types of cayleygraph/quad.
// It knows nothing of claims, files, compression or storage.
package rdf
