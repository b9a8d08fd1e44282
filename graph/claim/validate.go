package claim

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"
)

// checker holds datasets against the rules of the model before anything is written.
type checker struct {
	problems ValidationErrors
	declared map[ID]EntityRecord // over all datasets of the load
	dataset  *Dataset
	known    func(ID) bool       // an entity or claim that the store holds already
	claims   map[ID]bool         // of the load
	files    map[ID]DocumentFile // of the dataset's documents
	records  map[ID]ID           // of the dataset, with their documents
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
		c.evidence()
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
		_, again := c.declared[e.ID]
		switch {
		case own[e.ID]:
			c.report(InEntities, i, "id", fmt.Errorf("%s is declared twice in one file: keep one: %w", e.ID, ErrInvalid))
		case again && e.ID.Kind() == Document:
			c.report(InEntities, i, "id", fmt.Errorf("%s is declared by another file of this load too: a document belongs to one file: %w", e.ID, ErrInvalid))
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
	c.report(InClaims, i, "reference", checkText("reference", a.Reference, false))
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
		c.report(InClaims, i, "language", checkLanguage(claim.Language))
		c.report(InClaims, i, "nameKind", checkNameKind(claim))
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

// Check reports what of an attribute no claim may have: its property, value, language or kind of name. The error wraps ErrInvalid.
func (a *Attribute) Check() error {
	for _, err := range []error{checkProperty(a), checkText("value", a.Value, true), checkLanguage(a.Language), checkNameKind(a)} {
		if err != nil {
			return err
		}
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
	case "point":
		return checkPoint(a.Value)
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
	text, declared := c.files[cite.Document]
	if !declared {
		return fmt.Errorf("cites %q, which this file does not declare under documents: %w", cite.Document, ErrInvalid)
	}
	switch {
	case cite.Record != "" || cite.Field != "":
		return c.field(cite)
	case cite.End == 0 && cite.Start == 0 && cite.Digest == "":
		return checkText("locator", cite.Locator, true)
	case cite.Start < 0 || cite.End <= cite.Start:
		return fmt.Errorf("characters %d to %d: want a start of 0 or more and an end behind it: %w", cite.Start, cite.End, ErrInvalid)
	case cite.Start < text.Start || (text.End > 0 && cite.End > text.End):
		return fmt.Errorf("characters %d to %d lie outside the document, which stands at %d to %d: %w", cite.Start, cite.End, text.Start, text.End, ErrInvalid)
	case !isDigest(cite.Digest):
		return fmt.Errorf("sha256 %.70q: want 64 hexadecimal digits: %w", cite.Digest, ErrInvalid)
	}
	return checkText("locator", cite.Locator, false)
}

// field holds the citation of a field against its record.
func (c *checker) field(cite Citation) error {
	switch {
	case cite.Record == "" || c.records[cite.Record] != cite.Document:
		return fmt.Errorf("cites the field %q of a record that %s does not have: %w", cite.Field, cite.Document, ErrInvalid)
	case cite.Start != 0 || cite.End != 0:
		return fmt.Errorf("cites a field and characters: want one of the two: %w", ErrInvalid)
	case !isDigest(cite.Digest):
		return fmt.Errorf("sha256 %.70q: want 64 hexadecimal digits: %w", cite.Digest, ErrInvalid)
	}
	return checkText("field", cite.Field, true)
}

func isDigest(s string) bool { return len(s) == 64 && strings.Trim(s, "0123456789abcdef") == "" }

// evidence takes note of what the claims of the dataset may cite.
func (c *checker) evidence() {
	c.files, c.records = map[ID]DocumentFile{}, make(map[ID]ID, len(c.dataset.Records))
	for _, e := range c.dataset.Entities {
		if e.ID.Kind() == Document {
			c.files[e.ID] = e.Text
		}
	}
	for _, r := range c.dataset.Records {
		c.records[r.ID()] = r.Document
	}
}

// checkLanguage checks that a language is a well-formed tag of BCP 47, or none.
func checkLanguage(tag string) error {
	if tag == "" {
		return nil
	}
	if _, err := language.Parse(tag); err != nil && !errors.As(err, new(language.ValueError)) {
		return fmt.Errorf("language %.40q: want a tag of BCP 47 such as en or cy: %w", tag, ErrInvalid)
	}
	return nil
}

func checkNameKind(a *Attribute) error {
	if a.NameKind == "" {
		return nil
	}
	if a.Property != "name" {
		return fmt.Errorf("nameKind of %s: a name alone has one: %w", a.Property, ErrInvalid)
	}
	_, err := ParseNameKind(string(a.NameKind))
	return err
}

// checkPoint checks a latitude and a longitude in degrees of WGS 84.
func checkPoint(s string) error {
	latitude, longitude, two := strings.Cut(s, " ")
	for _, part := range []struct {
		text string
		most float64
	}{{latitude, 90}, {longitude, 180}} {
		degrees, err := strconv.ParseFloat(part.text, 64)
		if err != nil || !two || !(degrees >= -part.most && degrees <= part.most) {
			return fmt.Errorf("point %.40q: want latitude and longitude in degrees, such as 52.4862 -1.8904: %w", s, ErrInvalid)
		}
	}
	return nil
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
