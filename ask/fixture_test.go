package ask_test

import (
	"context"
	"strings"
	"testing"

	"whence/ask"
)

// names is a table of entities for the reader: by their names in lower case.
type names map[string]ask.Named

func (n names) Whole(_ context.Context, text string) ([]ask.Named, error) {
	if e, ok := n[strings.ToLower(text)]; ok {
		return []ask.Named{e}, nil
	}
	return nil, nil
}

func (n names) Bearing(_ context.Context, words string) ([]ask.Named, error) {
	var out []ask.Named
	for name, e := range n {
		all := true
		for w := range strings.FieldsSeq(words) {
			all = all && strings.Contains(" "+name+" ", " "+w+" ")
		}
		if all {
			out = append(out, e)
		}
	}
	return out, nil
}

func (names) About(context.Context, string) ([]ask.Named, error) { return nil, nil }

// figures is what the table's entities have figures for.
type figures map[string][]ask.Figure

func (f figures) Figures(_ context.Context, id string) ([]ask.Figure, error) { return f[id], nil }

var table = names{
	"icentrum":                {ID: "place/icentrum", Kind: "PLACE", Name: "iCentrum"},
	"birmingham":              {ID: "place/birmingham", Kind: "PLACE", Name: "Birmingham"},
	"birmingham city council": {ID: "organisation/birmingham-city-council", Kind: "ORGANISATION", Name: "Birmingham City Council"},
	"neil rami":               {ID: "person/neil-rami", Kind: "PERSON", Name: "Neil Rami"},
	"zeta":                    {ID: "organisation/zeta", Kind: "ORGANISATION", Name: "Zeta"},
	"fintech":                 {ID: "sector/fintech", Kind: "SECTOR", Name: "fintech"},
	"omega":                   {ID: "programme/omega", Kind: "PROGRAMME", Name: "Omega"},
}

var known = figures{"place/icentrum": {
	{Metric: "floor area", Unit: "square-foot", Value: "41700"},
	{Metric: "jobs created", Unit: "job", Value: "400"},
	{Property: "completed"},
}}

// kinds are those of the graph that the lexicon has blocks for, with their labels left out: the blocks say more.
func kinds() []ask.Kind {
	var out []ask.Kind
	for name := range strings.FieldsSeq(`FUNDS WITHHOLDS INVESTS_IN BACKS OWNS OPERATES OFFERS LEADS HOLDS_OFFICE_IN EMPLOYED_BY AFFILIATED_WITH MEMBER_OF PART_OF LOCATED_IN
		ADJACENT_TO COVERS EXPANDS PARTNER_OF COORDINATES SUPPORTS PROMOTES FOUNDED LAUNCHED SUCCEEDS MODELLED_ON SUPPORTS_SECTOR ACTIVE_IN_SECTOR PLEDGES_JOBS_IN
		COMPARED_WITH ORGANISES PARTICIPATES_IN ANNOUNCED SPOKE_ABOUT PUBLISHED AUTHORED CITES DEPICTS RELATED_TO`) {
		out = append(out, ask.Kind{Name: name, Symmetric: name == "ADJACENT_TO" || name == "PARTNER_OF" || name == "RELATED_TO"})
	}
	return out
}

func reader(t testing.TB, more ...ask.Kind) *ask.Reader {
	t.Helper()
	lexicon, err := ask.New(append(kinds(), more...))
	if err != nil {
		t.Fatal(err)
	}
	return &ask.Reader{Lexicon: lexicon, Names: table, Facts: known}
}

func read(t testing.TB, r *ask.Reader, question string) ask.Parse {
	t.Helper()
	p, err := r.Read(t.Context(), question)
	if err != nil {
		t.Fatalf("%q: %v", question, err)
	}
	return p
}
