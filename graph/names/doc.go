// Package names finds entities by what they are called: the whole name, some of its words, the beginning of one, or
// any of it misspelt.
//
// It knows ids, kinds, names and weights as words and numbers, and folders. It knows nothing of graphs, stores, claims or
// GraphQL, and imports nothing of ours. What it holds can be made again from the store at any time, so it never repairs:
// what is not as it was written is discarded.
//
// An Index is a few segments, each an immutable file that is mapped, and a manifest that names them and the version of
// the store that they reflect. A segment has its entries in the order of ids, a table of the hashes of whole names, and a
// dictionary of words, a vellum automaton, with a roaring bitmap of the names that have each. An update makes one more
// small segment, in memory, and merges it with those there that are not much larger; a newer entry hides an older one of
// its id. A flush writes what lies in memory as one segment, merges it likewise and replaces the manifest, behind the
// updates: so an update costs no write and no sync, and a crash costs the updates since the last flush, which whoever keeps
// the index makes again. A rebuild writes segments of some megabytes and merges them.
//
// A search reads each word of the query as it is, as a prefix, with errors (the dictionary is
// walked along with a Levenshtein automaton), or as one with its neighbour, each at a cost. What it finds at each cost is
// the intersection of bitmaps, and the first hits are chosen by a row of a few bytes for each name that was found.
//
// # Why not a whole search engine
//
// This is the dictionary, the automata and the bitmaps of Bleve, without its scoring and its indexer. Bleve 2.6.3 asked the
// same in one run with this package, 200,000 generated entities, word conjunctions, best of three (bench, TestBleve):
//
//	            Bleve p50, p99     names p50, p99
//	indexing    33 s, 52 MB        5.7 s, 28 MB
//	exact       0.03, 0.14 ms      0.19, 0.96 ms
//	prefix      0.30, 434 ms       0.18, 1.2 ms
//	misspelt    4.6, 25 ms         1.9, 13 ms
//
// It reads every word of a prefix and scores every match, which a million names can not afford; it orders by frequency of
// words, where here the whole name is to come before a part and the name before an alias; and the words of an entity's
// several names are one bag to it. Here the answer to the right name includes what is one error away from it.
package names
