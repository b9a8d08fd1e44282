package gen

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
)

// Cited is a graph of the model's own shape: a grants register. Funders pay organisations, which stand in districts of
// regions of one country; people lead or work for organisations; every edge is labelled by a claim, and every claim has
// its amount, its day, when it was recorded, and the row of the document that proves it. How much each funder pays falls
// by a power law, so that a few are hubs.
type Cited struct {
	Quads int    // about how many
	Seed  uint64 // of everything
	Base  string // of IRIs, with a slash at its end
}

// The shares of Cited at ten million quads.
const (
	citedQuads    = 10_700_000
	citedAwards   = 1_000_000
	citedOrgs     = 300_000
	citedPeople   = 200_000
	citedPosts    = 300_000
	citedProgs    = 1_000
	citedFunders  = 400
	citedRegions  = 10
	citedDistrict = 160
)

// Counts says how large each part of the graph is.
type Counts struct{ Awards, Organisations, People, Posts, Programmes, Funders, Regions, Districts int }

// Counts scales the parts to the quads asked for.
func (c Cited) Counts() Counts {
	scaled := func(n int) int { return max(1, int(float64(n)*float64(c.Quads)/citedQuads)) }
	return Counts{
		Awards: scaled(citedAwards), Organisations: scaled(citedOrgs), People: scaled(citedPeople), Posts: scaled(citedPosts),
		Programmes: scaled(citedProgs), Funders: min(citedFunders, scaled(citedOrgs)), Regions: citedRegions, Districts: citedDistrict,
	}
}

// Vocabulary of the model; bench's tests hold it to graph's own.
const (
	rdfType    = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
	prefLabel  = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
	schema     = "https://schema.org/"
	whence     = "https://whence.example/ns#"
	prov       = "http://www.w3.org/ns/prov#"
	located    = "<" + schema + "containedInPlace>"
	worksFor   = "<" + schema + "worksFor>"
	headOf     = "<http://www.w3.org/ns/org#headOf>"
	funds      = "<" + whence + "funds>"
	amount     = "<" + schema + "amount>"
	instrument = "<" + whence + "instrument> <" + whence + "GRANT>"
	temporal   = "<http://purl.org/dc/terms/temporal>"
	edtf       = "<http://id.loc.gov/datatypes/edtf/EDTF>"
	recorded   = "<" + prov + "generatedAtTime> \"2026-01-01T00:00:00Z\"^^<http://www.w3.org/2001/XMLSchema#dateTime>"
	quoted     = "<" + prov + "wasQuotedFrom>"
	locator    = "<" + whence + "locator>"
	via        = "<" + whence + "via>"
)

// Write writes the graph as N-Quads and returns how many lines that made.
func (c Cited) Write(w io.Writer) (int, error) {
	out := citedWriter{
		Cited: c, n: c.Counts(), rng: rand.New(rand.NewPCG(c.Seed, 1)), out: bufio.NewWriterSize(w, 1<<20),
	}
	out.entities()
	out.places()
	out.posts()
	out.awards()
	if out.err == nil {
		out.err = out.out.Flush()
	}
	return out.lines, out.err
}

type citedWriter struct {
	Cited
	n      Counts
	rng    *rand.Rand
	out    *bufio.Writer
	line   []byte
	lines  int
	claims int
	err    error
}

func (w *citedWriter) end() {
	w.line = append(w.line, " .\n"...)
	if w.err == nil {
		_, w.err = w.out.Write(w.line)
	}
	w.line = w.line[:0]
	w.lines++
}

func (w *citedWriter) node(kind string, n int) {
	w.line = append(append(append(append(w.line, '<'), w.Base...), "entity/"...), kind...)
	w.line = append(strconv.AppendInt(append(w.line, '-'), int64(n), 10), '>')
}

// hash writes an IRI of the claims' or the citations' own form: 32 hexadecimal digits that follow from the number.
func (w *citedWriter) hash(path string, n int) {
	w.line = append(append(append(w.line, '<'), w.Base...), path...)
	for _, salt := range []uint64{0x9e3779b97f4a7c15, 0xd1b54a32d192ed03} {
		x := (uint64(n) + 1) * salt
		x ^= x >> 31
		x *= 0xbf58476d1ce4e5b9
		w.line = fmt.Appendf(w.line, "%016x", x^x>>29)
	}
	w.line = append(w.line, '>')
}

func (w *citedWriter) text(parts ...string) {
	for _, p := range parts {
		w.line = append(w.line, p...)
	}
}

func (w *citedWriter) entity(kind, class, name string, n int) {
	w.node(kind, n)
	w.text(" ", rdfType, " <", class, ">")
	w.end()
	w.node(kind, n)
	w.text(" ", prefLabel, " \"", name, " ")
	w.line = strconv.AppendInt(w.line, int64(n), 10)
	w.text("\"")
	w.end()
}

func (w *citedWriter) entities() {
	for _, k := range []struct {
		kind, class, name string
		n                 int
	}{
		{"place/country", schema + "Place", "Country", 1},
		{"place/region", schema + "Place", "Region", w.n.Regions},
		{"place/district", schema + "Place", "District", w.n.Districts},
		{"organisation/funder", schema + "Organization", "Funder", w.n.Funders},
		{"organisation/org", schema + "Organization", "Organisation", w.n.Organisations},
		{"person/person", schema + "Person", "Person", w.n.People},
		{"programme/programme", schema + "Project", "Programme", w.n.Programmes},
		{"document/register", schema + "CreativeWork", "Register", 1},
	} {
		for i := range k.n {
			w.entity(k.kind, k.class, k.name, i)
		}
	}
}

// claim writes an edge and what every claim has; more adds what this one has besides.
func (w *citedWriter) claim(subject string, s int, predicate, object string, o int, more func()) {
	n := w.claims
	w.claims++
	w.node(subject, s)
	w.text(" ", predicate, " ")
	w.node(object, o)
	w.text(" ")
	w.hash("claim/", n)
	w.end()
	if more != nil {
		more()
	}
	w.hash("claim/", n)
	w.text(" ", recorded)
	w.end()
	w.hash("claim/", n)
	w.text(" ", quoted, " ")
	w.node("document/register", 0)
	w.text(" ")
	w.hash("citation/", n)
	w.end()
	w.hash("citation/", n)
	w.text(" ", locator, " \"row ")
	w.line = strconv.AppendInt(w.line, int64(n), 10)
	w.text("\"")
	w.end()
}

func (w *citedWriter) places() {
	for i := range w.n.Regions {
		w.claim("place/region", i, located, "place/country", 0, nil)
	}
	for i := range w.n.Districts {
		w.claim("place/district", i, located, "place/region", i%w.n.Regions, nil)
	}
	for i := range w.n.Organisations {
		w.claim("organisation/org", i, located, "place/district", w.rng.IntN(w.n.Districts), nil)
	}
}

func (w *citedWriter) posts() {
	for i := range w.n.Posts {
		predicate := worksFor
		if i%10 == 0 {
			predicate = headOf
		}
		w.claim("person/person", w.rng.IntN(w.n.People), predicate, "organisation/org", w.skewed(w.n.Organisations), nil)
	}
}

func (w *citedWriter) awards() {
	for range w.n.Awards {
		n := w.claims
		w.claim("organisation/funder", w.skewed(w.n.Funders), funds, "organisation/org", w.skewed(w.n.Organisations), func() {
			w.hash("claim/", n)
			w.text(" ", amount, " \"")
			w.line = strconv.AppendInt(w.line, int64(1+w.rng.IntN(400))*int64([]int{50, 250, 1000, 12500}[w.rng.IntN(4)]), 10)
			w.text(" GBP\"^^<", whence, "quantity>")
			w.end()
			w.hash("claim/", n)
			w.text(" ", instrument)
			w.end()
			w.hash("claim/", n)
			w.text(" ", temporal, " \"")
			w.line = fmt.Appendf(w.line, "%d-%02d-%02d", 2004+w.rng.IntN(20), 1+w.rng.IntN(12), 1+w.rng.IntN(28))
			w.text("\"^^", edtf)
			w.end()
			if n%5 == 0 {
				w.hash("claim/", n)
				w.text(" ", via, " ")
				w.node("programme/programme", w.rng.IntN(w.n.Programmes))
				w.end()
			}
		})
	}
}

// skewed draws below n by a power law: a hundredth of the draws fall on the first few.
func (w *citedWriter) skewed(n int) int {
	x := w.rng.Float64()
	return int(float64(n) * x * x * x)
}
