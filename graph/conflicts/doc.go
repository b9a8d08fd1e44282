// Package conflicts finds claims that can't all hold: two figures of one metric and period, two values of a property that
// has one, two owners of what has a sole owner.
//
// Claims that speak of one thing make a cluster; most clusters are found consistent before any claim is decoded (prefilter.go), the
// others are compared pair by pair. Conflicts are computed when asked and never stored.
package conflicts
