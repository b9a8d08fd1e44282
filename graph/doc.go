// Package graph is the domain: entities, claims about them, and the evidence for each claim, in a Cayley quad store.
//
// The unit is the claim. A claim is one quad of subject, predicate and object whose label is the claim's own IRI; what is
// said about the claim (how sure, how much, since when, where it is written) are quads whose subject is that IRI. So a
// traversal touches plain edges only, and every edge leads to its evidence in one step. All that the graph knows is in
// its quads: a dump loaded into an empty store gives the same answers and the same dump.
//
// [Graph.Now] gives a [View], the graph at one moment, on which everything is read. Its methods ask a whole frontier at once, a
// list of entities or claims, and answer in the order of the list. Questions that are more than a list have packages of their
// own over the view: paths, sums, conflicts, search, history, award, evidence, extract. Package write works out what a write
// changes; [Graph.Commit] commits it. Nothing is forgotten: what is claimed no more is retracted, and stays.
//
// Three clocks tell apart what held (Holds, asked with ValidAt), what its sources had said (Stated, asked with
// StatedUntil) and what the graph had recorded and not retracted (Recorded and Retracted, asked with KnownAt). A time is
// EDTF and stands for every day that it can mean: "2014" may hold on any day of 2014, "2014-03/.." on any from March
// 2014 on; a claim passes a filter if some day that it can mean passes. A claim whose time is unknown passes ValidAt
// unless undated claims are left out; one whose documents bear no date never passes StatedUntil.
//
// This package alone speaks Cayley, and no type of Cayley's leaves it but quads on their way in and out. It knows
// neither files (package loader) nor GraphQL (package server/gql).
package graph
