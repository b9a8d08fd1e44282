package gen

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"

	"whence/graph/claim"
)

// Cited is a graph of the model's own shape: a grants register. Funders pay organisations, which stand in districts of
// regions of one country; people lead or work for organisations; every edge is labelled by a claim. An award has its
// amount, its day and its purpose and is proved by a row of the register; an organisation's place and a person's post are
// proved by a passage, with its digest. Organisations and people have their numbers in registries, and organisations a
// website. How much each funder pays falls by a power law, so that a few are hubs. There are four terms to five quads.
type Cited struct {
	Quads int    // about how many
	Seed  uint64 // of everything
	Base  string // of IRIs, with a slash at its end
}

// The shares of Cited at ten million quads.
const (
	citedQuads    = 13_800_000
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
	purpose    = "<" + whence + "purpose>"
	temporal   = "<http://purl.org/dc/terms/temporal>"
	edtf       = "<http://id.loc.gov/datatypes/edtf/EDTF>"
	recorded   = "<" + prov + "generatedAtTime> \"2026-01-01T00:00:00Z\"^^<http://www.w3.org/2001/XMLSchema#dateTime>"
	quoted     = "<" + prov + "wasQuotedFrom>"
	locator    = "<" + whence + "locator>"
	start      = "<http://www.w3.org/ns/oa#start>"
	end        = "<http://www.w3.org/ns/oa#end>"
	digest     = "<" + whence + "sha256>"
	integer    = "<http://www.w3.org/2001/XMLSchema#integer>"
	identifier = "<" + schema + "identifier>"
	idPage     = "<" + whence + "identifierPage>"
	website    = "<http://xmlns.com/foaf/0.1/homepage>"
	via        = "<" + whence + "via>"
)

// Write writes the graph as N-Quads and returns how many lines that made.
func (c Cited) Write(w io.Writer) (int, error) {
	out := citedWriter{
		Cited: c, n: c.Counts(), rng: rand.New(rand.NewPCG(c.Seed, 1)), out: bufio.NewWriterSize(w, 1<<20),
	}
	out.entities()
	out.places()
	out.websites()
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
	id     claim.ID // of the latest claim
	err    error
}

// endWith ends a line with a term.
func (w *citedWriter) endWith(format string, args ...any) {
	w.line = fmt.Appendf(append(w.line, ' '), format, args...)
	w.end()
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
	w.digits(n, 0x9e3779b97f4a7c15, 0xd1b54a32d192ed03)
	w.line = append(w.line, '>')
}

// digits writes sixteen hexadecimal digits a salt, which follow from the number.
func (w *citedWriter) digits(n int, salts ...uint64) {
	for _, salt := range salts {
		x := (uint64(n) + 1) * salt
		x ^= x >> 31
		x *= 0xbf58476d1ce4e5b9
		w.line = fmt.Appendf(w.line, "%016x", x^x>>29)
	}
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
	w.text(" ", prefLabel)
	w.endWith("\"%s %d\"", name, n)
	switch kind {
	case "organisation/org":
		w.node(kind, n)
		w.text(" ", identifier)
		w.endWith("\"companies-house:%08d\"", n)
		w.node(kind, n)
		w.text(" ", idPage)
		w.endWith("\"companies-house:%08d https://registry.example.org/company/%08d\"", n, n)
	case "person/person":
		w.node(kind, n)
		w.text(" ", identifier)
		w.endWith("\"orcid:0000-0001-%04d-%04d\"", n/10_000, n%10_000)
	}
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

// relationship writes a claim between two entities, and returns its number.
func (w *citedWriter) relationship(r *claim.Relationship, predicate string) (n int) {
	return w.claim(r, r.Subject, predicate, func() { w.iri(string("entity/" + r.Object)) })
}

// claim writes a claim's edge, whose object a function writes, and what every claim has. Its id is the digest of what it says,
// without which a load refuses it.
func (w *citedWriter) claim(c claim.Claim, subject claim.ID, predicate string, object func()) (n int) {
	claim.Normalise(c)
	n, w.id = w.claims, c.Base().ID
	w.claims++
	w.iri(string("entity/" + subject))
	w.text(" ", predicate, " ")
	object()
	w.text(" ")
	w.iri(string(w.id))
	w.end()
	w.about(recorded)
	w.end()
	w.about(quoted)
	w.text(" ")
	w.node("document/register", 0)
	w.text(" ")
	w.hash("citation/", n)
	w.end()
	return n
}

// about begins a quad about the latest claim.
func (w *citedWriter) about(predicate string) {
	w.iri(string(w.id))
	w.text(" ", predicate)
}

func (w *citedWriter) iri(path string) {
	w.line = append(append(append(append(w.line, '<'), w.Base...), path...), '>')
}

// entityID is the id of the entity of a kind and a number.
func entityID(kind string, n int) claim.ID { return claim.ID(kind + "-" + strconv.Itoa(n)) }

// row cites a claim's row of the register.
func (w *citedWriter) row(claim int) {
	w.hash("citation/", claim)
	w.text(" ", locator)
	w.endWith("\"row %d\"", claim)
}

// passage cites the characters that prove a claim.
func (w *citedWriter) passage(claim int) {
	from := 100 * claim
	w.hash("citation/", claim)
	w.text(" ", start)
	w.endWith("\"%d\"^^%s", from, integer)
	w.hash("citation/", claim)
	w.text(" ", end)
	w.endWith("\"%d\"^^%s", from+40+claim%50, integer)
	w.hash("citation/", claim)
	w.text(" ", digest, " \"")
	w.digits(claim, 0x8cb92ba72f3d8dd7, 0xaef17502108ef2d9, 0xf1357aea2e62a9c5, 0x9fb21c651e98df25)
	w.text("\"")
	w.end()
}

func (w *citedWriter) places() {
	for i := range w.n.Regions {
		w.place("place/region", i, "place/country", 0)
	}
	for i := range w.n.Districts {
		w.place("place/district", i, "place/region", i%w.n.Regions)
	}
	for i := range w.n.Organisations {
		w.place("organisation/org", i, "place/district", w.rng.IntN(w.n.Districts))
	}
}

func (w *citedWriter) place(kind string, i int, within string, n int) {
	w.passage(w.relationship(&claim.Relationship{Subject: entityID(kind, i), Kind: "LOCATED_IN", Object: entityID(within, n)}, located))
}

func (w *citedWriter) websites() {
	for i := range w.n.Organisations {
		site := &claim.Attribute{About: entityID("organisation/org", i), Property: "website", Value: fmt.Sprintf("https://www.org-%d.example.org/", i)}
		w.row(w.claim(site, site.About, website, func() { w.text(`"`, site.Value, `"`) }))
	}
}

func (w *citedWriter) posts() {
	for i := range w.n.Posts {
		kind, predicate := claim.RelationshipKind("EMPLOYED_BY"), worksFor
		if i%10 == 0 {
			kind, predicate = "LEADS", headOf
		}
		person := entityID("person/person", w.rng.IntN(w.n.People))
		w.passage(w.relationship(&claim.Relationship{Subject: person, Kind: kind, Object: w.someOrganisation()}, predicate))
	}
}

func (w *citedWriter) someOrganisation() claim.ID {
	return entityID("organisation/org", w.skewed(w.n.Organisations))
}

// What awards are for.
var (
	doings = [...]string{"Study of", "Trial of", "Equipment for", "Training in", "Fellowship in", "Survey of"}
	fields = [...]string{"tidal power", "crop rotation", "battery recycling", "school meals", "rural buses", "flood defence", "open archives", "stroke care"}
)

func (w *citedWriter) awards() {
	for range w.n.Awards {
		funder := entityID("organisation/funder", w.skewed(w.n.Funders))
		r := &claim.Relationship{Subject: funder, Kind: "FUNDS", Object: w.someOrganisation()}
		pounds, err := claim.ParseDecimal(strconv.Itoa(1 + w.rng.IntN(5_000_000)))
		if err != nil {
			w.err = err
			return
		}
		r.Amount = &claim.Quantity{Value: &pounds, Unit: "GBP"}
		r.ValidTime.EDTF = claim.EDTF(fmt.Sprintf("%d-%02d-%02d", 2004+w.rng.IntN(20), 1+w.rng.IntN(12), 1+w.rng.IntN(28)))
		r.Purpose = fmt.Sprintf("%s %s, project %d", doings[w.rng.IntN(len(doings))], fields[w.rng.IntN(len(fields))], w.claims)
		if w.claims%5 == 0 {
			r.FundedThrough = entityID("programme/programme", w.rng.IntN(w.n.Programmes))
		}
		w.award(r)
	}
}

func (w *citedWriter) award(r *claim.Relationship) {
	w.row(w.relationship(r, funds))
	w.about(amount)
	w.endWith("%q^^<%squantity>", r.Amount.String(), whence)
	w.about(temporal)
	w.endWith("%q^^%s", string(r.ValidTime.EDTF), edtf)
	w.about(purpose)
	w.endWith("%q", r.Purpose)
	if r.FundedThrough != "" {
		w.about(via)
		w.text(" ")
		w.iri(string("entity/" + r.FundedThrough))
		w.end()
	}
}

// skewed draws below n by a power law: a hundredth of the draws fall on the first few.
func (w *citedWriter) skewed(n int) int {
	x := w.rng.Float64()
	return int(float64(n) * x * x * x)
}
