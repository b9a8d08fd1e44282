package loader_test

import (
	"strings"
	"testing"

	"whence/graph/claim"
	"whence/graph/write"
)

// TestDumpObeysTheRules alters a line of a dump, or leaves one out: what the graph could not read is refused where it stands,
// and nothing of the dump is loaded.
func TestDumpObeysTheRules(t *testing.T) {
	g := newGraph(t)
	if _, err := load(t, g, "f.yaml", ruled); err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(dumpFile(t, g), "\n")
	alter := func(predicate, object, with string) (text string, line int) {
		var out strings.Builder
		for i, l := range lines {
			if line == 0 && strings.Contains(l, predicate) && strings.Contains(l, object) {
				line = i + 1
				l = strings.Replace(l, object, with, 1)
				if with == "" {
					l = ""
				}
			}
			out.WriteString(l)
		}
		return out.String(), line
	}
	for name, c := range map[string]struct{ predicate, object, with, say string }{
		"an amount with a comma":     {"schema.org/amount", "10000 GBP", "10,000 GBP", "want a quantity"},
		"a date that is none":        {"dc/terms/temporal", "2014-07", "July 2014", "want a date"},
		"a moment that is none":      {"generatedAtTime", `"20`, `"in 20`, "want an xsd:dateTime"},
		"no moment":                  {"generatedAtTime", "generatedAtTime", "", "so nobody knows since when"},
		"no citation":                {"wasQuotedFrom", "wasQuotedFrom", "", "say where a document proves it"},
		"a relationship to a claim":  {"ns#funds", "entity/organisation/hub", "claim/00000000000000000000000000000001", "want an entity"},
		"a certainty of nobody's":    {"ns#certainty", "ns#CLAIMED", "ns#PERHAPS", "want a word"},
		"another amount":             {"schema.org/amount", "10000 GBP", "90000 GBP", "a digest of what the claim says"},
		"another end":                {"ns#funds", "entity/organisation/hub", "entity/document/paper", "a digest of what the claim says"},
		"a document that is a thing": {"wasQuotedFrom", "entity/document/paper", "document", "want an entity"},
	} {
		text, line := alter(c.predicate, c.object, c.with)
		if line == 0 {
			t.Errorf("%s: no line with %s and %s in\n%s", name, c.predicate, c.object, strings.Join(lines, ""))
			continue
		}
		into := newGraph(t)
		_, err := load(t, into, "f.nq", text)
		if err == nil || !strings.HasPrefix(err.Error(), "f.nq:") || !strings.Contains(err.Error(), c.say) {
			t.Errorf("%s, line %d: %v", name, line, err)
		}
		if dumpFile(t, into) != "" {
			t.Errorf("%s: the graph has changed", name)
		}
	}
	// Nobody adds words to a claim that the graph holds.
	forged, _ := alter("schema.org/amount", "10000 GBP", "90000 GBP")
	if _, err := load(t, g, "f.nq", forged); err == nil || !strings.Contains(err.Error(), "a digest of what the claim says") {
		t.Errorf("another amount under the id of a claim that the graph holds: %v", err)
	}
	// What the graph holds already completes a claim.
	citation, _ := alter("wasQuotedFrom", "wasQuotedFrom", "")
	if _, err := load(t, g, "f.nq", citation); err != nil {
		t.Errorf("a claim that the graph holds whole: %v", err)
	}
}

const ruled = `id: test/ruled
documents: [{id: document/paper, title: The paper}]
entities:
  - {id: organisation/trust, name: The Trust}
  - {id: organisation/hub, name: The Hub}
claims:
  - {subject: organisation/trust, kind: FUNDS, object: organisation/hub, amount: {value: 10000, currency: GBP}, holds: 2014-07, certainty: CLAIMED, cite: {document: document/paper, locator: p. 1}}
`

// A dump of the time when spelling was part of a claim's id is taken as it is.
func TestDumpsOfWrittenIDs(t *testing.T) {
	const file = `id: test/written
documents: [{id: document/d, title: D}]
entities: [{id: person/a, name: A}, {id: organisation/b, name: B}]
claims: [{subject: person/a, kind: LEADS, object: organisation/b, role: CEO, cite: {locator: page 1}}]
`
	g := newGraph(t)
	if _, err := load(t, g, "f.yaml", file); err != nil {
		t.Fatal(err)
	}
	c := &claim.Relationship{Subject: "person/a", Kind: "LEADS", Object: "organisation/b", Role: "CEO"}
	claim.Normalise(c)
	text := dumpFile(t, g)
	cite := claim.Citation{Document: "document/d", Locator: "page 1"}
	written := strings.NewReplacer(string(c.ID), string(claim.WrittenID(c)),
		string(claim.CitationID(c.ID, cite)), string(claim.CitationID(claim.WrittenID(c), cite))).Replace(text)
	if written == text {
		t.Fatalf("%s is not in\n%s", c.ID, text)
	}
	into := newGraph(t)
	if _, err := load(t, into, "f.nq", written); err != nil || len(dumpFile(t, into)) != len(text) {
		t.Errorf("error %v, the dump:\n%s", err, dumpFile(t, into))
	}
	// What is retracted by hand under its old id is held back by the next load of the file.
	retract := write.RetractClaims{Claims: []claim.ID{claim.WrittenID(c)}}
	if o, err := write.Commit(t.Context(), into, retract, write.Options{Author: write.Author{Agent: "agent/ann", Reason: "wrong"}}); err != nil || len(o.Errors) > 0 {
		t.Fatal(o, err)
	}
	if r, err := load(t, into, "f.yaml", file); err != nil || r.HeldBack != 1 || r.Asserted != 0 {
		t.Errorf("%+v, %v: want one claim held back", r, err)
	}
}
