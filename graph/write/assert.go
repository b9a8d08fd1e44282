package write

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/cayleygraph/quad"
	"golang.org/x/text/unicode/norm"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/encoding"
	"whence/graph/identity"
	"whence/graph/names"
	"whence/graph/search"
	"whence/graph/sourcetext"
)

// AssertClaims asserts claims with their citations, and makes the entities and documents that they need.
type AssertClaims struct {
	Documents []NewDocument
	Entities  []NewEntity
	Claims    []NewClaim
}

// NewEntity is an entity to make. A claim of the same write must name it.
type NewEntity struct {
	Key         string
	Kind        claim.EntityKind
	Name        string
	ID          claim.ID // that the caller would like; one is made of the name where it is ""
	Identifiers []claim.Identifier
	NotSameAs   []claim.ID
}

// NewClaim is a claim to assert. Its ids may be "#key" of what the same write makes.
type NewClaim struct {
	Key   string
	Claim claim.Claim // without citations
	Cited []Cited
}

// The most of one write.
const (
	maxClaims    = 250
	maxCitations = 500
	maxEntities  = 250
	maxDocuments = 10
	maxTextBytes = 100_000
	maxIDs       = 500
)

func (AssertClaims) action() commitlog.Action { return commitlog.Assert }

func (m AssertClaims) plan(ctx context.Context, d *draft) error {
	if !m.fits(d) {
		return nil
	}
	m.nameKeys(d)
	for i, doc := range m.Documents {
		if err := d.addDocument(ctx, doc, input("documents", i)); err != nil {
			return err
		}
	}
	for i, e := range m.Entities {
		if err := d.makeEntity(ctx, e, input("entities", i)); err != nil {
			return err
		}
	}
	if len(d.outcome.Errors) > 0 {
		return nil
	}
	if err := m.assertAll(ctx, d); err != nil {
		return err
	}
	m.named(d)
	return nil
}

// fits refuses more than one write may hold.
func (m AssertClaims) fits(d *draft) bool {
	citations, text := 0, 0
	for _, c := range m.Claims {
		citations += len(c.Cited)
	}
	for _, doc := range m.Documents {
		if doc.Text != nil {
			text += len(*doc.Text)
		}
	}
	for _, bound := range []struct {
		what    string
		n, most int
	}{
		{"claims", len(m.Claims), maxClaims},
		{"citations", citations, maxCitations},
		{"entities", len(m.Entities), maxEntities},
		{"documents", len(m.Documents), maxDocuments},
		{"bytes of text", text, maxTextBytes},
	} {
		if bound.n > bound.most {
			d.fail(TooLarge, input(), "%d %s: at most %d in one write; load larger things as a data set", bound.n, bound.what, bound.most)
		}
	}
	return len(d.outcome.Errors) == 0
}

// nameKeys gives every key of the write a place, each once.
func (m AssertClaims) nameKeys(d *draft) {
	add := func(key string, at []string) {
		if key == "" {
			return
		}
		if _, twice := d.keys["#"+key]; twice {
			d.fail(InvalidValue, append(at, "key"), "the key %q stands twice in this write", key)
		}
		d.keys["#"+key] = ""
	}
	for i, doc := range m.Documents {
		add(doc.Key, input("documents", i))
	}
	for i, e := range m.Entities {
		add(e.Key, input("entities", i))
	}
	for i, c := range m.Claims {
		add(c.Key, input("claims", i))
	}
}

func (d *draft) settleKey(key string, id claim.ID) {
	if key != "" {
		d.keys["#"+key] = id
	}
}

// makeEntity describes an entity, unless one like it is there.
func (d *draft) makeEntity(ctx context.Context, n NewEntity, at []string) error {
	field := func(name string) []string { return append(slices.Clone(at), name) }
	if n.Kind == claim.Document {
		d.fail(InvalidValue, field("kind"), "a document is made by a DocumentInput")
		return nil
	}
	if strings.TrimSpace(n.Name) == "" {
		d.fail(InvalidValue, field("name"), "an entity has a name, with the characters of the source")
		return nil
	}
	id := n.ID
	switch parsed, err := claim.ParseID(string(id)); {
	case id == "":
		id = d.freeID(n.Kind, n.Name)
	case err != nil || parsed.Kind() != n.Kind:
		d.fail(InvalidValue, field("id"), "id %.80q: want %s and a slug of lower-case letters, digits, dots and hyphens", id, idPrefix(n.Kind))
		return nil //nolint:nilerr // it is among the failures that the user is told
	case d.taken(id):
		d.fail(InvalidValue, field("id"), "id %s is taken", id)
		return nil
	}
	if err := d.unlike(ctx, n, at); err != nil {
		return err
	}
	d.settleKey(n.Key, id)
	d.describe(claim.EntityRecord{ID: id, Name: n.Name, Identifiers: n.Identifiers}, d.DatasetIRI(encoding.APIDataset), nil)
	d.freshNames[id] = n.Name
	d.outcome.Entities = append(d.outcome.Entities, id)
	for _, other := range n.NotSameAs {
		if d.seen.NodeOf(other) == 0 {
			d.fail(UnknownID, field("notSameAs"), "no entity %s", other)
			continue
		}
		d.judge(&graph.Judgement{Left: id, Right: other, Verdict: identity.Different})
	}
	return nil
}

// unlike refuses an entity whose identifier, or whose whole name, one of its kind has already.
func (d *draft) unlike(ctx context.Context, n NewEntity, at []string) error {
	for _, id := range n.Identifiers {
		if found, err := search.EntityByIdentifier(ctx, d.seen, id.Scheme, id.Value); err == nil {
			d.fail(DuplicateSuspected, append(slices.Clone(at), "identifiers"), "%s has the identifier %s already", found.ID, id.Key()).Nearest = []string{string(found.ID)}
			return nil
		} else if several, ok := errors.AsType[*search.AmbiguousError](err); ok {
			d.fail(DuplicateSuspected, append(slices.Clone(at), "identifiers"), "%s have the identifier %s already", several.Listed(), id.Key()).Nearest = several.IDs()
			return nil
		} else if !errors.Is(err, graph.ErrNotFound) {
			return err
		}
	}
	var found []*claim.Entity
	for _, predicate := range []quad.IRI{encoding.PredName, encoding.PredAlias} {
		bearers, err := search.BearersOf(ctx, d.seen, predicate, n.Name, n.Kind, names.Canonical)
		if err != nil {
			return err
		}
		found = append(found, bearers...)
	}
	var like []string
	for _, e := range found {
		if !slices.Contains(n.NotSameAs, e.ID) && !slices.Contains(like, string(e.ID)) {
			like = append(like, string(e.ID))
		}
	}
	if len(like) > 0 {
		d.fail(DuplicateSuspected, append(slices.Clone(at), "name"), "%s is called so already: use it, or name it in notSameAs", like[0]).Nearest = like
	}
	return nil
}

// taken reports whether the graph or the write has an id.
func (d *draft) taken(id claim.ID) bool {
	_, fresh := d.freshNames[id]
	ref := d.Snapshot().ID(d.IRIOf(id))
	return fresh || ref != 0 && d.Snapshot().Mentions(ref)
}

// idPrefix is what the ids of a kind begin with.
func idPrefix(k claim.EntityKind) string {
	return strings.ToLower(strings.ReplaceAll(string(k), "_", "-")) + "/"
}

// freeID is an id made of a name, which nothing has.
func (d *draft) freeID(k claim.EntityKind, name string) claim.ID {
	const longest = 80
	var slug strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(name)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			slug.WriteRune(r)
		case unicode.Is(unicode.Mn, r):
		case slug.Len() > 0 && !strings.HasSuffix(slug.String(), "-") && slug.Len() < longest:
			slug.WriteByte('-')
		}
		if slug.Len() > longest {
			break
		}
	}
	stem := strings.Trim(slug.String(), "-")
	if stem == "" {
		stem = sourcetext.Digest(name)[:12]
	}
	for n := 1; ; n++ {
		id := claim.ID(idPrefix(k) + stem)
		if n > 1 {
			id += claim.ID("-" + strconv.Itoa(n))
		}
		if !d.taken(id) {
			return id
		}
	}
}

// assertAll asserts the claims, each after those that it points at.
func (m AssertClaims) assertAll(ctx context.Context, d *draft) error {
	at := map[string]int{}
	for i, c := range m.Claims {
		if c.Key != "" {
			at["#"+c.Key] = i
		}
	}
	const waiting, done = 1, 2
	state := make([]int, len(m.Claims))
	var visit func(i int) error
	visit = func(i int) error {
		if state[i] == done {
			return nil
		}
		if state[i] == waiting {
			d.fail(RuleBroken, input("claims", i), "the claims point at each other in a circle")
			return nil
		}
		state[i] = waiting
		a := m.Claims[i].Claim.Base()
		for _, id := range append([]claim.ID{a.IncludedIn}, a.DerivedFrom...) {
			if j, ours := at[string(id)]; ours {
				if err := visit(j); err != nil {
					return err
				}
			}
		}
		state[i] = done
		c := m.Claims[i]
		if err := d.assertOne(ctx, c.Claim, c.Cited, input("claims", i)); err != nil {
			return err
		}
		d.settleKey(c.Key, c.Claim.Base().ID)
		return nil
	}
	for i := range m.Claims {
		if err := visit(i); err != nil {
			return err
		}
	}
	for _, c := range m.Claims {
		d.outcome.Claims = append(d.outcome.Claims, c.Claim.Base().ID)
		d.outcome.Planned = append(d.outcome.Planned, c.Claim)
	}
	return nil
}

// assertOne checks a claim, finds its citations and asserts it.
func (d *draft) assertOne(ctx context.Context, c claim.Claim, cited []Cited, at []string) error {
	errorsBefore := len(d.outcome.Errors)
	d.resolveIDs(c, at)
	if len(cited) == 0 && len(c.Base().Citations) == 0 {
		d.fail(EvidenceRequired, append(slices.Clone(at), "citations"), "a claim needs a citation: say where the document proves it")
	}
	for i, given := range cited {
		where := append(slices.Clone(at), "citations", strconv.Itoa(i))
		if given.Document = d.resolveID(given.Document, append(slices.Clone(where), "document")); given.Document == "" {
			continue
		}
		if given.Document.Kind() != claim.Document {
			d.fail(InvalidValue, append(where, "document"), "%s is no document", given.Document)
			continue
		}
		cite, err := d.place(ctx, given, where)
		if err != nil {
			return err
		}
		c.Base().Citations = append(c.Base().Citations, cite)
	}
	if a, ok := c.(*claim.Attribute); ok && a.NameKind != "" && a.Property != "name" {
		d.fail(InvalidValue, placeOf(c, "nameKind", at), "%.60s is no name, and has no kind of name", a.Property)
	}
	claim.Normalise(c)
	if len(d.outcome.Errors) > errorsBefore {
		return nil
	}
	d.validate(c, at)
	if len(d.outcome.Errors) > errorsBefore {
		return nil
	}
	return d.assertChecked(ctx, c, at)
}

// assertChecked asserts a claim that keeps the rules, unless it stands, and adds the citations that it lacks.
func (d *draft) assertChecked(ctx context.Context, c claim.Claim, at []string) error {
	id := c.Base().ID
	ref := d.Snapshot().ID(d.IRIOf(id))
	said := ref != 0 && d.Snapshot().Degree(ref, quad.Label, 0) > 0
	stands := said && !d.Retractions().Has(ref)
	if said && !stands {
		d.warn(RetractedBefore, at, []claim.ID{id}, "it was retracted before")
	}
	cited := d.report.Cited
	if _, twice := d.wanted[id]; twice {
		return nil
	}
	d.wanted[id] = c
	d.claim(c)
	if stands && d.report.Cited == cited {
		d.warn(AlreadySaid, at, []claim.ID{id}, "it stands already, so cited: there is nothing to write")
	}
	if !stands {
		if err := d.foresee(ctx, c, at); err != nil {
			return err
		}
	}
	return d.doubt(ctx, c, at)
}

// resolveIDs puts ids in the place of #keys, and refuses ids that name nothing.
func (d *draft) resolveIDs(c claim.Claim, at []string) {
	a := c.Base()
	resolve := func(id *claim.ID, name string) {
		if *id != "" {
			*id = d.resolveID(*id, placeOf(c, name, at))
		}
	}
	switch c := c.(type) {
	case *claim.Relationship:
		resolve(&c.Subject, "subject")
		resolve(&c.Object, "object")
		resolve(&c.FundedThrough, "via")
		resolve(&c.Recipient, "recipient")
	case *claim.Measure:
		resolve(&c.About, "about")
		resolve(&c.Place, "place")
	case *claim.Attribute:
		resolve(&c.About, "about")
	}
	resolve(&a.StatedBy, "statedBy")
	resolve(&a.IncludedIn, "includedIn")
	for i := range a.DerivedFrom {
		resolve(&a.DerivedFrom[i], "derivedFrom")
	}
}

// placeOf is where a field of a claim stands in the arguments: what it says below says, or correct, and its sort.
func placeOf(c claim.Claim, field string, at []string) []string {
	if field == "" || slices.Contains([]string{"certainty", "status", "holds", "statedBy", "includedIn", "derivedFrom", "reference", "citations"}, field) {
		return append(slices.Clone(at), field)[:len(at)+min(len(field), 1)]
	}
	says := "says"
	if len(at) == 1 {
		says = "correct"
	}
	return append(slices.Clone(at), says, sortOfClaim(c), field)
}

func sortOfClaim(c claim.Claim) string {
	switch c.(type) {
	case *claim.Relationship:
		return "relationship"
	case *claim.Measure:
		return "measure"
	}
	return "attribute"
}

// resolveID is what an id or a #key stands for, "" where it names nothing, which fails the draft.
func (d *draft) resolveID(id claim.ID, at []string) claim.ID {
	if strings.HasPrefix(string(id), "#") {
		if found := d.keys[string(id)]; found != "" {
			return found
		}
		d.fail(UnknownID, at, "no key %.60q in this write", id)
		return ""
	}
	if id == "" {
		d.fail(UnknownID, at, "an empty id names nothing")
		return ""
	}
	if d.taken(id) {
		return id
	}
	d.fail(UnknownID, at, "no %.80q", id).Nearest = d.nearIDs(id)
	return ""
}
