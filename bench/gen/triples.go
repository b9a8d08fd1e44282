package gen

import (
	"bufio"
	"io"
	"math/rand/v2"
	"strconv"
)

// Plain is a graph of bare triples: three terms to ten quads, IRIs of about 44 bytes, twenty predicates, and edges that
// lead to their objects by a power law.
type Plain struct {
	Quads int
	Seed  uint64
}

const (
	plainNode       = "http://data.example.org/resource/entity/"
	plainPredicates = 20
)

// Nodes returns how many nodes there are; each is the subject of a few edges.
func (p Plain) Nodes() int { return max(1, p.Quads*3/10) }

// Node returns the IRI of a node.
func (p Plain) Node(n int) string { return plainNode + strconv.Itoa(n) }

// Predicate returns the IRI of a predicate.
func (p Plain) Predicate(n int) string { return "http://data.example.org/property/p" + strconv.Itoa(n) }

// Write writes the graph as N-Quads and returns how many lines that made.
func (p Plain) Write(w io.Writer) (int, error) {
	out := bufio.NewWriterSize(w, 1<<20)
	rng := rand.New(rand.NewPCG(p.Seed, 2))
	nodes := p.Nodes()
	var line []byte
	for i := range p.Quads {
		x := rng.Float64()
		line = appendNode(line[:0], i%nodes)
		line = append(append(append(line, " <"...), p.Predicate(rng.IntN(plainPredicates))...), "> "...)
		line = appendNode(line, int(float64(nodes)*x*x*x))
		if _, err := out.Write(append(line, " .\n"...)); err != nil {
			return i, err
		}
	}
	return p.Quads, out.Flush()
}

func appendNode(line []byte, n int) []byte {
	return append(strconv.AppendInt(append(append(line, '<'), plainNode...), int64(n), 10), '>')
}
