// Package search finds entities by their names and claims by their words, best first.
package search
