// Package text finds claims by their words: those of their sentences, of the names in them, of their kinds and, where texts
// are held, of the passages that they cite.
//
// It knows numbers of claims, words and folders, nothing of graphs, stores or GraphQL. What it holds can be made again from
// the store at any time, so nothing is synced with a commit, and what is not as it was written is discarded.
//
// An Index is a few segments, each an immutable file that is mapped, and a manifest that names them, the version of the
// store that they reflect, and the number of the first claim that is not in it. A segment is a dictionary of words (a
// vellum automaton), a roaring bitmap of claims for each, and a byte for each claim with its length in words. A newer
// segment hides what older ones say of its claims. An update writes one small segment and merges those that are not much
// larger.
//
// Claims are ranked by Okapi BM25 (k1 1.2, b 0.5; Robertson and Zaragoza 2009), a word counted once a claim: a sentence
// hardly says one twice. The best are found by MaxScore (Turtle and Flood 1995): words are taken rarest first, and the
// search ends once no claim that lacks them can be among the best. Words are stems (Snowball, English), without the words
// of grammar; a word that no claim has stands for those one or two letters away.
package text
