package loader

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/sourcetext"
)

const lintedText = "Aston Works said on Monday that it will open a lab. The lab is expected to create forty new jobs in the east of the town by the spring."

// Each kind of doubt is counted once here, and the claims beside them raise none.
func TestEvidenceIsDoubted(t *testing.T) {
	const file = `id: t/lint
documents: [{id: document/d, title: D, file: d.txt}]
entities:
  - {id: organisation/aston, name: Aston Works, aliases: [investors, the council, iCentrum, ASTON]}
  - {id: organisation/lab, name: Hillside Lab, aliases: [lab]}
  - {id: organisation/bank, name: Northern Bank}
  - {id: sector/labs, name: Labs, aliases: [laboratories]}
claims:
  - {subject: organisation/bank, kind: FUNDS, object: organisation/lab, cite: {quote: The lab is expected to create forty new jobs}}
  - {subject: organisation/aston, kind: FUNDS, object: organisation/lab, cite: {quote: Aston Works said on Monday that it will open a lab}}
  - {about: organisation/lab, property: aim, value: more jobs, certainty: EXPECTED, cite: {locator: p 1}}
  - {about: organisation/lab, property: aim, value: new jobs, certainty: EXPECTED, status: PLANNED, cite: {locator: p 1}}
  - {subject: organisation/aston, kind: PARTNER_OF, object: organisation/bank, role: as the bank it works through, cite: {locator: p 1}}
  - {subject: organisation/lab, kind: PARTNER_OF, object: organisation/bank, role: joint venture, cite: {locator: p 1}}
  - {about: organisation/lab, property: aim, value: to create forty new jobs in the east of the town, cite: {quote: The lab is expected to create forty new jobs in the east of the town}}
  - {about: organisation/lab, property: aim, value: forty new jobs in the east, cite: {quote: The lab is expected to create forty new jobs in the east of the town}}
`
	g, err := graph.Open(t.Context(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	texts := sourcetext.NewTexts(fstest.MapFS{"d.txt": {Data: []byte(lintedText)}})
	defer texts.Close()
	l := Loader{Graph: g, Texts: texts}
	report, err := l.LoadFS(t.Context(), fstest.MapFS{"f.yaml": {Data: []byte(file)}})
	if err != nil {
		t.Fatal(err)
	}
	got := map[WarningKind]int{}
	for _, w := range report.Warnings {
		got[w.Kind] = w.Count
	}
	want := map[WarningKind]int{UnnamedEnd: 1, ExpectedAsActual: 1, DirectedRole: 1, RepeatedWords: 1, GenericAlias: 3}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s%v", diff, report.Warnings)
	}
}
