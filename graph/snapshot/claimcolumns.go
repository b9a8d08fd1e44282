package snapshot

import (
	"context"
	"math"
	"slices"
	"strconv"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/nodeset"
	"whence/graph/parallel"
	"whence/graph/store"
)

// ClaimColumns is what sums ask of relationships, a column an attribute and a row a claim, in the order of claims: 21 bytes a
// claim. It never changes; Extended makes the next, which shares its columns.
//
// Only what is plain stands in the columns: an amount that is one number, a time within one year. A row is Rare where a sum has
// to read more of the claim, or where a rule against counting twice may concern it: of a range or another quantity, a part or
// a whole, one of several claims of one kind, pair and time, what programmes and funding sources give and are given.
type ClaimColumns struct {
	Kind    []uint8    // the place in claim.RelationshipKinds plus one, 0 for what is no relationship
	Subject []store.ID // as claims name it, whoever it is one with
	Object  []store.ID
	Amount  []int64 // in ten-thousandths
	Unit    []uint8 // of the amount: its place in Units plus one, 0 where none is stated
	Year    []int16 // NoYear where none is known
	Rare    []bool

	Units []string
	// FirstYear and LastYear bound Year; the first is the greater where no row has one.
	FirstYear, LastYear int16

	counts  [256]int // rows of each kind
	foreign bool     // some claim labels several relationships: a row can't say that
}

// NoYear is the year of a claim whose time is unknown, or spans several years.
const NoYear = math.MinInt16

// columnsStep is how many claims are read at a time.
const columnsStep = 2048

// Len is how many claims the columns have.
func (c *ClaimColumns) Len() int { return len(c.Kind) }

// Count is how many rows are of some kinds, all relationships where none is named.
func (c *ClaimColumns) Count(kinds []claim.RelationshipKind) int {
	wanted, n := KindNumbers(kinds), 0
	for i, count := range c.counts {
		if wanted[i] {
			n += count
		}
	}
	return n
}

// KindNumbers marks the numbers that some kinds have in a column, those of all where none is named.
func KindNumbers(kinds []claim.RelationshipKind) (wanted [256]bool) {
	for i := range claim.RelationshipKinds {
		wanted[i+1] = kinds == nil || slices.Contains(kinds, claim.RelationshipKinds[i].Kind)
	}
	return wanted
}

// First is the columns of the first n claims.
func (c *ClaimColumns) First(n int) *ClaimColumns {
	if n == c.Len() {
		return c
	}
	first := *c
	first.Kind, first.Subject, first.Object, first.Amount = c.Kind[:n:n], c.Subject[:n:n], c.Object[:n:n], c.Amount[:n:n]
	first.Unit, first.Year, first.Rare = c.Unit[:n:n], c.Year[:n:n], c.Rare[:n:n]
	return &first
}

// Whole reports whether the columns say all that the relationships of the snapshot are: not where foreign quads let one claim
// be several.
func (c *ClaimColumns) Whole() bool { return !c.foreign }

// columnsReader reads claims into columns, from the first that they lack.
type columnsReader struct {
	*ClaimColumns
	snap   store.Snapshot
	terms  *Vocabulary
	kinds  *KindTable
	from   int
	holds  []store.ID // of each claim that is read
	wholes []store.ID // what parts are included in
}

// NewClaimColumns reads the columns of all claims of a snapshot, on all processors.
func NewClaimColumns(ctx context.Context, snap store.Snapshot, t *Vocabulary, kinds *KindTable) (*ClaimColumns, error) {
	empty := &ClaimColumns{FirstYear: math.MaxInt16, LastYear: math.MinInt16}
	r, err := empty.read(ctx, snap, t, kinds)
	if err != nil {
		return nil, err
	}
	r.markWholes()
	return r.ClaimColumns, r.markTold(ctx)
}

// Extended is the columns with the claims that a later snapshot has more. Nothing may have been said meanwhile of the claims
// that they have, but that they stand or do not.
func (c *ClaimColumns) Extended(ctx context.Context, snap store.Snapshot, t *Vocabulary, kinds *KindTable) (*ClaimColumns, error) {
	r, err := c.read(ctx, snap, t, kinds)
	if err != nil {
		return nil, err
	}
	r.Rare = slices.Clone(r.Rare) // what is new may make old rows rare
	r.markWholes()
	return r.ClaimColumns, r.markCompany(ctx)
}

// read reads the claims that columns lack behind them.
func (c *ClaimColumns) read(ctx context.Context, snap store.Snapshot, t *Vocabulary, kinds *KindTable) (*columnsReader, error) {
	next := *c
	r := &columnsReader{ClaimColumns: &next, snap: snap, terms: t, kinds: kinds, from: c.Len()}
	n := snap.Stats().Claims - r.from
	next.Kind, next.Subject, next.Object = grown(c.Kind, n), grown(c.Subject, n), grown(c.Object, n)
	next.Amount, next.Unit, next.Year, next.Rare = grown(c.Amount, n), grown(c.Unit, n), grown(c.Year, n), grown(c.Rare, n)
	next.Units = slices.Clone(c.Units)
	r.holds = make([]store.ID, n)
	parts := make([]columnsPart, parallel.PartsOf(n, columnsStep))
	err := parallel.Parts(n, columnsStep, func(part, from, to int) error {
		p := &parts[part]
		p.columnsReader, p.units = r, slices.Clone(c.Units)
		for ; from < to; from += columnsStep {
			if err := p.some(ctx, from, min(from+columnsStep, to)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for i := range parts {
		r.join(&parts[i])
	}
	for i := r.from; i < len(r.Kind); i++ {
		r.counts[r.Kind[i]]++
		if r.Year[i] != NoYear {
			r.FirstYear, r.LastYear = min(r.FirstYear, r.Year[i]), max(r.LastYear, r.Year[i])
		}
	}
	return r, nil
}

// grown is a column with room for more rows. Rows that older columns have are shared, and those behind are theirs
// alone who extends: one at a time does.
func grown[T any](column []T, n int) []T {
	return append(column, make([]T, n)...)
}

// columnsPart reads some of the claims. Units are numbered by each part for itself.
type columnsPart struct {
	*columnsReader
	from, to int // the rows that it has read
	units    []string
	foreign  bool
	wholes   []store.ID
	nodes    []store.ID
	edges    store.Edges
	columns  [4][]store.ID // amount, quantity, time, whole
	distinct nodeset.Numbering[store.ID]
	texts    store.Texts
	amounts  []plainAmount // of the distinct literals
	years    []int16
}

// some reads the claims from one number behind the first to another.
func (p *columnsPart) some(ctx context.Context, from, to int) error {
	if p.to == 0 {
		p.from = p.columnsReader.from + from
	}
	p.to = p.columnsReader.from + to
	p.nodes = p.nodes[:0]
	for i := from; i < to; i++ {
		p.nodes = append(p.nodes, store.ClaimID(uint32(p.columnsReader.from+i)))
	}
	if err := p.snap.Expand(ctx, &p.edges, p.nodes, quad.Label, 0); err != nil {
		return err
	}
	for i := range p.columns {
		p.columns[i] = slices.Grow(p.columns[i][:0], len(p.nodes))[:len(p.nodes)]
	}
	err := p.snap.Columns(ctx, p.columns[:], p.nodes, p.terms.ID(encoding.PredAmount), p.terms.ID(encoding.PredQuantity),
		p.terms.ID(encoding.PredHolds), p.terms.ID(encoding.PredIncludedIn))
	if err != nil {
		return err
	}
	copy(p.holds[from:to], p.columns[2])
	if err := p.readAmounts(ctx); err != nil {
		return err
	}
	if err := p.readYears(ctx); err != nil {
		return err
	}
	for i := range p.nodes {
		p.row(p.columnsReader.from+from+i, i)
	}
	return nil
}

// row writes the row of the i-th of the claims at hand.
func (p *columnsPart) row(at, i int) {
	p.Year[at] = NoYear
	number := uint8(0)
	for j, hi := p.edges.Of(i); j < hi; j++ {
		kind := p.terms.numberOf[p.edges.Pred[j]]
		if kind == 0 {
			continue
		}
		p.foreign = p.foreign || number > 0
		number = kind
		p.Subject[at], p.Object[at] = p.edges.Subject[j], p.edges.Object[j]
	}
	if p.Kind[at] = number; number == 0 {
		return
	}
	amount, year := p.amounts[p.columns[0][i]], p.years[p.columns[2][i]] // which are numbered by now
	p.Amount[at], p.Unit[at], p.Year[at] = amount.n, amount.unit, year
	p.Rare[at] = amount.rare || p.columns[1][i] != 0 || p.columns[3][i] != 0 || p.passesOn(p.Subject[at]) || p.passesOn(p.Object[at])
	if whole := p.columns[3][i]; whole != 0 {
		p.wholes = append(p.wholes, whole)
	}
}

// number replaces the literals of a column by numbers, and reads the text of each once.
func (p *columnsPart) number(ctx context.Context, column int) error {
	p.distinct.Reset(len(p.nodes))
	p.distinct.Add(0)
	for i, literal := range p.columns[column] {
		p.columns[column][i] = store.ID(p.distinct.Add(literal))
	}
	return p.snap.Texts(ctx, &p.texts, p.distinct.Keys[1:])
}

func (p *columnsPart) readAmounts(ctx context.Context) error {
	if err := p.number(ctx, 0); err != nil {
		return err
	}
	p.amounts = append(p.amounts[:0], plainAmount{})
	for i := range p.texts.Len() {
		p.amounts = append(p.amounts, p.readAmount(p.texts.Of(i)))
	}
	return nil
}

func (p *columnsPart) readYears(ctx context.Context) error {
	if err := p.number(ctx, 2); err != nil {
		return err
	}
	p.years = append(p.years[:0], NoYear)
	for i := range p.texts.Len() {
		p.years = append(p.years, YearOf(string(p.texts.Of(i))))
	}
	return nil
}

// plainAmount is a figure that is one number. A rare one is not, or its unit has no number.
type plainAmount struct {
	n    int64
	unit uint8
	rare bool
}

// readAmount reads a figure; one without a value is no figure at all.
func (p *columnsPart) readAmount(text []byte) plainAmount {
	n, unit := claim.PlainNumber(text)
	if unit != nil {
		if at := slices.Index(p.units, string(unit)); at >= 0 {
			return plainAmount{n: n, unit: uint8(at + 1)}
		}
	}
	q, err := claim.ParseQuantity(string(text))
	switch {
	case err != nil || q.Value == nil:
		return plainAmount{}
	case unit == nil || q.Unit != string(unit) || len(p.units) == math.MaxUint8:
		return plainAmount{rare: true}
	}
	p.units = append(p.units, q.Unit)
	return plainAmount{n: n, unit: uint8(len(p.units))}
}

// YearOf is the year in which a time lies whole, NoYear where it spans several or is open.
func YearOf(text string) int16 {
	if len(text) == len("2006-01-02") && text[4] == '-' && text[7] == '-' { // as most are
		if _, _, ok := claim.DateBounds(text); ok {
			if year, err := strconv.Atoi(text[:4]); err == nil {
				return int16(year)
			}
		}
	}
	edtf, err := claim.ParseEDTF(text)
	if err != nil {
		return NoYear
	}
	from, to := edtf.Bounds()
	if from.IsZero() || to.IsZero() || from.Year() != to.Year() {
		return NoYear
	}
	return int16(from.Year()) // of four digits, as EDTF has them
}

// passesOn reports whether a node is a programme or a funding source, whose money is somebody else's.
func (p *columnsPart) passesOn(node store.ID) bool {
	kind := p.kinds.Of(node)
	return kind == claim.Programme || kind == claim.FundingSource
}

// join gives the units of a part the numbers that they have in all.
func (r *columnsReader) join(p *columnsPart) {
	r.foreign = r.foreign || p.foreign
	r.wholes = append(r.wholes, p.wholes...)
	var numbers [256]uint8
	same := true
	for i, unit := range p.units {
		at := slices.Index(r.Units, unit)
		if at < 0 && len(r.Units) < math.MaxUint8 {
			at = len(r.Units)
			r.Units = append(r.Units, unit)
		}
		numbers[i+1] = uint8(at + 1)
		same = same && at == i
	}
	if same {
		return
	}
	for at := p.from; at < p.to; at++ {
		if unit := r.Unit[at]; unit != 0 {
			r.Unit[at] = numbers[unit]
			r.Rare[at] = r.Rare[at] || numbers[unit] == 0
		}
	}
}

// markWholes marks the claims that others are part of.
func (r *columnsReader) markWholes() {
	for _, whole := range r.wholes {
		if whole.IsClaim() && int(whole.Number()) < len(r.Rare) {
			r.Rare[whole.Number()] = true
		}
	}
}

// markTold marks the claims of one kind, pair and time, of all that were read.
func (r *columnsReader) markTold(ctx context.Context) error {
	var met nodeset.Numbering[uint64]
	met.Reset(len(r.Kind) / 2)
	var first []int32
	return parallel.Each(ctx, len(r.Kind), func(i int) {
		if r.Kind[i] == 0 {
			return
		}
		// Two that have the same by chance are rare without need.
		n := met.Add(mixed(mixed(uint64(r.Kind[i])<<32|uint64(r.Subject[i])) ^ (uint64(r.Object[i])<<32 | uint64(r.holds[i]))))
		if int(n) == len(first) {
			first = append(first, int32(i))
			return
		}
		r.Rare[first[n]], r.Rare[i] = true, true
	})
}

// mixed spreads a number's bits over 64.
func mixed(n uint64) uint64 {
	n ^= n >> 31
	n *= 0x9e3779b97f4a7c15
	return n ^ n>>29
}

// markCompany marks the claims that were read, and those before them, that share a kind and a pair with another. It asks the
// end that has fewer edges.
func (r *columnsReader) markCompany(ctx context.Context) error {
	type pair struct {
		kind            uint8
		subject, object store.ID
	}
	asked := map[pair]bool{}
	var edges store.Edges
	for i := r.from; i < len(r.Kind); i++ {
		p := pair{r.Kind[i], r.Subject[i], r.Object[i]}
		if p.kind == 0 || asked[p] {
			continue
		}
		asked[p] = true
		pred := r.terms.Kinds[p.kind-1]
		var subjects, objects [1]uint32
		if err := r.snap.Degrees(ctx, subjects[:], []store.ID{p.subject}, quad.Subject, pred); err != nil {
			return err
		}
		if err := r.snap.Degrees(ctx, objects[:], []store.ID{p.object}, quad.Object, pred); err != nil {
			return err
		}
		end, d := p.subject, quad.Subject
		if objects[0] < subjects[0] {
			end, d = p.object, quad.Object
		}
		if err := r.snap.Expand(ctx, &edges, []store.ID{end}, d, 0, pred); err != nil {
			return err
		}
		r.markPair(&edges, p.subject, p.object)
	}
	return nil
}

// markPair marks the claims among some edges that are about one pair, where they are several.
func (r *columnsReader) markPair(edges *store.Edges, subject, object store.ID) {
	last, many := store.ID(0), false
	for i, label := range edges.Label {
		if edges.Subject[i] != subject || edges.Object[i] != object || !label.IsClaim() || int(label.Number()) >= len(r.Rare) {
			continue
		}
		if last != 0 {
			many = true
			r.Rare[last.Number()] = true
		}
		last = label
	}
	if many {
		r.Rare[last.Number()] = true
	}
}
