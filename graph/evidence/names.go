package evidence

import (
	"cmp"
	"context"
	"slices"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/paging"
	"whence/graph/quadstore"
)

// GivenName is a name that a source gives an entity.
type GivenName struct {
	Value    string
	Language string // BCP 47, "" where the source says none
	Kind     claim.NameKind
	Holds    claim.When
	Claim    *claim.Attribute // nil for a name that was given without evidence
}

// NamesQuery asks for names.
type NamesQuery struct {
	Languages []string         // nil is any
	Kinds     []claim.NameKind // nil is any
	First     int
}

// Names is, for each entity, its names: the one that is shown first, then by kind and language.
func Names(ctx context.Context, v *graph.View, of []*claim.Entity, q NamesQuery) ([][]GivenName, error) {
	if err := (paging.Window{First: q.First}).Check(); err != nil {
		return nil, err
	}
	nodes := graph.NodesOf(of)
	var edges quadstore.Edges
	if err := v.About(ctx, &edges, nodes, encoding.PredName, encoding.PredSettledName, encoding.PredFormerName, encoding.PredAlias); err != nil {
		return nil, err
	}
	texts, err := v.TextsOf(ctx, edges.Object)
	if err != nil {
		return nil, err
	}
	out := make([][]GivenName, len(of))
	var claims []graph.ClaimEdge
	var owners []int
	for i := range of {
		for j, hi := edges.Of(i); j < hi; j++ {
			switch label := edges.Label[j]; {
			case label.IsClaim() && v.Retractions().Has(label):
			case label.IsClaim():
				claims = append(claims, graph.ClaimEdge{Subject: edges.Subject[j], Predicate: edges.Pred[j], Object: edges.Object[j], Claim: label})
				owners = append(owners, i)
			default:
				kind := claim.Label
				switch edges.Pred[j] {
				case v.Vocabulary().ID(encoding.PredAlias):
					kind = claim.Alias
				case v.Vocabulary().ID(encoding.PredFormerName):
					kind = claim.Former
				}
				out[i] = append(out[i], GivenName{Value: texts.Of(edges.Object[j]), Kind: kind})
			}
		}
	}
	decoded, err := v.Decode(ctx, claims)
	if err != nil {
		return nil, err
	}
	for i, c := range decoded {
		if a, ok := c.(*claim.Attribute); ok {
			out[owners[i]] = append(out[owners[i]], GivenName{a.Value, a.Language, cmp.Or(a.NameKind, claim.Alias), a.ValidTime, a})
		}
	}
	for i, e := range of {
		out[i] = q.choose(e, out[i])
	}
	return out, nil
}

// choose puts the names of one entity in order, and keeps those that are asked for. A name that a claim gives stands for the
// same one without evidence.
func (q NamesQuery) choose(e *claim.Entity, given []GivenName) []GivenName {
	shown := func(n GivenName) int {
		if e != nil && n.Value == e.Name {
			return 0
		}
		return 1
	}
	slices.SortFunc(given, func(a, b GivenName) int {
		proved := func(n GivenName) int {
			if n.Claim != nil {
				return 0
			}
			return 1
		}
		return cmp.Or(cmp.Compare(shown(a), shown(b)), cmp.Compare(slices.Index(claim.NameKinds, a.Kind), slices.Index(claim.NameKinds, b.Kind)),
			cmp.Compare(a.Language, b.Language), cmp.Compare(a.Value, b.Value), cmp.Compare(proved(a), proved(b)))
	})
	met := map[string]bool{}
	proved := map[string]bool{}
	for _, n := range given {
		proved[n.Value] = proved[n.Value] || n.Claim != nil
	}
	kept := make([]GivenName, 0, len(given))
	for _, n := range given {
		bare := n.Claim == nil
		if bare && (met[n.Value] || proved[n.Value]) || q.Languages != nil && n.Language != "" && !slices.Contains(q.Languages, n.Language) ||
			q.Kinds != nil && !slices.Contains(q.Kinds, n.Kind) {
			continue
		}
		met[n.Value] = true
		kept = append(kept, n)
	}
	return kept[:min(len(kept), q.First)]
}
