package write

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/encoding"
	"whence/graph/nodeset"
	"whence/graph/quadstore"
	"whence/graph/search"
)

// DescribeEntity settles what an entity is called and which registers know it.
type DescribeEntity struct {
	Entity      claim.ID
	Name        string // that a standing claim gives it; "" leaves it as it is
	Add, Remove []claim.Identifier
	Cited       []Cited // where an identifier is printed
}

func (DescribeEntity) action() commitlog.Action { return commitlog.Describe }

func (m DescribeEntity) plan(ctx context.Context, d *draft) error {
	d.reasonGiven()
	found, err := d.seen.Entities(ctx, []claim.ID{m.Entity})
	if err != nil {
		return err
	}
	e := found[0]
	if e == nil {
		d.fail(UnknownID, input("entity"), "no entity %.80q", m.Entity).Nearest = d.nearIDs(m.Entity)
		return nil
	}
	if m.Name == "" && len(m.Add)+len(m.Remove) == 0 {
		d.fail(InvalidValue, input(), "say what to settle: a name, identifiers to add or to remove")
		return nil
	}
	citations, err := d.placeAll(ctx, m.Cited, input("citations"))
	if err != nil {
		return err
	}
	edit := commitlog.Edit{Kind: commitlog.EntityDescribed, Subject: string(e.ID), NameBefore: e.Name, NameAfter: e.Name}
	if m.Name != "" && m.Name != e.Name {
		if err := d.settleName(ctx, e, m.Name); err != nil {
			return err
		}
		edit.NameAfter = m.Name
	}
	if err := m.addIdentifiers(ctx, d, e, &edit); err != nil {
		return err
	}
	if err := m.removeIdentifiers(ctx, d, e, &edit); err != nil || len(d.outcome.Errors) > 0 {
		return err
	}
	d.outcome.Entities = []claim.ID{e.ID}
	if edit.NameAfter == edit.NameBefore && len(edit.Added)+len(edit.Removed) == 0 {
		d.warn(AlreadySaid, nil, nil, "it is described so already: there is nothing to write")
		return nil
	}
	for _, c := range citations {
		d.encoder.Citation(e.ID, c)
		edit.Citations = append(edit.Citations, string(claim.CitationID(e.ID, c)))
	}
	d.noteSettled(e.ID, edit)
	return nil
}

// noteSettled tells the log of a name or identifiers that were settled.
func (d *draft) noteSettled(id claim.ID, e commitlog.Edit) {
	d.report.Entities++
	d.batch.Renamed[id] = true
	d.edit(e, nil)
}

// settleName lets an entity be called by a name that a standing claim gives it.
func (d *draft) settleName(ctx context.Context, e *claim.Entity, name string) error {
	pred := d.Vocabulary().ID(encoding.PropertyPredicate("name"))
	var edges quadstore.Edges
	if pred != 0 {
		if err := d.seen.Snapshot().Expand(ctx, &edges, []quadstore.ID{quadstore.ID(e.Ref)}, quad.Subject, pred); err != nil {
			return err
		}
	}
	for i, label := range edges.Label {
		if label.IsClaim() && !d.Retractions().Has(label) && d.Text(edges.Object[i]) == name {
			return d.callIt(ctx, e, name)
		}
	}
	d.fail(NameNotCited, input("name"), "no claim that stands says that %s is called %.80q: assert one with its citation first", e.ID, name)
	return nil
}

// callIt puts a name in the place of the one that was settled before.
func (d *draft) callIt(ctx context.Context, e *claim.Entity, name string) error {
	if err := d.forgetName(ctx, e); err != nil {
		return err
	}
	d.encoder.Add(d.IRIOf(e.ID), encoding.PredSettledName, quad.String(name), d.DatasetIRI(encoding.APIDataset))
	return nil
}

// forgetName takes away that the name of an entity was settled.
func (d *draft) forgetName(ctx context.Context, e *claim.Entity) error {
	var edges quadstore.Edges
	if err := d.About(ctx, &edges, []quadstore.ID{quadstore.ID(e.Ref)}, encoding.PredSettledName); err != nil {
		return err
	}
	for i := range edges.Pred {
		d.batch.Remove = append(d.batch.Remove, d.Snapshot().Quad(quadstore.Quad{Subject: edges.Subject[i], Predicate: edges.Pred[i], Object: edges.Object[i], Label: edges.Label[i]}))
	}
	return nil
}

// addIdentifiers adds the identifiers that an entity lacks.
func (m DescribeEntity) addIdentifiers(ctx context.Context, d *draft, e *claim.Entity, edit *commitlog.Edit) error {
	if len(m.Add) > 0 && len(m.Cited) == 0 {
		d.fail(EvidenceRequired, input("citations"), "say where the identifier is printed")
	}
	has, err := d.seen.Identifiers(ctx, []*claim.Entity{e})
	if err != nil {
		return err
	}
	for i, id := range m.Add {
		at := input("addIdentifiers", i)
		if !d.wellFormed(e.ID, id, at) || slices.ContainsFunc(has[0], func(h claim.Identifier) bool { return h.Key() == id.Key() }) {
			continue
		}
		switch bearer, err := search.EntityByIdentifier(ctx, d.seen, id.Scheme, id.Value); {
		case err == nil:
			d.fail(DuplicateSuspected, at, "%s has the identifier %s already: are they one?", bearer.ID, id.Key()).Nearest = []string{string(bearer.ID)}
			continue
		case !errors.Is(err, graph.ErrNotFound):
			return err
		}
		d.encoder.Add(d.IRIOf(e.ID), encoding.PredIdentifier, quad.String(id.Key()), d.DatasetIRI(encoding.APIDataset))
		edit.Added = append(edit.Added, id.Key())
	}
	return nil
}

// wellFormed refuses an identifier that no register could have given.
func (d *draft) wellFormed(of claim.ID, id claim.Identifier, at []string) bool {
	data := &claim.Dataset{Name: "api", Entities: []claim.EntityRecord{{ID: of, Name: "described", Identifiers: []claim.Identifier{id}}}}
	problems := claim.Validate([]*claim.Dataset{data}, d.taken)
	for _, problem := range problems {
		d.fail(InvalidValue, at, "%s", strings.TrimSuffix(problem.Err.Error(), ": "+claim.ErrInvalid.Error()))
	}
	return len(problems) == 0
}

// removeIdentifiers takes identifiers away, whoever gave them.
func (m DescribeEntity) removeIdentifiers(ctx context.Context, d *draft, e *claim.Entity, edit *commitlog.Edit) error {
	for i, id := range m.Remove {
		gone, err := d.identifierQuads(ctx, e, id)
		if err != nil {
			return err
		}
		if len(gone) == 0 {
			d.fail(UnknownID, input("removeIdentifiers", i), "%s has no identifier %s", e.ID, id.Key())
			continue
		}
		d.batch.Remove = append(d.batch.Remove, gone...)
		edit.Removed = append(edit.Removed, id.Key())
	}
	return nil
}

// identifierQuads is the quads that give an entity, or what it is one with, an identifier.
func (d *draft) identifierQuads(ctx context.Context, e *claim.Entity, id claim.Identifier) ([]quad.Quad, error) {
	members := []quadstore.ID{quadstore.ID(e.Ref)}
	for _, m := range d.seen.Snapshot().MembersOf(members[0]) {
		members = append(members, quadstore.ID(m))
	}
	var edges quadstore.Edges
	if err := d.About(ctx, &edges, nodeset.New(members), encoding.PredIdentifier, encoding.PredIdentifierURI); err != nil {
		return nil, err
	}
	var found []quad.Quad
	for i := range edges.Pred {
		key, _, _ := strings.Cut(d.Text(edges.Object[i]), " ")
		if key == id.Key() {
			found = append(found, d.Snapshot().Quad(quadstore.Quad{Subject: edges.Subject[i], Predicate: edges.Pred[i], Object: edges.Object[i], Label: edges.Label[i]}))
		}
	}
	return found, nil
}

// undoSettled puts back the name and the identifiers that an entity had.
func (d *draft) undoSettled(ctx context.Context, id claim.ID, e commitlog.Edit) error {
	found, err := d.seen.Entities(ctx, []claim.ID{id})
	if err != nil || found[0] == nil {
		return err
	}
	of, back := found[0], commitlog.Edit{Kind: commitlog.EntityDescribed, Subject: string(id), NameBefore: found[0].Name, NameAfter: found[0].Name}
	if e.NameBefore != e.NameAfter {
		if err := d.callIt(ctx, of, e.NameBefore); err != nil {
			return err
		}
		back.NameAfter = e.NameBefore
	}
	for _, key := range e.Added {
		gone, err := d.identifierQuads(ctx, of, claim.ParseIdentifier(key))
		if err != nil {
			return err
		}
		d.batch.Remove = append(d.batch.Remove, gone...)
		back.Removed = append(back.Removed, key)
	}
	for _, key := range e.Removed {
		d.encoder.Add(d.IRIOf(of.ID), encoding.PredIdentifier, quad.String(key), d.DatasetIRI(encoding.APIDataset))
		back.Added = append(back.Added, key)
	}
	d.outcome.Entities = append(d.outcome.Entities, of.ID)
	d.noteSettled(of.ID, back)
	return nil
}
