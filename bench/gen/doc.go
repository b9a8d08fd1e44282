// Package gen makes the graphs that benchmarks run on: seeded, so that a figure can be measured again, and as large as
// asked. They are streams of N-Quads and know nothing of how a store keeps them.
package gen
