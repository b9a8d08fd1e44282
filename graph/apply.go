package graph

import (
	"context"
	"slices"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/quadstore"
)

// Report counts what a load changed, or would change.
type Report struct {
	Asserted  int // claims that the graph did not say before
	Retracted int // claims that it no longer says
	Unchanged int // claims that it said already
	Cited     int // citations added to claims that it said already
	Uncited   int // citations taken from claims that it still says
	Entities  int // entities described anew or otherwise
	Quads     int // quads added
}

// Changed reports whether the load changed anything.
func (r Report) Changed() bool {
	return r.Asserted+r.Retracted+r.Cited+r.Uncited+r.Entities+r.Quads > 0
}

// Load makes the graph say what the datasets say: what is new is asserted, what a dataset said before and no longer says
// is retracted, and both are recorded at one moment. It does all of it or nothing. Its error is Problems where a dataset
// breaks the rules of the model.
func (g *Graph) Load(ctx context.Context, datasets []*claim.Dataset) (Report, error) {
	g.writes.Lock()
	defer g.writes.Unlock()
	p, err := g.plan(ctx, datasets)
	if err != nil || !p.report.Changed() {
		return p.report, err
	}
	if err := g.store.Apply(ctx, quadstore.Batch{Add: p.encoder.quads, Remove: p.removed}); err != nil {
		return Report{}, err
	}
	return p.report, g.reindex(ctx, p.renamed)
}

// Plan is what Load would do.
func (g *Graph) Plan(ctx context.Context, datasets []*claim.Dataset) (Report, error) {
	g.writes.Lock()
	defer g.writes.Unlock()
	p, err := g.plan(ctx, datasets)
	return p.report, err
}

func (g *Graph) plan(ctx context.Context, datasets []*claim.Dataset) (*plan, error) {
	v := g.Now()
	p := &plan{
		View: v, encoder: encoder{namer: g.namer}, wanted: map[claim.ID]claim.Claim{}, dropped: map[claim.ID]int{},
		now: dateTime(time.Now()), renamed: map[claim.ID]bool{},
	}
	for _, d := range datasets {
		for _, c := range d.Claims {
			claim.Normalise(c)
		}
	}
	if err := p.rename(ctx, datasets); err != nil {
		return p, err
	}
	known := func(id claim.ID) bool { return v.snap.Mentions(v.ref(id)) }
	if problems := claim.Validate(datasets, known); problems != nil {
		return p, problems
	}
	for _, kind := range hierarchical {
		problems, err := checkCycles(kind, datasets, p.storedAbove(ctx, kind))
		if err != nil {
			return p, err
		}
		if problems != nil {
			return p, problems
		}
	}
	for _, step := range []func(context.Context, []*claim.Dataset) error{p.entities, p.claims, p.retractions} {
		if err := step(ctx, datasets); err != nil {
			return p, err
		}
	}
	p.report.Quads = len(p.encoder.quads)
	return p, nil
}

// plan is a load worked out against one view, before anything is written.
type plan struct {
	*View
	encoder encoder
	removed []quad.Quad // of entities' descriptions; what was claimed is never removed
	wanted  map[claim.ID]claim.Claim
	dropped map[claim.ID]int // citations taken from each claim that stood
	now     quad.Value
	renamed map[claim.ID]bool // entities whose names may have changed
	report  Report
}

func (p *plan) storedAbove(ctx context.Context, kind claim.RelationshipKind) func(claim.ID) ([]claim.ID, error) {
	return func(id claim.ID) ([]claim.ID, error) {
		ref := p.ref(id)
		if ref == 0 {
			return nil, nil
		}
		ties, err := p.tiesOf(ctx, []quadstore.ID{ref}, []claim.RelationshipKind{kind}, claim.Out, false)
		above := make([]claim.ID, len(ties))
		for i, t := range ties {
			above[i] = p.idOf(t.object)
		}
		return above, err
	}
}

// claims asserts what is wanted and not said, and cites what is said and not so cited.
func (p *plan) claims(ctx context.Context, datasets []*claim.Dataset) error {
	var order []claim.ID
	for _, d := range datasets {
		for _, c := range d.Claims {
			a := c.Base()
			if first := p.wanted[a.ID]; first != nil { // two documents, one claim
				first.Base().Citations = append(first.Base().Citations, a.Citations...)
				claim.Normalise(first)
				continue
			}
			p.wanted[a.ID] = c
			order = append(order, a.ID)
		}
	}
	for i, id := range order {
		if i%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		p.claim(p.wanted[id])
	}
	return nil
}

func (p *plan) claim(c claim.Claim) {
	a := c.Base()
	if attribute, ok := c.(*claim.Attribute); ok && attribute.Property == "name" {
		p.renamed[attribute.About] = true
	}
	ref := p.snap.ID(p.iri(a.ID))
	said := ref != 0 && p.snap.Degree(ref, quad.Label, 0) > 0
	stands := said && !p.retired.has(ref)
	switch {
	case stands:
		p.report.Unchanged++
	case said:
		p.report.Asserted++
		p.encoder.add(p.iri(a.ID), predRecorded, p.now, nil)
	default:
		p.report.Asserted++
		p.encoder.claim(c)
		p.encoder.add(p.iri(a.ID), predRecorded, p.now, nil)
	}
	for _, cite := range a.Citations {
		self := p.iri(claim.CitationID(a.ID, cite))
		citation := p.snap.ID(self)
		switch {
		case citation == 0 || p.snap.Degree(citation, quad.Label, 0) == 0:
			p.encoder.citation(a.ID, cite)
		case !p.retired.has(citation):
			continue
		}
		if said {
			p.encoder.add(self, predRecorded, p.now, nil)
		}
		if stands {
			p.report.Cited++
		}
	}
}

// retractions takes away the citations into the datasets' documents that no dataset makes any more, and the claims that
// are left with none.
func (p *plan) retractions(ctx context.Context, datasets []*claim.Dataset) error {
	documents, err := p.scope(ctx, datasets)
	if err != nil {
		return err
	}
	quoted := p.terms.id(predQuotedFrom)
	if quoted == 0 {
		return nil
	}
	var edges quadstore.Edges
	if err := p.snap.Expand(ctx, &edges, documents, quad.Object, quoted); err != nil {
		return err
	}
	wanted := map[claim.ID]bool{}
	for id, c := range p.wanted {
		for _, cite := range c.Base().Citations {
			wanted[claim.CitationID(id, cite)] = true
		}
	}
	var touched []quadstore.ID
	for i, claim := range edges.Subject {
		self := p.idOf(edges.Label[i])
		if p.retired.has(edges.Label[i]) || p.retired.has(claim) || wanted[self] || self == "" {
			continue
		}
		p.encoder.add(p.iri(self), predRetracted, p.now, nil)
		p.dropped[p.idOf(claim)]++
		touched = append(touched, claim)
	}
	return p.orphans(ctx, newIDSet(touched))
}

// orphans retracts the claims that have lost their last citation.
func (p *plan) orphans(ctx context.Context, touched idSet) error {
	var edges quadstore.Edges
	if err := p.about(ctx, &edges, touched, predQuotedFrom); err != nil {
		return err
	}
	for i, claim := range touched {
		id := p.idOf(claim)
		lo, hi := edges.Of(i)
		standing := -p.dropped[id]
		for _, citation := range edges.Label[lo:hi] {
			if !p.retired.has(citation) {
				standing++
			}
		}
		if p.wanted[id] != nil || standing > 0 {
			p.report.Uncited += p.dropped[id]
			continue
		}
		p.encoder.add(p.iri(id), predRetracted, p.now, nil)
		p.report.Retracted++
		if refs, err := p.edgesOf(ctx, []quadstore.ID{claim}); err == nil && len(refs) == 1 {
			p.renamed[p.idOf(refs[0].subject)] = true
		}
	}
	return nil
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
			if pred == p.terms.id(predType) && edges.Object[i] == p.terms.id(quad.IRI(claim.Document.Class())) {
				documents = append(documents, edges.Subject[i])
			}
		}
		for _, e := range d.Entities {
			if e.ID.Kind() == claim.Document {
				documents = append(documents, p.snap.ID(p.iri(e.ID)))
			}
		}
	}
	return newIDSet(documents), nil
}

// described is the quads that the dataset's earlier version labelled: its descriptions of entities.
func (p *plan) described(ctx context.Context, d *claim.Dataset) (*quadstore.Edges, error) {
	edges := new(quadstore.Edges)
	label := p.snap.ID(p.dataset(d.Name))
	return edges, p.snap.Expand(ctx, edges, []quadstore.ID{label}, quad.Label)
}

// entities describes entities as the datasets do. What an entity's dataset no longer mentions stays as it was described:
// claims that were made of it go on naming it.
func (p *plan) entities(ctx context.Context, datasets []*claim.Dataset) error {
	for _, d := range datasets {
		edges, err := p.described(ctx, d)
		if err != nil {
			return err
		}
		old := map[quad.IRI][]quad.Quad{} // by the entity that each quad describes
		for i := range edges.Pred {
			q := quad.Quad{
				Subject: p.snap.Value(edges.Subject[i]), Predicate: p.snap.Value(edges.Pred[i]),
				Object: p.snap.Value(edges.Object[i]), Label: p.snap.Value(edges.Label[i]),
			}
			about, _ := q.Subject.(quad.IRI)
			if q.Predicate == predReplacedBy {
				about, _ = q.Object.(quad.IRI)
			}
			old[about] = append(old[about], q)
		}
		for i, e := range d.Entities {
			if err := p.agree(ctx, d, i, datasets); err != nil {
				return err
			}
			p.describe(e, p.dataset(d.Name), old[p.iri(e.ID)])
		}
	}
	return nil
}

// describe adds the quads of an entity that are new and removes those that its dataset no longer has.
func (p *plan) describe(e claim.EntityRecord, dataset quad.IRI, old []quad.Quad) {
	fresh := encoder{namer: p.namer}
	fresh.entity(e, dataset)
	changed := false
	for _, q := range fresh.quads {
		if !slices.Contains(old, q) {
			p.encoder.quads = append(p.encoder.quads, q)
			changed = true
		}
	}
	for _, q := range old {
		if !slices.Contains(fresh.quads, q) {
			p.removed = append(p.removed, q)
			changed = true
		}
	}
	if changed {
		p.report.Entities++
		p.renamed[e.ID] = true
	}
}

// agree refuses a name that differs from the one that another dataset, not part of this load, gives the entity.
func (p *plan) agree(ctx context.Context, d *claim.Dataset, i int, datasets []*claim.Dataset) error {
	e := d.Entities[i]
	var edges quadstore.Edges
	if err := p.about(ctx, &edges, []quadstore.ID{p.snap.ID(p.iri(e.ID))}, predName); err != nil {
		return err
	}
	for j, label := range edges.Label {
		by := p.text(label)
		again := slices.ContainsFunc(datasets, func(other *claim.Dataset) bool { return string(p.dataset(other.Name)) == by })
		if name := p.text(edges.Object[j]); !again && label != 0 && name != e.Name {
			return claim.ValidationErrors{{Dataset: d.Name, Section: claim.InEntities, Index: i, Field: "name", Err: errNamedOtherwise(e, name, by)}}
		}
	}
	return nil
}
