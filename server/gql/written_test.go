package gql_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"whence/graph"
	"whence/server/gql"
	"whence/server/live"
)

// writeTable writes to a graph what only writing makes, and notes what the payloads answered: the store is then as full as one that
// people have worked with.
func writeTable(t *testing.T, s *ast.Schema, g *graph.Graph, answered map[string]bool) {
	t.Helper()
	w := writer{service: serve(gql.New(g, gql.Options{Writing: true, Loads: oneFile{g}})), schema: s, answered: answered}
	w.assertions(t)
	w.identities(t)
	w.assessments(t)
	w.proposals(t)
	w.replacements(t)
	w.read(t, `{ ask(question: "Who funds Lantern House?") { __typename `+w.deep(s.Types["Answer"], 2)+` } }`) // a name of two things
	number, _ := g.Now().Head()
	w.follow(t, number)
}

// writer sends mutations, asks for everything that they answer, and marks what is not null.
type writer struct {
	service  service
	schema   *ast.Schema
	answered map[string]bool
}

func (w *writer) assertions(t *testing.T) {
	t.Helper()
	document := func(title, text, more string) string {
		return fmt.Sprintf(`addDocument(input: {title: %q, text: %q%s})`, title, text, more)
	}
	first := w.send(t, document("Minutes of the trust", "The Lantern Trust gave £1.2m to the Lantern House. Lantern Trust Ltd runs it.", `, url: "https://minutes.example/1", licence: "https://terms.example", attribution: "By the trust", textIsOpen: true`))
	minutes := id(first, "document")
	w.send(t, document("Minutes of the trust", "The Lantern Trust gave £1.2m to the Lantern House. Lantern Trust Ltd runs it.", `, url: "https://minutes.example/1", textIsOpen: false`))
	w.send(t, document("Minutes, corrected", "The Lantern Trust gave £1.3m to the Lantern House.", fmt.Sprintf(", replaces: %q", minutes)))
	asserted := w.send(t, `assertClaims(input: {
		entities: [{key: "a", kind: ORGANISATION, name: "Lantern Trust", identifiers: [{scheme: "GB-CHC", value: "1234599"}]}
			{key: "h", kind: PLACE, name: "Lantern House"}, {key: "p", kind: PROGRAMME, name: "Lantern House"}, {key: "l", kind: ORGANISATION, name: "Lantern Trust Ltd", notSameAs: ["organisation/birmingham-city-council"]}]
		claims: [
			{says: {relationship: {subject: "#a", kind: FUNDS, object: "#h", amount: {value: "1300000", currency: "GBP"}}}, citations: [{document: "`+minutes+`", quote: "Lantern Trust gave £1.2m to the Lantern House"}]}
			{says: {measure: {about: "#h", metric: "rooms", figure: {value: "12", unit: "event"}}}, citations: [{document: "`+minutes+`", locator: "page 2"}]}
			{says: {attribute: {about: "#h", property: "description", value: "a house"}}, citations: [{document: "`+minutes+`", locator: "page 2"}]}
			{says: {relationship: {subject: "#l", kind: OPERATES, object: "#h"}}, citations: [{document: "`+minutes+`", quote: "Lantern Trust Ltd runs it"}]}
			{says: {relationship: {subject: "#a", kind: FUNDS, object: "#p"}}, citations: [{document: "`+minutes+`", locator: "page 2"}]}
		]
		reason: "what the minutes say"
	}, options: {idempotencyKey: "everything-1"})`)
	claims := ids(asserted, "claims")
	entities := ids(asserted, "entities")
	house, limited := entities[1], entities[3]
	for i, says := range []string{
		fmt.Sprintf(`{relationship: {subject: %q, kind: FUNDS, object: %q, amount: {value: "1200000", currency: "GBP"}}}`, entities[0], house),
		fmt.Sprintf(`{measure: {about: %q, metric: "rooms", figure: {value: "13", unit: "event"}}}`, house),
		fmt.Sprintf(`{attribute: {about: %q, property: "description", value: "a large house"}}`, house),
	} {
		w.send(t, fmt.Sprintf(`correctClaim(input: {claim: %q, correct: %s, reason: "misread"})`, claims[i], says))
	}
	again := fmt.Sprintf(`{says: {relationship: {subject: %q, kind: OPERATES, object: %q}}, citations: [{document: %q, locator: "page 3"}]}`, limited, house, minutes)
	cited := w.send(t, `assertClaims(input: {claims: [`+again+`]})`) // one citation more, and then one less
	w.send(t, fmt.Sprintf(`undoCommit(input: {commit: %q, reason: "the wrong page"})`, id(cited, "commit")))
	undone := w.send(t, fmt.Sprintf(`retractClaims(input: {claims: [%q], reason: "not so"})`, claims[3]))
	w.send(t, fmt.Sprintf(`retractClaims(input: {claims: [%q], reason: "again"})`, claims[3])) // refused: it stands no more
	w.send(t, fmt.Sprintf(`undoCommit(input: {commit: %q, reason: "it is so"})`, id(undone, "commit")))
}

func (w *writer) identities(t *testing.T) {
	t.Helper()
	const council, trust = "organisation/birmingham-city-council", "organisation/lantern-trust"
	merged := w.send(t, `mergeEntities(input: {keep: "`+trust+`", merge: ["organisation/lantern-trust-ltd"], citations: [{document: "document/minutes-of-the-trust", locator: "page 1"}], reason: "one company"})`)
	w.send(t, fmt.Sprintf(`undoCommit(input: {commit: %q, reason: "two companies"})`, id(merged, "commit")))
	w.send(t, `judgeIdentity(input: {left: "`+trust+`", right: "organisation/lantern-trust-ltd", verdict: RELATED, reason: "its trading arm"})`)
	w.send(t, `judgeIdentity(input: {left: "`+trust+`", right: "`+council+`", verdict: UNSURE, reason: "who knows"})`)
}

func (w *writer) assessments(t *testing.T) {
	t.Helper()
	const house = "place/lantern-house"
	for _, kind := range []string{
		`relationship: {subject: "organisation/lantern-trust", kind: SUPPORTS, object: "` + house + `"}`,
		`measure: {about: "` + house + `", metric: "guests", figure: {value: "7", unit: "person"}}`,
		`attribute: {about: "` + house + `", property: "name", value: "The Lantern"}`,
	} {
		asserted := w.send(t, `assertClaims(input: {claims: [{says: {`+kind+`}, citations: [{document: "document/minutes-of-the-trust", locator: "page 4"}]}]})`)
		claim := ids(asserted, "claims")[0]
		citations, _ := field(field(asserted, "claims").([]any)[0].(map[string]any), "citations").([]any)
		citation := citations[0].(map[string]any)
		assessed := w.send(t, fmt.Sprintf(`assessClaim(input: {claim: %q, citation: %q, verdict: DISPUTE, ground: CONTRADICTED, comment: "the trust says otherwise", citations: [{document: "document/minutes-corrected", locator: "page 1"}]})`, claim, field(citation, "id")))
		w.read(t, fmt.Sprintf(`{ node(id: %q) { __typename ... on Claim { standing assessments { __typename id } citations { __typename disputes { __typename id } } } } }`, claim))
		w.send(t, fmt.Sprintf(`withdrawAssessment(assessment: %q, reason: "read it again")`, id(assessed, "assessment")))
		w.send(t, fmt.Sprintf(`assessClaim(input: {claim: %q, verdict: ENDORSE})`, claim))
	}
	w.send(t, `describeEntity(input: {entity: "`+house+`", name: "The Lantern", addIdentifiers: [{scheme: "GB-UPRN", value: "100"}], citations: [{document: "document/minutes-of-the-trust", locator: "page 4"}], reason: "its sign says so"})`)
	w.send(t, `describeEntity(input: {entity: "`+house+`", removeIdentifiers: [{scheme: "GB-UPRN", value: "100"}], reason: "it was another's"})`)
}

func (w *writer) proposals(t *testing.T) {
	t.Helper()
	asserted := w.send(t, `assertClaims(input: {
		entities: [{key: "x", kind: ORGANISATION, name: "Lantern Works"}, {key: "y", kind: ORGANISATION, name: "Lantern Works Ltd"}]
		claims: [
			{says: {relationship: {subject: "#x", kind: OPERATES, object: "place/lantern-house"}}, citations: [{document: "document/minutes-of-the-trust", locator: "page 5"}]}
			{says: {relationship: {subject: "#y", kind: OPERATES, object: "place/lantern-house"}}, citations: [{document: "document/minutes-of-the-trust", locator: "page 5"}]}
		]})`)
	claims := ids(asserted, "claims")
	w.send(t, `mergeEntities(input: {keep: "organisation/lantern-works", merge: ["organisation/lantern-works-ltd"], citations: [{document: "document/minutes-of-the-trust", locator: "page 5"}], reason: "one works"})`)
	w.send(t, fmt.Sprintf(`splitEntity(input: {entity: "organisation/lantern-works", parts: [{members: ["organisation/lantern-works-ltd"]}, {claims: [%q], new: {key: "z", kind: ORGANISATION, name: "Lantern Workshop"}}], citations: [{document: "document/minutes-of-the-trust", locator: "page 6"}], reason: "three works"})`, claims[0]))
	propose := func(claim string) (id, digest string) {
		made := w.sendAs(t, fmt.Sprintf(`retractClaims(input: {claims: [%q], reason: "it was sold"}, options: {propose: true})`, claim))
		proposal := field(made, "proposal").(map[string]any)
		return field(proposal, "id").(string), field(proposal, "digest").(string)
	}
	accepted, digest := propose(claims[1])
	w.read(t, `{ proposals { __typename `+w.deep(w.schema.Types["ProposalConnection"], 3)+` } }`)
	w.sendAs(t, fmt.Sprintf(`acceptProposal(proposal: %q, digest: %q, decision: "so it was", options: {dryRun: true})`, accepted, digest))
	w.sendAs(t, fmt.Sprintf(`acceptProposal(proposal: %q, digest: %q, decision: "so it was")`, accepted, digest))
	rejected, _ := propose(w.standing(t))
	w.sendAs(t, fmt.Sprintf(`rejectProposal(proposal: %q, decision: "it was not")`, rejected))
	withdrawn, _ := propose(w.standing(t))
	w.sendAs(t, fmt.Sprintf(`withdrawProposal(proposal: %q)`, withdrawn))
	w.read(t, `{ proposals(states: [ACCEPTED, REJECTED, WITHDRAWN]) { __typename `+w.deep(w.schema.Types["ProposalConnection"], 3)+` } }`)
	w.read(t, `{ commits(filter: {actions: [RETRACT]}) { __typename nodes { __typename acceptedBy { __typename } proposal { __typename } } } }`)
}

// standing is the id of a claim that stands.
func (w *writer) standing(t *testing.T) string {
	t.Helper()
	data := w.read(t, `{ entity(id: "place/lantern-house") { measures(first: 1) { nodes { id } } } }`)
	measures := data.(map[string]any)["entity"].(map[string]any)["measures"].(map[string]any)["nodes"].([]any)
	return measures[0].(map[string]any)["id"].(string)
}

// follow reads the log as a subscriber does.
func (w *writer) follow(t *testing.T, head uint64) {
	t.Helper()
	query := "subscription { changed { __typename " + w.deep(w.schema.Types["Changed"], 3) + " } }"
	for n := uint64(1); n <= head; n++ {
		response := w.service.answer(live.WithEvent(asAdmin(t.Context()), live.Event{Number: n, Behind: int(head - n)}), operation{document: query})
		if response == nil || len(response.Errors) > 0 {
			t.Fatalf("commit %d: %v", n, response)
		}
		w.mark(decode(t, response.Data))
		w.answered["Subscription.changed"] = true // the root has no __typename
	}
}

// send plans a mutation, proposes it and sends it, asks for all that it answers, and returns its payload.
func (w *writer) send(t *testing.T, mutation string) map[string]any {
	t.Helper()
	name, _, _ := strings.Cut(mutation, "(")
	payload := w.schema.Types[w.schema.Mutation.Fields.ForName(name).Type.Name()]
	if planned, plain := strings.CutSuffix(mutation, "})"); plain && !strings.Contains(mutation, "options:") {
		for _, options := range []string{"dryRun: true", "propose: true"} {
			w.read(t, "mutation { "+planned+"}, options: {"+options+"}) { __typename "+w.deep(payload, 3)+" } }")
		}
	}
	return w.sendAs(t, mutation)
}

// sendAs sends a mutation as it is.
func (w *writer) sendAs(t *testing.T, mutation string) map[string]any {
	t.Helper()
	name, _, _ := strings.Cut(mutation, "(")
	payload := w.schema.Types[w.schema.Mutation.Fields.ForName(name).Type.Name()]
	data := w.read(t, "mutation { __typename "+mutation+" { __typename "+w.deep(payload, 3)+" } }")
	told, ok := data.(map[string]any)[name].(map[string]any)
	if !ok {
		t.Fatalf("%s answers %v", mutation, data)
	}
	return told
}

func (w *writer) read(t *testing.T, document string) any {
	t.Helper()
	data := w.service.ask(t, operation{document: document})
	w.mark(data)
	return data
}

// deep selects the fields of a type, and of what they lead to, so many levels down. Of fields of one name in several types the type
// stands in front.
func (w *writer) deep(d *ast.Definition, levels int) string {
	var b strings.Builder
	for _, f := range d.Fields {
		of := w.schema.Types[f.Type.Name()]
		switch {
		case strings.HasPrefix(f.Name, "__"):
		case of.IsLeafType():
			fmt.Fprintf(&b, "%s_%s: %s ", strings.ToLower(d.Name), f.Name, f.Name)
		case levels > 0 && !slices.Contains(d.Interfaces, "Entity"):
			fmt.Fprintf(&b, "%s_%s: %s { __typename ", strings.ToLower(d.Name), f.Name, f.Name)
			for _, possible := range w.schema.GetPossibleTypes(of) {
				fmt.Fprintf(&b, "... on %s { __typename %s } ", possible.Name, w.deep(possible, levels-1))
			}
			b.WriteString("} ")
		}
	}
	return b.String()
}

// mark notes the fields that are not null.
func (w *writer) mark(data any) {
	switch v := data.(type) {
	case []any:
		for _, item := range v {
			w.mark(item)
		}
	case map[string]any:
		typename, _ := v["__typename"].(string)
		for key, value := range v {
			if value != nil {
				w.answered[typename+"."+key[strings.LastIndexByte(key, '_')+1:]] = true
			}
			w.mark(value)
		}
	}
}

// field is a field of an answer of deep.
func field(object map[string]any, name string) any {
	for key, value := range object {
		if key == name || strings.HasSuffix(key, "_"+name) {
			return value
		}
	}
	return nil
}

// id is the id of one object that a payload has.
func id(payload map[string]any, name string) string {
	object, _ := field(payload, name).(map[string]any)
	if text, ok := field(object, "id").(string); ok {
		return text
	}
	text, _ := json.MarshalIndent(payload, "", " ")
	panic(fmt.Sprintf("no %s in %s", name, text))
}

// ids is the ids of the objects of a list that a payload has.
func ids(payload map[string]any, name string) []string {
	var out []string
	list, _ := field(payload, name).([]any)
	for _, item := range list {
		if object, ok := item.(map[string]any); ok {
			text, _ := field(object, "id").(string)
			out = append(out, text)
		}
	}
	if out == nil {
		text, _ := json.MarshalIndent(payload, "", " ")
		panic(fmt.Sprintf("no %s in %s", name, text))
	}
	return out
}
