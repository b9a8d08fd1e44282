package asking

import (
	"encoding/json"
	"slices"
	"strings"

	"whence/ask"
)

// ref is an entity in the answer of an operation.
type ref struct{ ID, Name, Kind string }

// when is a time of a claim.
type when struct{ EDTF, Earliest, Latest, Wording *string }

// statement is a claim in the answer of an operation.
type statement struct {
	ID, Sentence, Status, Certainty string
	Holds                           *when
	StatedBy                        *ref
	Kind, Role, Purpose             string
	Amount                          *struct{ Currency string }
	Object, About                   *ref
	Subject                         *struct {
		ref
		Withheld *claims
	}
	Metric          string
	Figure          *struct{ Unit, Value string }
	Property, Value string
	Date            *when
	Via             *struct {
		ref
		Relationships *claims
	}
}

type claims struct {
	TotalCount int
	Nodes      []statement
}

// neighbours is a page of a chain's hop.
type neighbours struct {
	TotalCount int
	Edges      []edge
}

// edge is a neighbour with the claims about it.
type edge struct {
	Node          node
	Relationships []statement
}

// node is an entity with what was asked of it.
type node struct {
	ref
	Next, Ties *neighbours
	All        *struct {
		TotalCount int
		Nodes      []ref
	}
	Description   *string
	Described     *claims
	PlaceType     *claims
	Relationships *claims
	Withheld      *claims
	By            *struct{ Nodes []ref }
	Documents     *struct {
		TotalCount int
		Nodes      []ref
	}
}

// signed is the entity, a document with its authors behind its name.
func (n *node) signed() ref {
	e := n.ref
	if n.By != nil && len(n.By.Nodes) > 0 {
		e.Name += " (by " + enumerate(namesOf(n.By.Nodes)) + ")"
	}
	return e
}

type total struct {
	Count, Unstated int
	Totals          []sumOf
	Quantities      []sumOf
}

// sumOf is a sum in one currency or unit.
type sumOf struct {
	Currency, Unit, Low string
	High                *string
}

// result is the answer of an operation; each form fills some of it.
type result struct {
	Entity   json.RawMessage
	Entities *struct {
		TotalCount int
		Nodes      []node
	}
	Inside    *struct{ TotalCount int }
	Aggregate *struct {
		Partial bool
		Total   total
	}
	Counted, Claims, Measures, Attributes, SearchClaims *claims
	Paths                                               *struct {
		SearchedTo int
		Truncated  bool
		Paths      []struct {
			Why      string
			Entities []ref
			Steps    []struct{ Relationships []statement }
		}
	}
	InCommon *struct {
		Shared []struct {
			Entity ref
			Paths  []struct {
				Steps []struct{ Relationships []statement }
			}
		}
	}
	Search *struct {
		TotalCount int
		Edges      []struct {
			Matched string
			Node    ref
		}
	}
	Conflicts *struct {
		TotalCount int
		Nodes      []struct {
			Reason string
			Claims []statement
		}
	}
	T0, T1, T2, T3 *node
}

// node is the entity that the operation began with, nil where there is none.
func (r *result) node() (*node, error) {
	if len(r.Entity) == 0 || string(r.Entity) == "null" {
		return nil, nil //nolint:nilnil // the graph knows no such entity
	}
	var n node
	return &n, json.Unmarshal(r.Entity, &n)
}

// lists is the numbered pages of the entity: c0, c1, m0, m1.
func lists[T any](r *result, letter string, count int) ([]T, error) {
	var all map[string]json.RawMessage
	if len(r.Entity) == 0 || string(r.Entity) == "null" {
		return nil, nil
	}
	if err := json.Unmarshal(r.Entity, &all); err != nil {
		return nil, err
	}
	out := make([]T, count)
	for i := range out {
		if err := json.Unmarshal(all[letter+string(rune('0'+i))], &out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// finding is what an operation found, ready to be said.
type finding struct {
	entities []ref
	claims   []statement
	by       map[string][]statement // of each entity
	total    int                    // entities, or claims where none are asked for
	leftOut  []string
	sentence string
	empty    bool
	unsure   bool // what was asked for was not found, and may be there in other words
}

func (f *finding) addEntity(e ref, because ...statement) {
	if f.by == nil {
		f.by = map[string][]statement{}
	}
	if !slices.ContainsFunc(f.entities, func(o ref) bool { return o.ID == e.ID }) {
		f.entities = append(f.entities, e)
	}
	f.by[e.ID] = append(f.by[e.ID], because...)
	f.addClaims(because...)
}

func (f *finding) addClaims(more ...statement) {
	for _, c := range more {
		if !slices.ContainsFunc(f.claims, func(o statement) bool { return o.ID == c.ID }) {
			f.claims = append(f.claims, c)
		}
	}
}

// undated reports whether nothing says when a claim holds.
func (c *statement) undated() bool {
	return c.Holds == nil || c.Holds.Earliest == nil && c.Holds.Latest == nil
}

// titles are the ways of writing one title.
var titles = map[string][]string{"ceo": {"ceo", "chief executive", "chief executive officer"}, "chair": {"chair", "chairman", "chairwoman", "chairperson"}}

// bears says how well a claim's role is the one asked for: exactly, in part, or not.
func (c *statement) bears(role string) (exact, part bool) {
	have := strings.ToLower(c.Role)
	for _, want := range append([]string{role}, titles[role]...) {
		if have == want {
			return true, true
		}
		for _, of := range []string{" of ", " for ", " at ", ", ", " and "} {
			exact = exact || strings.HasPrefix(have, want+of)
		}
		part = part || strings.Contains(have, want)
	}
	return exact, part
}

// lastRole is the role that the last hop asks for, "" where it asks for none.
func lastRole(s *ask.Set) string {
	for _, c := range s.Where {
		if c.Role != "" {
			return c.Role
		}
	}
	return ""
}
