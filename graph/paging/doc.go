// Package paging cuts pages out of ordered lists: it keeps the top k of the sort keys behind a position, in time of one pass over the
// list and memory of the page.
package paging
