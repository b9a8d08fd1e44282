// Package turtle reads Turtle and TriG as RDF 1.1 defines them, as a stream.
//
// A Reader is strict: what the grammar refuses is an *Error that says where and
// what was expected. A statement may span any number of lines, so that reading
// ends at the first error. A literal keeps its lexical form, datatype and the
// case of its language tag; numbers and booleans written bare become literals of
// XML Schema's types. Relative IRIs are resolved by RFC 3986, section 5.2,
// against the base, and are errors where there is none.
//
// Blank nodes are renamed so that those with a label and those without never
// meet. A byte order mark at the start is skipped.
//
// The package knows the two syntaxes and the value types of cayleygraph/quad. It
// knows nothing of claims, files, compression or storage.
package turtle
