package erasure

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/encoding"
	"whence/graph/quadstore"
	"whence/graph/sourcetext"
)

// Request asks for an erasure.
type Request struct {
	IDs    []claim.ID // of entities, documents and claims
	Agent  claim.ID   // who does it
	Reason string     // why: it stays in the log, so it must not name what is erased
	DryRun bool       // say what would go and change nothing
}

// Report says what was taken out, and what is left to be looked at.
type Report struct {
	Erased  []claim.ID // entities and documents, by id
	Count   map[string]int
	Quads   int    // taken out
	Texts   int    // of documents, that the store kept
	Commits int    // whose edits were written anew
	Edits   int    // that are Erased now
	Asked   int    // proposals that ask for nothing any more
	Commit  uint64 // that did it; 0 where nothing was changed
	Remains Remains
}

// Erase takes what a request names out of the store in a folder, for good. No process may have the store open. It needs as much
// free space as the store takes; a crash leaves the store as it was before, or as it is after. The error wraps
// graph.ErrNotFound where an id is unknown, claim.ErrInvalid where a request can't be carried out.
func Erase(ctx context.Context, folder string, r Request) (*Report, error) {
	e := &eraser{request: r, report: &Report{Count: map[string]int{}}}
	if err := r.check(); err != nil {
		return nil, err
	}
	if err := e.prepare(ctx, folder); err != nil {
		return nil, err
	}
	rewrite := func(from *quadstore.Store, write newStore) error { return e.rewrite(ctx, from, write) }
	return e.report, rewriteStore(ctx, folder, r.DryRun, rewrite)
}

func (r *Request) check() error {
	if len(r.IDs) == 0 {
		return fmt.Errorf("nothing to erase: name ids of entities, documents or claims: %w", claim.ErrInvalid)
	}
	if strings.TrimSpace(r.Reason) == "" {
		return fmt.Errorf("an erasure needs a reason, which stays in the log: %w", claim.ErrInvalid)
	}
	for _, id := range r.IDs {
		if _, err := claim.ParseID(string(id)); err != nil {
			return err
		}
		if id.Kind() == "" && !id.IsClaim() {
			return fmt.Errorf("id %s: want that of an entity, a document or a claim: %w", id, claim.ErrInvalid)
		}
	}
	return nil
}

// eraser carries out one request.
type eraser struct {
	request Request
	report  *Report
	scope   *scope
	names   nameList // what is erased is called
	texts   map[string]bool
}

// prepare finds what the request names, with all that it is one with, and what it is called.
func (e *eraser) prepare(ctx context.Context, folder string) (err error) {
	g, err := graph.Open(ctx, graph.Options{Path: folder})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.Close()) }()
	v := g.Now()
	e.scope = &scope{Namer: g.Namer, erased: map[claim.ID]bool{}, lost: map[claim.ID]bool{}}
	claims, err := v.Claims(ctx, e.request.IDs)
	if err != nil {
		return err
	}
	entities, err := v.Entities(ctx, e.request.IDs)
	if err != nil {
		return err
	}
	for i, id := range e.request.IDs {
		switch {
		case claims[i] != nil:
			e.scope.erase(id)
		case entities[i] == nil:
			return graph.NotFound("id", id)
		default:
			e.scope.erase(id)
			for _, member := range v.Members(entities[i]) {
				e.scope.erase(member)
			}
		}
	}
	entities = slices.DeleteFunc(entities, func(e *claim.Entity) bool { return e == nil || e.Kind == claim.Document })
	aliases, err := v.Aliases(ctx, entities)
	for i, of := range entities {
		e.names.add(of.Name)
		if err == nil {
			e.names.add(aliases[i]...)
		}
	}
	return err
}

// rewrite works out what goes, and writes the store without it.
func (e *eraser) rewrite(ctx context.Context, from *quadstore.Store, write newStore) error {
	snap := from.Snapshot()
	if err := e.scope.grow(func() iter.Seq2[quad.Quad, error] { return snap.Quads(ctx) }); err != nil {
		return err
	}
	if err := e.look(ctx, from); err != nil {
		return err
	}
	_, head, err := commitlog.Open(ctx, from)
	if err != nil {
		return err
	}
	redaction := &commitlog.Redaction{
		By: head.Number + 1, Erased: func(id string) bool { return e.scope.erased[claim.ID(id)] },
		Mentions: func(text string) bool { return e.scope.mentions(text, e.names) },
	}
	if redaction.Mentions(e.request.Reason) {
		return fmt.Errorf("the reason names what is to be erased, and stays in the log: say it without: %w", claim.ErrInvalid)
	}
	if write == nil { // the log alone is read, so that a dry run says all
		for _, err := range redaction.Records(ctx, from) {
			if err != nil {
				return err
			}
		}
		e.fill(redaction)
		return nil
	}
	return e.write(ctx, from, write, redaction, head)
}

// write writes the store without what is erased: its quads, its texts, its log with the commit that erases.
func (e *eraser) write(ctx context.Context, from *quadstore.Store, write newStore, redaction *commitlog.Redaction, head commitlog.Head) error {
	kept := func(yield func(quad.Quad, error) bool) {
		for q, err := range from.Snapshot().Quads(ctx) {
			if (err != nil || e.scope.keeps(q)) && !yield(q, err) {
				return
			}
		}
	}
	side := func(yield func(quadstore.SideRecord, error) bool) {
		for record, err := range e.keptTexts(ctx, from) {
			if !yield(record, err) || err != nil {
				return
			}
		}
		for record, err := range redaction.Records(ctx, from) {
			if !yield(record, err) || err != nil {
				return
			}
		}
		c := &commitlog.Commit{At: head.Moment(time.Now()), Agent: string(e.request.Agent), Action: commitlog.Erase, Reason: e.request.Reason}
		for _, record := range redaction.Commit(head, c, e.kinds()) {
			if !yield(record, nil) {
				return
			}
		}
		e.report.Commit = c.Number
		e.fill(redaction)
	}
	return write(kept, side)
}

// keptTexts yields the texts that the store keeps, but those of erased documents.
func (e *eraser) keptTexts(ctx context.Context, from *quadstore.Store) iter.Seq2[quadstore.SideRecord, error] {
	first := sourcetext.Key("")
	return func(yield func(quadstore.SideRecord, error) bool) {
		for record, err := range from.SideRange(ctx, first, []byte{first[0] + 1}, quadstore.Ascending) {
			if err == nil && e.texts[string(record.Key[len(first):])] {
				continue
			}
			if !yield(record, err) || err != nil {
				return
			}
		}
	}
}

// kinds is the edits that the erasing commit has, one for each thing that goes.
func (e *eraser) kinds() []commitlog.EditKind {
	var out []commitlog.EditKind
	for _, id := range slices.Sorted(maps.Keys(e.scope.erased)) {
		switch kind := id.Kind(); {
		case id.IsClaim():
			out = append(out, commitlog.ClaimAsserted)
		case strings.HasPrefix(string(id), claim.JudgementPrefix):
			out = append(out, commitlog.IdentityDecided)
		case strings.HasPrefix(string(id), claim.AssessmentPrefix):
			out = append(out, commitlog.ClaimAssessed)
		case kind == claim.Document:
			out = append(out, commitlog.DocumentAdded)
		case kind != "":
			out = append(out, commitlog.EntityDescribed)
		}
	}
	return out
}

// fill says in the report what a redaction took out of the log.
func (e *eraser) fill(r *commitlog.Redaction) {
	e.report.Commits, e.report.Edits, e.report.Asked, e.report.Remains.Reasons = len(r.Rewritten), r.Edits, r.Proposals, r.Naming
	for id := range e.scope.erased {
		sort, _, _ := strings.Cut(string(id), "/")
		e.report.Count[sort]++
		if id.Kind() != "" {
			e.report.Erased = append(e.report.Erased, id)
		}
	}
	slices.Sort(e.report.Erased)
}

// look goes over everything once more: what goes with the quads, which texts, and what still names it.
func (e *eraser) look(ctx context.Context, from *quadstore.Store) error {
	gone, kept := map[string]bool{}, map[string]claim.ID{} // files of documents
	for q, err := range from.Snapshot().Quads(ctx) {
		if err != nil {
			return err
		}
		keeps := e.scope.keeps(q)
		if keeps {
			e.report.Remains.value(e.scope, q, e.names)
		} else {
			e.report.Quads++
		}
		if q.Predicate != encoding.PredFile {
			continue
		}
		if file, ok := q.Object.(quad.String); ok && keeps {
			kept[string(file)] = e.scope.idOf(q.Subject)
		} else if ok {
			gone[string(file)] = true
		}
	}
	e.texts = map[string]bool{}
	for _, file := range slices.Sorted(maps.Keys(gone)) {
		digest, ours := strings.CutPrefix(file, sourcetext.Stored)
		switch {
		case kept[file] != "":
		case ours:
			e.texts[digest] = true
			e.report.Texts++
		default:
			e.report.Remains.Files = append(e.report.Remains.Files, file)
		}
	}
	for record, err := range e.keptTexts(ctx, from) {
		if err != nil {
			return err
		}
		if e.names.in(string(record.Value)) {
			e.report.Remains.document(kept[sourcetext.Stored+string(record.Key[len(sourcetext.Key("")):])])
		}
	}
	return nil
}
