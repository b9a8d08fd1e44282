package write

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/encoding"
	"whence/graph/nodeset"
	"whence/graph/quadstore"
)

// Report counts what a load changed, or would change.
type Report struct {
	Asserted  int        // claims that the graph did not say before
	Retracted int        // claims that it no longer says
	Unchanged int        // claims that it said already
	Cited     int        // citations added to claims that it said already
	Uncited   int        // citations taken from claims that it still says
	Entities  int        // entities described anew or otherwise
	Quads     int        // quads added
	HeldBack  int        // claims that were not asserted, for somebody retracted or corrected them by hand
	Held      []claim.ID // the first of those, at most maxHeld
	SetAside  int        // ids that an entity had before, judged by somebody to be another's
}

// maxHeld is how many claims that were held back a report names.
const maxHeld = 100

// Changed reports whether the load changed anything.
func (r Report) Changed() bool {
	return r.Asserted+r.Retracted+r.Cited+r.Uncited+r.Entities+r.Quads > 0
}

// Load makes the graph say what the datasets say: what is new is asserted, what a dataset said before and no longer says
// is retracted, and both are one commit by agent/local. It does all of it or nothing. Its error is Problems where a dataset
// breaks the rules of the model.
func Load(ctx context.Context, g *graph.Graph, datasets []*claim.Dataset) (Report, error) {
	_, report, err := LoadAs(ctx, g, Author{Agent: LocalAgent}, datasets)
	return report, err
}

// LoadAs is Load by somebody. The commit is nil where nothing had to change.
func LoadAs(ctx context.Context, g *graph.Graph, by Author, datasets []*claim.Dataset) (*commitlog.Commit, Report, error) {
	if isLarge(datasets) {
		return loadLarge(ctx, g, by, datasets)
	}
	var report Report
	c, _, err := g.Commit(ctx, func(v *graph.View, at time.Time) (*graph.Batch, error) {
		p, err := planLoad(ctx, v, at, by, datasets)
		report = p.report
		if err != nil {
			return nil, err
		}
		return p.planned(), nil
	})
	return c, report, err
}

// PlanLoad is what LoadAs would do.
func PlanLoad(ctx context.Context, g *graph.Graph, by Author, datasets []*claim.Dataset) (Report, error) {
	v := g.Now()
	p, err := planLoad(ctx, v, v.LogHead().Moment(time.Now()), by, datasets)
	if err == nil && p.deferred != nil {
		err = p.count(ctx)
	}
	return p.report, err
}

// planLoad works a load out against a view.
func planLoad(ctx context.Context, v *graph.View, at time.Time, by Author, datasets []*claim.Dataset) (*plan, error) {
	p := newPlan(v, at, by, commitlog.Load)
	p.reassert = by.Reassert
	if isLarge(datasets) {
		p.deferred = new(deferredClaims)
	}
	if err := by.before(ctx, v); err != nil {
		return p, err
	}
	if len(datasets) == 1 {
		p.batch.Commit.Dataset = datasets[0].Name
	}
	for _, d := range datasets {
		p.batch.Datasets = append(p.batch.Datasets, d.Name)
		for _, c := range d.Claims {
			claim.Normalise(c)
		}
	}
	known := func(id claim.ID) bool { return v.Snapshot().Mentions(v.NodeOf(id)) }
	if problems := claim.Validate(datasets, known); problems != nil {
		return p, problems
	}
	if !by.TakeOver {
		problems, err := p.strangers(ctx, datasets)
		if err != nil {
			return p, err
		}
		if problems != nil {
			return p, problems
		}
	}
	for _, kind := range hierarchical {
		problems, err := checkCycles(kind, datasets, p.storedAbove(ctx, v, kind))
		if err != nil {
			return p, err
		}
		if problems != nil {
			return p, problems
		}
	}
	for _, d := range datasets {
		for _, e := range d.Entities {
			if e.ID.Kind() == claim.Document {
				p.declares[e.ID] = p.DatasetIRI(d.Name)
			}
		}
	}
	for _, step := range []func(context.Context, []*claim.Dataset) error{p.entities, p.identities, p.records, p.claims, p.retractions} {
		if err := step(ctx, datasets); err != nil {
			return p, err
		}
	}
	p.keep(by)
	p.report.Quads = len(p.encoder.Quads)
	if problem := p.loss(datasets); problem != nil && !by.TakeOver {
		return p, problem
	}
	return p, nil
}

func (p *plan) storedAbove(ctx context.Context, v *graph.View, kind claim.RelationshipKind) func(claim.ID) ([]claim.ID, error) {
	return func(id claim.ID) ([]claim.ID, error) {
		ref := v.NodeOf(id)
		if ref == 0 {
			return nil, nil
		}
		incidences, err := v.IncidencesOf(ctx, []quadstore.ID{ref}, []claim.RelationshipKind{kind}, claim.Out, false)
		above := make([]claim.ID, len(incidences))
		for i, t := range incidences {
			above[i] = v.IDAt(t.Object)
		}
		return above, err
	}
}

// claims asserts what is wanted and not said, and cites what is said and not so cited.
func (p *plan) claims(ctx context.Context, datasets []*claim.Dataset) error {
	var order []claim.Claim
	for _, d := range datasets {
		for _, c := range d.Claims {
			a := c.Base()
			if first := p.wanted[a.ID]; first != nil { // two documents, one claim
				first.Base().Citations = append(first.Base().Citations, a.Citations...)
				claim.Normalise(first)
				continue
			}
			p.wanted[a.ID] = c
			order = append(order, c)
		}
	}
	for i, c := range order {
		if i%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		held, err := p.heldBack(c)
		if err != nil {
			return err
		}
		if held && !p.reassert {
			p.hold(c.Base().ID)
			continue
		}
		if p.deferred == nil || !p.deferClaim(c) {
			p.claim(c)
		}
	}
	return nil
}

func (p *plan) claim(c claim.Claim) {
	a := c.Base()
	p.nameOf(c)
	ref := p.Snapshot().ID(p.IRIOf(a.ID))
	said := ref != 0 && p.Snapshot().Degree(ref, quad.Label, 0) > 0
	stands := said && !p.Retractions().Has(ref)
	if stands {
		p.report.Unchanged++
	} else {
		p.assert(c, said)
	}
	var cited []string
	for _, cite := range a.Citations {
		id := claim.CitationID(a.ID, cite)
		fresh := p.cite(a.ID, cite, said)
		p.own(id, cite.Document, fresh)
		if fresh {
			cited = append(cited, string(id))
			if stands {
				p.report.Cited++
				p.edit(commitlog.Edit{Kind: commitlog.ClaimCited, Subject: string(a.ID), Citations: []string{string(id)}}, c)
			}
		}
	}
	if !stands {
		p.edit(commitlog.Edit{Kind: commitlog.ClaimAsserted, Subject: string(a.ID), Citations: cited}, c)
	}
}

// nameOf has the index of names look at what a claim names, and at those that are listed only while a claim speaks of them.
func (p *plan) nameOf(c claim.Claim) {
	if p.Vocabulary().ID(encoding.PredFormerName) != 0 {
		for _, id := range claim.EntitiesIn(c) {
			p.listAnew(id, p.Snapshot().ID(p.IRIOf(id)))
		}
	}
	if attribute, ok := c.(*claim.Attribute); ok && attribute.Property == "name" {
		p.batch.Renamed[attribute.About] = true
	}
}

// listAnew has the index of names look at an entity that no data set names any more.
func (p *plan) listAnew(id claim.ID, node quadstore.ID) {
	if former := p.Vocabulary().ID(encoding.PredFormerName); former != 0 && node != 0 && p.Snapshot().Degree(node, quad.Subject, former) > 0 {
		p.batch.Renamed[id] = true
	}
}

// assert writes a claim that does not stand; said before, it is only recorded again.
func (p *plan) assert(c claim.Claim, said bool) {
	a := c.Base()
	p.report.Asserted++
	if said {
		p.batch.Restored = append(p.batch.Restored, a.ID)
	} else {
		p.encoder.Claim(c)
		p.batch.Asserted = append(p.batch.Asserted, a.ID)
	}
	p.encoder.Add(p.IRIOf(a.ID), encoding.PredRecorded, p.now, nil)
}

// cite writes a citation of a claim, unless it stands, and reports whether it did.
func (p *plan) cite(of claim.ID, cite claim.Citation, said bool) bool {
	id := claim.CitationID(of, cite)
	self := p.IRIOf(id)
	ref := p.Snapshot().ID(self)
	switch {
	case ref == 0 || p.Snapshot().Degree(ref, quad.Label, 0) == 0:
		p.encoder.Citation(of, cite)
	case !p.Retractions().Has(ref):
		return false
	default:
		p.batch.Restored = append(p.batch.Restored, id)
	}
	if said {
		p.encoder.Add(self, encoding.PredRecorded, p.now, nil)
	}
	return true
}

// retractions takes away the citations that the datasets made and make no more, and the claims that are left with none.
// What others cite from the same documents stays.
func (p *plan) retractions(ctx context.Context, datasets []*claim.Dataset) error {
	documents, err := p.scope(ctx, datasets)
	if err != nil {
		return err
	}
	quoted := p.Vocabulary().ID(encoding.PredQuotedFrom)
	if quoted == 0 {
		return nil
	}
	var edges quadstore.Edges
	if err := p.Snapshot().Expand(ctx, &edges, documents, quad.Object, quoted); err != nil {
		return err
	}
	if edges.Len() == 0 {
		return nil
	}
	wanted := map[claim.ID]bool{}
	for id, c := range p.wanted {
		for _, cite := range c.Base().Citations {
			wanted[claim.CitationID(id, cite)] = true
		}
	}
	owners, err := p.owners(ctx, edges.Label, edges.Object)
	if err != nil {
		return err
	}
	var touched []quadstore.ID
	for i, claim := range edges.Subject {
		self := p.IDAt(edges.Label[i])
		if !claim.IsClaim() || p.Retractions().Has(edges.Label[i]) || p.Retractions().Has(claim) || wanted[self] || self == "" {
			continue
		}
		if !p.disown(self, owners[i], datasets) {
			continue
		}
		p.uncite(p.IDAt(claim), self)
		touched = append(touched, claim)
	}
	return p.orphans(ctx, nodeset.New(touched))
}

// uncite retracts a citation.
func (p *plan) uncite(claim, citation claim.ID) {
	p.encoder.Add(p.IRIOf(citation), encoding.PredRetracted, p.now, nil)
	p.batch.Gone = append(p.batch.Gone, citation)
	p.dropped[claim] = append(p.dropped[claim], citation)
}

// orphans retracts the claims that have lost their last citation.
func (p *plan) orphans(ctx context.Context, touched nodeset.Set) error {
	var edges quadstore.Edges
	if err := p.About(ctx, &edges, touched, encoding.PredQuotedFrom); err != nil {
		return err
	}
	for i, node := range touched {
		id := p.IDAt(node)
		lo, hi := edges.Of(i)
		standing := -len(p.dropped[id])
		for _, citation := range edges.Label[lo:hi] {
			if !p.Retractions().Has(citation) {
				standing++
			}
		}
		if p.wanted[id] != nil || standing > 0 {
			p.report.Uncited += len(p.dropped[id])
			for _, citation := range p.dropped[id] {
				p.edit(commitlog.Edit{Kind: commitlog.ClaimUncited, Subject: string(id), Citations: []string{string(citation)}}, nil)
			}
			continue
		}
		p.retract(id, claim.Strings(p.dropped[id]), "")
		if refs, err := p.EdgesOf(ctx, []quadstore.ID{node}); err != nil {
			return err
		} else if len(refs) == 1 {
			p.batch.Renamed[p.IDAt(refs[0].Subject)] = true
			p.listAnew(p.IDAt(refs[0].Object), refs[0].Object)
		}
	}
	return nil
}

// retract writes that a claim stands no more.
func (p *plan) retract(id claim.ID, citations []string, revisedBy claim.ID) {
	p.encoder.Add(p.IRIOf(id), encoding.PredRetracted, p.now, nil)
	p.batch.Gone = append(p.batch.Gone, id)
	p.report.Retracted++
	p.edit(commitlog.Edit{Kind: commitlog.ClaimRetracted, Subject: string(id), Citations: citations, Other: string(revisedBy)}, nil)
}

// scope is the documents that the datasets declare or declared before.
func (p *plan) scope(ctx context.Context, datasets []*claim.Dataset) ([]quadstore.ID, error) {
	var documents []quadstore.ID
	for _, d := range datasets {
		edges, err := p.described(ctx, d)
		if err != nil {
			return nil, err
		}
		for i, pred := range edges.Pred {
			if pred == p.Vocabulary().ID(encoding.PredType) && edges.Object[i] == p.Vocabulary().ID(quad.IRI(claim.Document.Class())) {
				documents = append(documents, edges.Subject[i])
			}
		}
		for _, e := range d.Entities {
			if e.ID.Kind() == claim.Document {
				documents = append(documents, p.Snapshot().ID(p.IRIOf(e.ID)))
			}
		}
	}
	return nodeset.New(documents), nil
}

// described is the quads that the dataset's earlier version labelled: its descriptions of entities.
func (p *plan) described(ctx context.Context, d *claim.Dataset) (*quadstore.Edges, error) {
	edges := new(quadstore.Edges)
	label := p.Snapshot().ID(p.DatasetIRI(d.Name))
	return edges, p.Snapshot().Expand(ctx, edges, []quadstore.ID{label}, quad.Label)
}

// entities describes entities as the datasets do. What a dataset no longer mentions it names no more: claims that were made
// of it go on showing what it was called.
func (p *plan) entities(ctx context.Context, datasets []*claim.Dataset) error {
	for _, d := range datasets {
		edges, err := p.described(ctx, d)
		if err != nil {
			return err
		}
		old := map[quad.IRI][]quad.Quad{} // by the entity that each quad describes
		for i := range edges.Pred {
			q := quad.Quad{
				Subject: p.Snapshot().Value(edges.Subject[i]), Predicate: p.Snapshot().Value(edges.Pred[i]),
				Object: p.Snapshot().Value(edges.Object[i]), Label: p.Snapshot().Value(edges.Label[i]),
			}
			about, _ := q.Subject.(quad.IRI)
			old[about] = append(old[about], q)
		}
		p.describeDataset(d, old[p.DatasetIRI(d.Name)])
		for _, e := range d.Entities {
			p.describe(e, p.DatasetIRI(d.Name), old[p.IRIOf(e.ID)])
			delete(old, p.IRIOf(e.ID))
		}
		for _, about := range slices.Sorted(maps.Keys(old)) {
			p.nameNoMore(p.IDOf(string(about)), old[about])
		}
	}
	return nil
}

// nameNoMore lets what a dataset called an entity be its former name.
func (p *plan) nameNoMore(id claim.ID, old []quad.Quad) {
	for _, q := range old {
		if q.Predicate != encoding.PredName || id.Kind() == "" {
			continue
		}
		name := literalText(q.Object)
		p.batch.Remove = append(p.batch.Remove, q)
		p.encoder.Add(p.IRIOf(id), encoding.PredFormerName, q.Object, q.Label)
		p.batch.Renamed[id] = true
		p.edit(commitlog.Edit{Kind: commitlog.EntityDescribed, Subject: string(id), NameBefore: name, NameAfter: name}, nil)
	}
}

// describe adds the quads of an entity that are new and removes those that its dataset no longer has.
func (p *plan) describe(e claim.EntityRecord, dataset quad.IRI, old []quad.Quad) {
	fresh := encoding.Encoder{Namer: p.Namer}
	fresh.Entity(e, dataset)
	var added, gone []quad.Quad
	for _, q := range fresh.Quads {
		if !slices.Contains(old, q) {
			added = append(added, q)
		}
	}
	for _, q := range old {
		if !slices.Contains(fresh.Quads, q) && q.Predicate != encoding.PredReplacedBy && q.Predicate != encoding.PredDeclaredBy {
			gone = append(gone, q)
		}
	}
	if len(added)+len(gone) == 0 {
		return
	}
	p.encoder.Quads = append(p.encoder.Quads, added...)
	p.batch.Remove = append(p.batch.Remove, gone...)
	p.report.Entities++
	p.batch.Renamed[e.ID] = true
	p.noteDescription(e.ID, e.Name, added, gone, old)
}

// noteDescription tells the log of an entity that is described anew or otherwise.
func (p *plan) noteDescription(id claim.ID, name string, added, gone, old []quad.Quad) {
	edit := commitlog.Edit{Kind: commitlog.EntityDescribed, Subject: string(id), NameAfter: name}
	if id.Kind() == claim.Document && len(old) == 0 {
		edit = commitlog.Edit{Kind: commitlog.DocumentAdded, Subject: string(id), NameAfter: name}
	}
	for _, q := range old {
		if q.Predicate == encoding.PredName {
			edit.NameBefore = literalText(q.Object)
		}
	}
	for _, list := range []struct {
		quads []quad.Quad
		into  *[]string
	}{{added, &edit.Added}, {gone, &edit.Removed}} {
		for _, q := range list.quads {
			if q.Predicate == encoding.PredIdentifier {
				*list.into = append(*list.into, literalText(q.Object))
			}
		}
	}
	p.edit(edit, nil)
}

func literalText(v quad.Value) string {
	s, _ := v.(quad.String)
	return string(s)
}
