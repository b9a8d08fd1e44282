package write

import (
	"context"
	"slices"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/identity"
	"whence/graph/snapshot"
)

// SplitEntity judges an entity to be several, and says which claims are whose.
type SplitEntity struct {
	Entity claim.ID
	Parts  []SplitPart
	Cited  []Cited // where it is proved; not needed where every part is made of members that a merge brought
}

// SplitPart is a part of an entity that is split: members to let go, or claims and the entity that they go to.
type SplitPart struct {
	Members []claim.ID
	Claims  []claim.ID
	To      claim.ID
	New     *NewEntity
}

// maxParts is how many parts an entity falls into at once.
const maxParts = 50

func (SplitEntity) action() commitlog.Action { return commitlog.Split }

func (m SplitEntity) plan(ctx context.Context, d *draft) error {
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
	if !m.fits(d) {
		return nil
	}
	citations, err := d.placeAll(ctx, m.Cited, input("citations"))
	if err != nil {
		return err
	}
	s := splitting{draft: d, entity: e, members: d.seen.Members(e), citations: citations}
	ids := make([]claim.ID, len(m.Parts))
	for i, part := range m.Parts {
		if ids[i], err = s.find(ctx, part, input("parts", i)); err != nil {
			return err
		}
	}
	if len(d.outcome.Errors) > 0 {
		return nil
	}
	s.letGo(m.Parts)
	for i, part := range m.Parts {
		if err := s.move(ctx, part, ids[i], input("parts", i)); err != nil {
			return err
		}
	}
	if len(d.outcome.Errors) == 0 {
		s.part(ids)
		d.outcome.Entities = ids
	}
	return nil
}

// fits refuses more than one write may hold, parts that say nothing or two things, and a split without evidence.
func (m SplitEntity) fits(d *draft) bool {
	if len(m.Parts) == 0 || len(m.Parts) > maxParts {
		d.fail(TooLarge, input("parts"), "%d parts: want 1 to %d", len(m.Parts), maxParts)
	}
	ids, proved := 0, true
	for i, p := range m.Parts {
		ids += len(p.Members) + len(p.Claims)
		proved = proved && len(p.Members) > 0 && len(p.Claims) == 0
		at := input("parts", i)
		switch {
		case len(p.Members) > 0 && (p.To != "" || p.New != nil):
			d.fail(InvalidValue, at, "members that are let go are the part: leave out to and new")
		case len(p.Members) == 0 && (p.To == "") == (p.New == nil):
			d.fail(InvalidValue, at, "say where the claims go: exactly one of to and new")
		case len(p.Members)+len(p.Claims) == 0:
			d.fail(InvalidValue, at, "a part has members or claims")
		}
	}
	if ids > maxClaims {
		d.fail(TooLarge, input("parts"), "%d members and claims: at most %d in one write", ids, maxClaims)
	}
	if !proved && len(m.Cited) == 0 {
		d.fail(EvidenceRequired, input("citations"), "say where it is proved that they are several")
	}
	return len(d.outcome.Errors) == 0
}

// splitting is a split that is being worked out.
type splitting struct {
	*draft

	entity    *claim.Entity
	members   []claim.ID
	citations []claim.Citation
	taken     map[claim.ID]bool // members that a part has
}

// find is the id of a part, which it makes where that is to be.
func (s *splitting) find(ctx context.Context, p SplitPart, at []string) (claim.ID, error) {
	for j, id := range p.Members {
		where := append(slices.Clone(at), input("members", j)[1:]...)
		switch {
		case !slices.Contains(s.members, id):
			s.fail(UnknownID, where, "%.80s is no member of %s", id, s.entity.ID).Nearest = claim.Strings(s.members)
		case id == s.entity.ID:
			s.fail(InvalidValue, where, "%s answers for the entity: let the others go", id)
		case s.taken[id]:
			s.fail(InvalidValue, where, "%s is in two parts", id)
		}
		if s.taken == nil {
			s.taken = map[claim.ID]bool{}
		}
		s.taken[id] = true
	}
	if len(p.Members) > 0 {
		return p.Members[0], nil
	}
	if p.New != nil {
		fresh := *p.New
		fresh.NotSameAs = append(slices.Clone(fresh.NotSameAs), s.entity.ID)
		before := len(s.outcome.Entities)
		if err := s.makeEntity(ctx, fresh, append(slices.Clone(at), "new")); err != nil || len(s.outcome.Entities) == before {
			return "", err
		}
		return s.outcome.Entities[before], nil
	}
	to := s.resolveID(p.To, append(slices.Clone(at), "to"))
	switch {
	case to == "":
	case slices.Contains(s.members, to):
		s.fail(InvalidValue, append(slices.Clone(at), "to"), "%s is the entity that is split", to)
	case to.Kind() != s.entity.Kind:
		s.fail(RuleBroken, append(slices.Clone(at), "to"), "%s and %s are of two kinds", to, s.entity.ID)
	}
	return to, nil
}

// letGo withdraws the judgements between members of a part and what is not of it, and makes those anew that the members of each
// piece need to stay one.
func (s *splitting) letGo(parts []SplitPart) {
	pieces := [][]claim.ID{nil}
	pieceOf := map[claim.ID]int{}
	for _, p := range parts {
		if len(p.Members) > 0 {
			pieces = append(pieces, p.Members)
		}
	}
	for _, m := range s.members {
		if !s.taken[m] {
			pieces[0] = append(pieces[0], m)
		}
	}
	for n, piece := range pieces {
		for _, m := range piece {
			pieceOf[m] = n
		}
	}
	if len(pieces) == 1 {
		return
	}
	var kept []identity.Pair
	for i := range s.JudgementLog().All {
		j := &s.JudgementLog().All[i]
		left, ours := pieceOf[s.IDAt(j.Left)]
		right, too := pieceOf[s.IDAt(j.Right)]
		if j.Verdict != identity.Same || !j.Withdrawn.IsZero() || !ours || !too {
			continue
		}
		if left == right {
			kept = append(kept, identity.Pair{Left: uint32(j.Left), Right: uint32(j.Right)})
			continue
		}
		told := &graph.Judgement{ID: s.IDAt(j.Ref), Left: s.IDAt(j.Left), Right: s.IDAt(j.Right), Verdict: j.Verdict, Ref: j.Ref}
		s.withdraw(told)
		s.outcome.Judgements = append(s.outcome.Judgements, told.ID)
	}
	classes := identity.New(kept)
	for _, piece := range pieces {
		for _, m := range piece[min(1, len(piece)):] {
			first, other := uint32(s.Snapshot().ID(s.IRIOf(piece[0]))), uint32(s.Snapshot().ID(s.IRIOf(m)))
			if classes.Canonical(first) == classes.Canonical(other) {
				continue
			}
			kept = append(kept, identity.Pair{Left: first, Right: other})
			classes = identity.New(kept)
			j := &graph.Judgement{Left: piece[0], Right: m, Verdict: identity.Same, Citations: s.citations}
			s.judge(j)
			s.outcome.Judgements = append(s.outcome.Judgements, j.ID)
		}
	}
}

// move corrects the claims of a part to name it.
func (s *splitting) move(ctx context.Context, p SplitPart, to claim.ID, at []string) error {
	where := append(slices.Clone(at), "claims")
	claims, err := s.draft.standing(ctx, p.Claims, where)
	if err != nil {
		return err
	}
	for i, c := range claims {
		if c == nil {
			continue
		}
		place := append(slices.Clone(where), input(i)[1:]...)
		moved := claim.Unasserted(c)
		if !s.rename(moved, to) {
			s.fail(InvalidValue, place, "%s does not name %s", c.Base().ID, s.entity.ID)
			continue
		}
		if err := s.replace(ctx, c, moved, nil, place); err != nil {
			return err
		}
	}
	return nil
}

// rename puts a part in the place of the entity, and reports whether a claim names it.
func (s *splitting) rename(c claim.Claim, to claim.ID) (named bool) {
	swap := func(id *claim.ID) {
		if slices.Contains(s.members, *id) {
			*id, named = to, true
		}
	}
	switch c := c.(type) {
	case *claim.Relationship:
		swap(&c.Subject)
		swap(&c.Object)
		swap(&c.FundedThrough)
		swap(&c.Recipient)
	case *claim.Measure:
		swap(&c.About)
		swap(&c.Place)
	case *claim.Attribute:
		swap(&c.About)
	}
	swap(&c.Base().StatedBy)
	return named
}

// part judges the parts to be others than the entity and than each other, so that nothing merges them again.
func (s *splitting) part(ids []claim.ID) {
	all := append([]claim.ID{s.entity.ID}, ids...)
	for i, left := range all {
		for _, right := range all[i+1:] {
			if left == right || s.judgedApart(left, right) {
				continue
			}
			j := &graph.Judgement{Left: left, Right: right, Verdict: identity.Different, Citations: s.citations}
			s.judge(j)
			s.outcome.Judgements = append(s.outcome.Judgements, j.ID)
		}
	}
}

// judgedApart reports whether two ids are judged to be two things by this write or by a judgement that stands.
func (s *splitting) judgedApart(left, right claim.ID) bool {
	for _, j := range s.batch.Judgements {
		if j.Verdict == identity.Different && (j.Left == left && j.Right == right || j.Left == right && j.Right == left) {
			return true
		}
	}
	a, b := s.Snapshot().ID(s.IRIOf(left)), s.Snapshot().ID(s.IRIOf(right))
	return slices.ContainsFunc(s.JudgementLog().All, func(j snapshot.Judged) bool {
		return j.Verdict.Parts() && j.Withdrawn.IsZero() && a != 0 && b != 0 && (j.Left == a && j.Right == b || j.Left == b && j.Right == a)
	})
}
