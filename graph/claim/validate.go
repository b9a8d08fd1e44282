package claim

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// checker holds datasets against the rules of the model before anything is written.
type checker struct {
	problems ValidationErrors
	declared map[ID]EntityRecord // over all datasets of the load
	dataset  *Dataset
	known    func(ID) bool // an entity or claim that the store holds already
	claims   map[ID]bool   // of the load
}

// maxText bounds a text of a claim, in bytes: a megabyte in a name or a purpose is a mistake, not a fact.
const maxText = 16 << 10

// Validate reports what is wrong with a load, nil where nothing is. known says what the store holds already.
func Validate(datasets []*Dataset, known func(ID) bool) ValidationErrors {
	c := checker{declared: map[ID]EntityRecord{}, known: known, claims: map[ID]bool{}}
	names := map[string]bool{}
	for _, c.dataset = range datasets {
		if _, err := ParseDatasetName(c.dataset.Name); err != nil {
			c.report(InEntities, -1, "id", err)
		} else if names[c.dataset.Name] {
			c.report(InEntities, -1, "id", fmt.Errorf("dataset %q stands twice in one load: give every claims file an id of its own: %w", c.dataset.Name, ErrInvalid))
		}
		names[c.dataset.Name] = true
		c.entities()
		for _, claim := range c.dataset.Claims {
			c.claims[claim.Base().ID] = true
		}
	}
	for _, c.dataset = range datasets {
		for i, claim := range c.dataset.Claims {
			c.claim(i, claim)
		}
	}
	return c.problems
}

func (c *checker) report(part Section, index int, field string, err error) {
	if err != nil && len(c.problems) < MaxValidationErrors {
		c.problems = append(c.problems, &ValidationError{c.dataset.Name, part, index, field, err})
	}
}

func (c *checker) entities() {
	own := map[ID]bool{}
	for i, e := range c.dataset.Entities {
		c.entity(i, e)
		first, again := c.declared[e.ID]
		switch {
		case own[e.ID]:
			c.report(InEntities, i, "id", fmt.Errorf("%s is declared twice in one file: keep one: %w", e.ID, ErrInvalid))
		case again && e.ID.Kind() == Document:
			c.report(InEntities, i, "id", fmt.Errorf("%s is declared by another file of this load too: a document belongs to one file: %w", e.ID, ErrInvalid))
		case again && first.Name != e.Name:
			c.report(InEntities, i, "name", fmt.Errorf("%s is named %q here and %q elsewhere: one id has one name, the other is an alias: %w", e.ID, e.Name, first.Name, ErrInvalid))
		}
		own[e.ID] = true
		if !again {
			c.declared[e.ID] = e
		}
	}
}

func (c *checker) entity(i int, e EntityRecord) {
	if id, err := ParseID(string(e.ID)); err != nil {
		c.report(InEntities, i, "id", err)
	} else if id.Kind() == "" {
		c.report(InEntities, i, "id", fmt.Errorf("%s is not an entity's id: begin it with a kind such as organisation/: %w", e.ID, ErrInvalid))
	}
	c.report(InEntities, i, "name", checkText("name", e.Name, true))
	for _, alias := range e.Aliases {
		c.report(InEntities, i, "aliases", checkText("alias", alias, true))
	}
	for _, id := range e.Identifiers {
		if id.Scheme == "" || id.Value == "" || strings.ContainsAny(id.Scheme, ": ") || strings.ContainsAny(id.Value+id.URI, " \t\n") {
			c.report(InEntities, i, "identifiers", fmt.Errorf("identifier %.60q: want a scheme without colon and a value without space: %w", id.Scheme+":"+id.Value, ErrInvalid))
		}
	}
	for _, old := range e.FormerIDs {
		if old == e.ID || old.Kind() != e.ID.Kind() {
			c.report(InEntities, i, "was", fmt.Errorf("%s was %s: want another id of the same kind: %w", e.ID, old, ErrInvalid))
		}
	}
	if t := e.Text; t.Start < 0 || (t.End != 0 && t.End <= t.Start) {
		c.report(InEntities, i, "end", fmt.Errorf("document from %d to %d: the end comes before the start: %w", t.Start, t.End, ErrInvalid))
	}
}

// checkText refuses what no name or text of a claim can be.
func checkText(what, s string, required bool) error {
	switch {
	case required && strings.TrimSpace(s) == "":
		return fmt.Errorf("%s is empty: %w", what, ErrInvalid)
	case len(s) > maxText:
		return fmt.Errorf("%s of %d bytes: at most %d: %w", what, len(s), maxText, ErrInvalid)
	case !utf8.ValidString(s):
		return fmt.Errorf("%s is not valid UTF-8: %w", what, ErrInvalid)
	case strings.ContainsFunc(s, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0x7f }):
		return fmt.Errorf("%s %.40q holds a control character: %w", what, s, ErrInvalid)
	}
	return nil
}

func (c *checker) claim(i int, claim Claim) {
	a := claim.Base()
	if len(a.Citations) == 0 {
		c.report(InClaims, i, "cite", fmt.Errorf("claim without a citation: say where the document proves it: %w", ErrInvalid))
	}
	for _, cite := range a.Citations {
		c.report(InClaims, i, "cite", c.citation(cite))
	}
	_, err := ParseCertainty(string(a.Certainty))
	c.report(InClaims, i, "certainty", err)
	_, err = ParseStatus(string(a.Status))
	c.report(InClaims, i, "status", err)
	c.report(InClaims, i, "holds", checkWhen(a.ValidTime))
	c.refer(i, "statedBy", a.StatedBy)
	c.referClaim(i, "includedIn", a.IncludedIn)
	for _, from := range a.DerivedFrom {
		c.referClaim(i, "derivedFrom", from)
	}
	switch claim := claim.(type) {
	case *Relationship:
		c.relationship(i, claim)
	case *Measure:
		c.refer(i, "about", claim.About)
		c.report(InClaims, i, "metric", checkText("metric", claim.Metric, true))
		c.report(InClaims, i, "figure", claim.Value.Check())
		c.refer(i, "place", claim.Place)
		c.report(InClaims, i, "scope", checkText("scope", claim.Scope, false))
	case *Attribute:
		c.refer(i, "about", claim.About)
		c.report(InClaims, i, "value", checkText("value", claim.Value, true))
		c.report(InClaims, i, "date", checkWhen(claim.Date))
		c.report(InClaims, i, "property", checkProperty(claim))
	}
}

func (c *checker) relationship(i int, r *Relationship) {
	_, err := ParseRelationshipKind(string(r.Kind))
	c.report(InClaims, i, "kind", err)
	c.refer(i, "subject", r.Subject)
	c.refer(i, "object", r.Object)
	if r.Subject == r.Object && r.Kind != "OWNS" { // a company may own shares of itself
		c.report(InClaims, i, "object", fmt.Errorf("%s is tied to itself: %w", r.Subject, ErrInvalid))
	}
	c.refer(i, "via", r.FundedThrough)
	c.refer(i, "recipient", r.Recipient)
	c.report(InClaims, i, "role", checkText("role", r.Role, false))
	c.report(InClaims, i, "purpose", checkText("purpose", r.Purpose, false))
	if r.Instrument != "" {
		_, err := ParseInstrument(string(r.Instrument))
		c.report(InClaims, i, "instrument", err)
	}
	if r.Amount != nil {
		c.report(InClaims, i, "amount", checkMoney(*r.Amount))
	}
	if r.Quantity != nil {
		c.report(InClaims, i, "quantity", r.Quantity.Check())
	}
}

func checkMoney(q Quantity) error {
	if q.Value == nil {
		return fmt.Errorf("amount without a value: leave the amount out where the source states none: %w", ErrInvalid)
	}
	if _, err := ParseCurrency(q.Unit); err != nil {
		return err
	}
	return q.Check()
}

func checkWhen(w When) error {
	if w.EDTF != "" {
		if _, err := ParseEDTF(string(w.EDTF)); err != nil {
			return err
		}
	}
	if w.EDTF == "" && w.Basis != "" && w.Wording == "" {
		return fmt.Errorf("basis without a date: give edtf or wording: %w", ErrInvalid)
	}
	return nil
}

// checkProperty holds the value of a property with a closed vocabulary against it.
func checkProperty(a *Attribute) error {
	if _, err := ParseProperty(a.Property); err != nil {
		return err
	}
	switch a.Property {
	case "placeType":
		_, err := ParsePlaceType(a.Value)
		return err
	case "instrument":
		_, err := ParseInstrument(a.Value)
		return err
	case "amount":
		var q Quantity
		if err := q.UnmarshalText([]byte(a.Value)); err != nil {
			return err
		}
		return checkMoney(q)
	}
	return nil
}

// citation holds a citation against its document.
func (c *checker) citation(cite Citation) error {
	i := slices.IndexFunc(c.dataset.Entities, func(e EntityRecord) bool { return e.ID == cite.Document })
	if i < 0 || cite.Document.Kind() != Document {
		return fmt.Errorf("cites %q, which this file does not declare under documents: %w", cite.Document, ErrInvalid)
	}
	text := c.dataset.Entities[i].Text
	switch {
	case cite.End == 0 && cite.Start == 0 && cite.Digest == "":
		return checkText("locator", cite.Locator, true)
	case cite.Start < 0 || cite.End <= cite.Start:
		return fmt.Errorf("characters %d to %d: want a start of 0 or more and an end behind it: %w", cite.Start, cite.End, ErrInvalid)
	case cite.Start < text.Start || (text.End > 0 && cite.End > text.End):
		return fmt.Errorf("characters %d to %d lie outside the document, which stands at %d to %d: %w", cite.Start, cite.End, text.Start, text.End, ErrInvalid)
	case len(cite.Digest) != 64 || strings.Trim(cite.Digest, "0123456789abcdef") != "":
		return fmt.Errorf("sha256 %.70q: want 64 hexadecimal digits: %w", cite.Digest, ErrInvalid)
	}
	return checkText("locator", cite.Locator, false)
}

// refer checks that an id names an entity that is declared here or known already.
func (c *checker) refer(i int, field string, id ID) {
	if id == "" {
		if field == "subject" || field == "object" || field == "about" {
			c.report(InClaims, i, field, fmt.Errorf("%s is missing: %w", field, ErrInvalid))
		}
		return
	}
	if _, err := ParseID(string(id)); err != nil {
		c.report(InClaims, i, field, err)
		return
	}
	if _, ok := c.declared[id]; ok || (id.Kind() != "" && c.known(id)) {
		return
	}
	if near := SuggestSpelling(string(id), slices.Collect(maps.Keys(c.declared))); near != "" {
		c.report(InClaims, i, field, fmt.Errorf("no entity %s: did you mean %s? %w", id, near, ErrInvalid))
		return
	}
	c.report(InClaims, i, field, fmt.Errorf("no entity %s: declare it under entities: %w", id, ErrInvalid))
}

func (c *checker) referClaim(i int, field string, id ID) {
	if id != "" && !c.claims[id] && !c.known(id) {
		c.report(InClaims, i, field, fmt.Errorf("no claim %.60q: give the key of a claim of this file, or an id: %w", id, ErrInvalid))
	}
}
