package conflicts

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/names"
	"whence/graph/paging"
	"whence/graph/quadstore"
)

// NodeID is the conflict's id.
func (c *Conflict) NodeID() claim.ID { return c.ID }

// A rule says which claims are to be held against each other, and what of two of them is not compatible.
//
// Claims are gathered into clusters that speak of one thing: one metric of one entity, place and scope; one property that
// has one value; one pair related in one way; one thing that has one owner or one office that has one holder; a whole and its
// parts. Within a cluster claims conflict where they can't both hold: see clash.
type rule struct {
	name   string
	reason func(cluster) string
	clash  func(a, b claim.Claim) bool
}

// cluster is claims that speak of one thing, under one rule.
type cluster struct {
	rule   *rule
	claims []claim.Claim
}

var (
	measureRule = &rule{"measure", func(c cluster) string {
		m := c.claims[0].(*claim.Measure)
		return fmt.Sprintf("different figures for one metric of one period: %s", m.Metric)
	}, measuresClash}
	propertyRule = &rule{"property", func(c cluster) string {
		a := c.claims[0].(*claim.Attribute)
		return fmt.Sprintf("different values where there can be one: %s", claim.PropertyLabel(a.Property))
	}, attributesClash}
	amountRule = &rule{"amount", func(cluster) string {
		return "different sums for what reads as the same money"
	}, amountsClash}
	ownerRule = &rule{"owner", func(cluster) string {
		return "several owners at one time of what has a sole owner"
	}, ownersClash}
	officeRule = &rule{"office", func(c cluster) string {
		return fmt.Sprintf("several holders at one time of an office that has one: %s", c.claims[0].(*claim.Relationship).Role)
	}, officesClash}
)

// functional are the properties that have one value.
var functional = []string{"founded", "started", "completed", "held", "published", "instrument", "amount", "placeType"}

// soleOffices are the roles that one person holds at a time in one place.
var soleOffices = []string{"mayor", "prime minister", "president", "governor", "first minister", "king", "queen"}

func isSoleOffice(r *claim.Relationship) bool {
	role := names.Fold(r.Role)
	return r.Kind == "HOLDS_OFFICE_IN" && slices.ContainsFunc(soleOffices, func(office string) bool {
		return role == office || strings.HasPrefix(role, office+" of ")
	})
}

func isSoleOwner(r *claim.Relationship) bool {
	role := names.Fold(r.Role)
	return r.Kind == "OWNS" && (strings.Contains(role, "sole") || strings.Contains(role, "whole"))
}

// aside are claims that no other contradicts: what is only planned is no statement of what is, and the other way round.
func aside(a, b claim.Claim) bool {
	x, y := a.Base(), b.Base()
	return x.Status != y.Status || !x.RetractedAt.IsZero() || !y.RetractedAt.IsZero() || x.IncludedIn == y.ID || y.IncludedIn == x.ID
}

func measuresClash(a, b claim.Claim) bool {
	x, y := a.(*claim.Measure), b.(*claim.Measure)
	return !aside(a, b) && claim.SamePeriod(x.Assertion, y.Assertion) && figuresClash(x.Value, y.Value)
}

// figuresClash reports whether two figures of one unit lie outside each other's comparators. About is a tenth either way.
func figuresClash(a, b claim.Quantity) bool {
	if a.Unit != b.Unit || a.Value == nil || b.Value == nil {
		return false
	}
	lowA, highA := tolerant(a)
	lowB, highB := tolerant(b)
	return (highA != nil && lowB != nil && highA.Compare(*lowB) < 0) || (highB != nil && lowA != nil && highB.Compare(*lowA) < 0)
}

func tolerant(q claim.Quantity) (low, high *claim.Decimal) {
	low, high = q.Bounds()
	if q.Comparator == claim.About && q.Max == nil {
		tenth := q.Value.Shift(-1)
		less, more := q.Value.Add(tenth.Neg()), q.Value.Add(tenth)
		if more.Compare(less) < 0 { // of what is below nothing
			less, more = more, less
		}
		return &less, &more
	}
	return low, high
}

func attributesClash(a, b claim.Claim) bool {
	x, y := a.(*claim.Attribute), b.(*claim.Attribute)
	if aside(a, b) || !(claim.SamePeriod(x.Assertion, y.Assertion) || claim.Overlap(x.ValidTime, y.ValidTime)) {
		return false
	}
	switch x.Property {
	case "founded", "started", "completed", "held", "published":
		return datesClash(x.When(), y.When())
	default:
		return x.Value != y.Value
	}
}

// datesClash reports whether two resolved dates share no day.
func datesClash(a, b claim.When) bool {
	return a.EDTF != "" && b.EDTF != "" && !claim.Overlap(a, b)
}

func amountsClash(a, b claim.Claim) bool {
	x, y := a.(*claim.Relationship), b.(*claim.Relationship)
	return !aside(a, b) && x.Amount != nil && y.Amount != nil && claim.Restates(x, y) && figuresClash(*x.Amount, *y.Amount)
}

func ownersClash(a, b claim.Claim) bool {
	x, y := a.(*claim.Relationship), b.(*claim.Relationship)
	return !aside(a, b) && x.Subject != y.Subject && (isSoleOwner(x) || isSoleOwner(y)) &&
		(claim.Overlap(x.ValidTime, y.ValidTime) || claim.SamePeriod(x.Assertion, y.Assertion))
}

func officesClash(a, b claim.Claim) bool {
	x, y := a.(*claim.Relationship), b.(*claim.Relationship)
	return !aside(a, b) && x.Subject != y.Subject && names.Fold(x.Role) == names.Fold(y.Role) && certainlyOverlap(x.ValidTime, y.ValidTime)
}

// certainlyOverlap reports whether two periods that are known at both ends share a day whatever they mean exactly: an
// office vouched for at some day of a year clashes with another's only if both cover the same day for certain.
func certainlyOverlap(a, b claim.When) bool {
	return claim.Overlap(a, b) && definite(a) && definite(b)
}

func definite(w claim.When) bool {
	from, to := w.Bounds()
	return !from.IsZero() && (from.Equal(to) || strings.Contains(string(w.EDTF), "/") && !to.IsZero()) && !strings.ContainsAny(string(w.EDTF), "?~%")
}

// judge finds the conflicts within a cluster: claims that clash, directly or through others, make one conflict.
func (c cluster) judge() []*Conflict {
	group := make([]int, len(c.claims))
	for i := range group {
		group[i] = i
	}
	find := func(i int) int {
		for group[i] != i {
			i = group[i]
		}
		return i
	}
	clashing := map[int]bool{}
	for i := range c.claims {
		for j := range i {
			if c.rule.clash(c.claims[i], c.claims[j]) {
				group[find(i)] = find(j)
				clashing[i], clashing[j] = true, true
			}
		}
	}
	members := map[int][]claim.ID{}
	for i, claim := range c.claims {
		if clashing[i] {
			members[find(i)] = append(members[find(i)], claim.Base().ID)
		}
	}
	var out []*Conflict
	for _, ids := range members {
		out = append(out, newConflict(ids, c.rule.reason(c)))
	}
	return out
}

// newConflict names a conflict after its claims, so that it is the same one wherever it is met.
func newConflict(claims []claim.ID, reason string) *Conflict {
	slices.Sort(claims)
	return &Conflict{ID: claim.ConflictID(claims, reason), Claims: claims, Reason: reason}
}

// MaxCluster bounds the claims that are held against each other at once: comparing is quadratic, and a register that says
// a thing a thousand times says nothing by it.
const MaxCluster = 256

// Of is, for each claim, the conflicts that it is part of, in the order of ids.
func Of(ctx context.Context, v *graph.View, claims []claim.Claim) ([][]*Conflict, error) {
	ctx = v.Timed(ctx, errLongHunt)
	finder := newFinder(v)
	if err := finder.gather(ctx, claims...); err != nil {
		return nil, err
	}
	found, err := finder.conflicts(ctx)
	if err != nil {
		return nil, err
	}
	byClaim := map[claim.ID][]*Conflict{}
	for _, conflict := range found {
		for _, id := range conflict.Claims {
			byClaim[id] = append(byClaim[id], conflict)
		}
	}
	out := make([][]*Conflict, len(claims))
	for i, c := range claims {
		out[i] = byClaim[c.Base().ID]
	}
	return out, nil
}

// ByID is the conflict of an id. The error wraps ErrNotFound where there is none, or none any more.
func ByID(ctx context.Context, v *graph.View, id claim.ID) (*Conflict, error) {
	all, err := every(v.Timed(ctx, errLongHunt), v, 0)
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		if c.ID == id {
			return c, nil
		}
	}
	return nil, graph.NotFound("conflict", id)
}

// About is a page of the conflicts between claims about an entity, or of the whole graph where about is "", in
// the order of ids.
func About(ctx context.Context, v *graph.View, about claim.ID, w paging.Window) (paging.Page[*Conflict], error) {
	if err := w.Check(); err != nil {
		return paging.Page[*Conflict]{}, err
	}
	var ref quadstore.ID
	if about != "" {
		if ref = v.NodeOf(about); ref == 0 {
			return paging.Page[*Conflict]{}, graph.NotFound("about", about)
		}
	}
	ctx = v.Timed(ctx, errLongHunt)
	all, err := every(ctx, v, ref)
	if err != nil {
		return paging.Page[*Conflict]{}, err
	}
	return paging.PageOf(ctx, all, w, func(i int, dst []byte) []byte { return append(dst, all[i].ID...) })
}

var errLongHunt = &graph.LimitError{Says: "the conflicts could not be found in the time that the request has: ask for those of one entity", Late: true}

// Conflict is two or more claims that can not all hold.
type Conflict struct {
	ID     claim.ID
	Claims []claim.ID
	Reason string
}
