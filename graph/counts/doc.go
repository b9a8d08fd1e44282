// Package counts says how many relationships of each kind entities have.
package counts
