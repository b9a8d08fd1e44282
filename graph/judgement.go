package graph

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/identity"
	"whence/graph/quadstore"
)

// Judgement is a judgement that two ids name one thing, or two.
type Judgement struct {
	ID          claim.ID
	Left, Right claim.ID // as they were before any merge; of SAME, left answers for both
	Verdict     identity.Verdict
	Citations   []claim.Citation
	Identifiers []claim.Identifier // that both had when it was judged
	Score       *float64           // of the matcher; nil where it did not judge
	Dataset     string             // whose file makes it; "" where somebody does
	Recorded    time.Time
	Withdrawn   time.Time // zero while it stands

	ref quadstore.ID
}

// NodeID is the judgement's id.
func (j *Judgement) NodeID() claim.ID { return j.ID }

// judged is a judgement as classes are made of it.
type judged struct {
	left, right, ref    quadstore.ID
	verdict             identity.Verdict
	recorded, withdrawn time.Time
	dataset             string
}

// standsAt reports whether a judgement stood at a moment; the zero moment is now.
func (j *judged) standsAt(at time.Time) bool {
	if at.IsZero() {
		return j.withdrawn.IsZero()
	}
	return !j.recorded.After(at) && (j.withdrawn.IsZero() || j.withdrawn.After(at))
}

// judgements is what was ever judged, in the order in which it was recorded.
type judgements struct {
	all   []judged
	moved map[quadstore.ID]quadstore.ID // claims of an older form -> those that they answer with
}

// verdictOf is the predicates of judgements.
var verdictOf = []struct {
	predicate quad.IRI
	verdict   identity.Verdict
}{{predReplacedBy, identity.Same}, {predDifferentFrom, identity.Different}, {predRelatedTo, identity.Related}, {predUnsure, identity.Unsure}}

func newJudgements(snap *quadstore.Snapshot, t *Vocabulary, n namer) *judgements {
	out := &judgements{}
	var labels []quadstore.ID
	for _, of := range verdictOf {
		pred := t.ID(of.predicate)
		if pred == 0 {
			continue
		}
		for q := range snap.Scan(pred) {
			if q.Subject.IsClaim() {
				out.move(q.Subject, q.Object)
				continue
			}
			out.all = append(out.all, judged{left: q.Object, right: q.Subject, ref: q.Label, verdict: of.verdict})
			labels = append(labels, q.Label)
		}
	}
	var edges quadstore.Edges
	mustExpand(t.expand(context.Background(), snap, &edges, labels, predRecorded, predRetracted, predDeclaredBy))
	text := func(ref quadstore.ID) string { return string(snap.AppendText(nil, ref)) }
	for i := range out.all {
		j := &out.all[i]
		for e, hi := edges.Of(i); e < hi; e++ {
			switch edges.Pred[e] {
			case t.ID(predRecorded):
				j.recorded = parseTime(text(edges.Object[e]))
			case t.ID(predRetracted):
				j.withdrawn = parseTime(text(edges.Object[e]))
			case t.ID(predDeclaredBy):
				j.dataset = strings.TrimPrefix(text(edges.Object[e]), n.base+datasetPath)
			}
		}
	}
	slices.SortStableFunc(out.all, func(a, b judged) int { return cmp.Or(a.recorded.Compare(b.recorded), cmp.Compare(a.ref, b.ref)) })
	return out
}

// move lets a claim answer with another, which may have moved too.
func (j *judgements) move(from, to quadstore.ID) {
	if j.moved == nil {
		j.moved = map[quadstore.ID]quadstore.ID{}
	}
	j.moved[from] = to
}

// classesAt is which nodes were one thing at a moment; the zero moment is now.
func (j *judgements) classesAt(at time.Time) *identity.Classes {
	var pairs []identity.Pair
	for i := range j.all {
		if j.all[i].verdict == identity.Same && j.all[i].standsAt(at) {
			pairs = append(pairs, identity.Pair{Left: uint32(j.all[i].left), Right: uint32(j.all[i].right)})
		}
	}
	return identity.New(pairs)
}

// changedSince reports whether a judgement was made or taken back after a moment.
func (j *judgements) changedSince(at time.Time) bool {
	for _, v := range slices.Backward(j.all) {
		if v.verdict == identity.Same && (v.recorded.After(at) || v.withdrawn.After(at)) {
			return true
		}
	}
	return false
}

// resolve is a snapshot seen through classes.
func resolve(snap *quadstore.Snapshot, t *Vocabulary, r *Retractions, classes *identity.Classes) *ResolvedSnapshot {
	out := newResolvedSnapshot(snap, classes, nil)
	for _, class := range classes.All() {
		if loops := loopsWithin(snap, t, r, class); loops != nil {
			if out.loops == nil {
				out.loops = map[quadstore.ID]map[DegreeKey]int{}
			}
			out.loops[quadstore.ID(class.Canonical)] = loops
		}
	}
	return out
}

// loopsWithin counts the standing relationships that tie members of a class to each other, nil where there are none. It
// reads the edges of all members but the one that has most.
func loopsWithin(snap *quadstore.Snapshot, t *Vocabulary, r *Retractions, class *identity.Class) map[DegreeKey]int {
	degree := func(m uint32) int {
		return snap.Degree(quadstore.ID(m), quad.Subject, 0) + snap.Degree(quadstore.ID(m), quad.Object, 0)
	}
	hub := slices.MaxFunc(class.Members, func(a, b uint32) int { return cmp.Compare(degree(a), degree(b)) })
	var counts map[DegreeKey]int
	var edges quadstore.Edges
	for _, m := range class.Members {
		if m == hub {
			continue
		}
		for _, d := range []quad.Direction{quad.Subject, quad.Object} {
			mustExpand(snap.Expand(context.Background(), &edges, []quadstore.ID{quadstore.ID(m)}, d, t.RelationshipPredicates...))
			for i, label := range edges.Label {
				other := uint32(edges.Object[i])
				if d == quad.Object {
					other = uint32(edges.Subject[i])
				}
				within := other != m && slices.Contains(class.Members, other)
				if !within || !label.IsClaim() || r.Has(label) || (d == quad.Object && other != hub) { // each once
					continue
				}
				if counts == nil {
					counts = map[DegreeKey]int{}
				}
				counts[DegreeKey{edges.Pred[i], true}]++
				counts[DegreeKey{edges.Pred[i], false}]++
			}
		}
	}
	return counts
}

// At is the view with the identities of a moment: which ids were one thing then. The zero moment is now. What else it says
// is as of now; filters ask for claims by KnownAt.
func (v *View) At(moment time.Time) *View {
	if moment.IsZero() || !v.judged.changedSince(moment) {
		return v
	}
	then := *v
	then.snap = resolve(v.snap.Snapshot, v.terms, v.retired, v.judged.classesAt(moment))
	return &then
}

// raw is the view without judgements: every id is a thing of its own, as claims name it.
func (v *View) raw() *View {
	if v.snap.classes == nil {
		return v
	}
	plain := *v
	plain.snap = &ResolvedSnapshot{Snapshot: v.snap.Snapshot, engine: v.snap.engine}
	return &plain
}

// Members is the ids that are one with an entity, the one that answers first, the others by id.
func (v *View) Members(e *claim.Entity) []claim.ID {
	members := []claim.ID{e.ID}
	for _, m := range v.snap.membersOf(quadstore.ID(e.Ref)) {
		if id := v.IDAt(quadstore.ID(m)); id != e.ID {
			members = append(members, id)
		}
	}
	slices.Sort(members[1:])
	return members
}

// Judgements is the judgements on any id of an entity, latest first, those that were taken back included.
func (v *View) Judgements(ctx context.Context, e *claim.Entity) ([]*Judgement, error) {
	members := v.snap.membersOf(quadstore.ID(e.Ref))
	if members == nil {
		members = []uint32{uint32(quadstore.ID(e.Ref))}
	}
	var found []judged
	for _, j := range slices.Backward(v.judged.all) {
		if slices.Contains(members, uint32(j.left)) || slices.Contains(members, uint32(j.right)) {
			found = append(found, j)
		}
	}
	return v.readJudgements(ctx, found)
}

// JudgementsOf is the judgements of ids, nil where the graph knows none.
func (v *View) JudgementsOf(ctx context.Context, ids []claim.ID) ([]*Judgement, error) {
	out := make([]*Judgement, len(ids))
	for i, id := range ids {
		ref := v.snap.ID(v.iri(id))
		at := slices.IndexFunc(v.judged.all, func(j judged) bool { return j.ref == ref && ref != 0 })
		if at < 0 {
			continue
		}
		read, err := v.readJudgements(ctx, v.judged.all[at:at+1])
		if err != nil {
			return nil, err
		}
		out[i] = read[0]
	}
	return out, nil
}

// readJudgements reads what is said of judgements.
func (v *View) readJudgements(ctx context.Context, of []judged) ([]*Judgement, error) {
	refs := make([]quadstore.ID, len(of))
	for i := range of {
		refs[i] = of[i].ref
	}
	var edges quadstore.Edges
	raw := v.raw()
	if err := raw.about(ctx, &edges, refs, predScore, predSharedIdentifier, predQuotedFrom); err != nil {
		return nil, err
	}
	out := make([]*Judgement, len(of))
	for i, j := range of {
		told := &Judgement{
			ID: raw.IDAt(j.ref), Left: raw.IDAt(j.left), Right: raw.IDAt(j.right), Verdict: j.verdict, Dataset: j.dataset,
			Recorded: j.recorded, Withdrawn: j.withdrawn, ref: j.ref,
		}
		var cites []quadstore.ID
		var documents []quadstore.ID
		for e, hi := edges.Of(i); e < hi; e++ {
			switch text := v.Text(edges.Object[e]); edges.Pred[e] {
			case v.terms.ID(predScore):
				if score, err := strconv.ParseFloat(text, 64); err == nil {
					told.Score = &score
				}
			case v.terms.ID(predSharedIdentifier):
				told.Identifiers = append(told.Identifiers, claim.ParseIdentifier(text))
			default:
				cites, documents = append(cites, edges.Label[e]), append(documents, edges.Object[e])
			}
		}
		citations, err := raw.citationsOf(ctx, cites, documents)
		if err != nil {
			return nil, err
		}
		told.Citations = citations
		out[i] = told
	}
	return out, nil
}

// citationsOf reads citations of some documents, in the order of Citations.
func (v *View) citationsOf(ctx context.Context, cites, documents []quadstore.ID) ([]claim.Citation, error) {
	var edges quadstore.Edges
	if err := v.about(ctx, &edges, cites, predStart, predEnd, predDigest, predLocator); err != nil {
		return nil, err
	}
	var out []claim.Citation
	for i := range cites {
		c := claim.Citation{Document: v.IDAt(documents[i])}
		for e, hi := edges.Of(i); e < hi; e++ {
			text := v.Text(edges.Object[e])
			switch v.terms.FieldOf.Of(edges.Pred[e]) {
			case fieldStart:
				c.Start = wholeNumber(text)
			case fieldEnd:
				c.End = wholeNumber(text)
			case fieldDigest:
				c.Digest = text
			case fieldLocator:
				c.Locator = text
			}
		}
		out = append(out, c)
	}
	slices.SortFunc(out, claim.CompareCitations)
	return out, nil
}

// judgementID is the id of a judgement that is made at a moment.
func judgementID(j *Judgement, at time.Time) claim.ID {
	return claim.HashedID(claim.JudgementPrefix, [2]string{"left", string(j.Left)}, [2]string{"right", string(j.Right)},
		[2]string{"verdict", string(j.Verdict)}, [2]string{"dataset", j.Dataset}, [2]string{"at", at.Format(time.RFC3339Nano)})
}

// judgement writes a judgement that is made at a moment; its id is made of it.
func (e *encoder) judgement(j *Judgement, at time.Time) {
	j.ID, j.Recorded = judgementID(j, at), at
	self := e.iri(j.ID)
	for _, of := range verdictOf {
		if of.verdict == j.Verdict {
			e.add(e.iri(j.Right), of.predicate, e.iri(j.Left), self)
		}
	}
	e.add(self, predRecorded, dateTime(at), nil)
	if j.Dataset != "" {
		e.add(self, predDeclaredBy, e.dataset(j.Dataset), nil)
	}
	if j.Score != nil {
		e.add(self, predScore, quad.String(strconv.FormatFloat(*j.Score, 'g', -1, 64)), nil)
	}
	for _, id := range j.Identifiers {
		e.add(self, predSharedIdentifier, quad.String(id.Key()), nil)
	}
	for _, c := range j.Citations {
		e.citation(j.ID, c)
	}
}
