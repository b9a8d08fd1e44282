package dump

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/encoding"
)

// Rules holds the statements of a dump to what the graph can read, as a claims file is: a value that it can't is refused
// where it stands, and so is a claim without a citation or without the time at which it was recorded. What WhyForeign tells
// of is none of its business.
//
// It remembers every claim of the dump, in some 250 bytes each, and holds its id to what it says.
type Rules struct {
	view    *graph.View
	words   map[string]bool
	claims  map[claimKey]dumpClaim
	content contents
}

// dumpClaim is what a dump says of a claim.
type dumpClaim struct {
	source, line int32 // where it first stands
	says         claimParts
}

// claimParts is the statements that make a claim.
type claimParts uint8

const (
	partStated   claimParts = 1 << iota // what it labels
	partRecorded                        // when
	partCited                           // where it is proved
	partsAll     = partStated | partRecorded | partCited
)

// NewRules begins with a dump, or several that are loaded at once.
func NewRules(g *graph.Graph) *Rules {
	r := &Rules{view: g.Now(), words: map[string]bool{}, claims: map[claimKey]dumpClaim{}, content: newDumpClaims()}
	for _, w := range encoding.EnumMembers() {
		r.words[string(encoding.Concept(w))] = true
	}
	return r
}

// Check yields what is wrong with the statements of a block, each by its place in it. Lines are their lines in a source,
// which has a number of the caller's.
func (r *Rules) Check(b *graph.Block, source int, lines []int) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		const own, foreign = 1, 2
		subjects := make([]uint8, len(b.Terms)+1) // own or foreign, once it was asked for
		rules := make([]func(quad.Quad) error, len(b.Terms)+1)
		parts := make([]claimParts, len(b.Terms)+1)
		keys := make([]*claimKey, len(b.Terms)+1) // of claims
		for i, v := range b.Terms {
			if iri, ok := v.(quad.IRI); ok {
				rules[i+1], parts[i+1] = r.rule(iri)
				if key, ok := r.claimKey(string(iri)); ok {
					keys[i+1] = &key
				}
			}
		}
		for i, row := range b.Quads {
			switch subject, label := keys[row[0]], keys[row[3]]; {
			case label != nil:
				r.content.add(*label, b.Quad(i), true, int32(source), int32(lines[i]))
			case subject != nil && parts[row[1]]&(partRecorded|partCited) == 0 && b.Terms[row[1]-1] != encoding.PredRetracted:
				r.content.add(*subject, b.Quad(i), false, int32(source), int32(lines[i]))
			}
			rule, part := rules[row[1]], parts[row[1]]
			if rule == nil && part == 0 {
				continue
			}
			q := b.Quad(i)
			if subjects[row[0]] == 0 {
				subjects[row[0]] = own
				if subject, ok := q.Subject.(quad.IRI); !ok || r.view.Namer.IDOf(string(subject)) == "" {
					subjects[row[0]] = foreign
				}
			}
			if subjects[row[0]] == foreign {
				continue
			}
			r.note(q, part, int32(source), int32(lines[i]))
			if rule == nil {
				continue
			}
			if err := rule(q); err != nil && !yield(i, err) {
				return
			}
		}
	}
}

// note remembers what a statement says of a claim: the claim that it has for its label or, of those about claims, its subject.
func (r *Rules) note(q quad.Quad, part claimParts, source, line int32) {
	iri, _ := q.Subject.(quad.IRI)
	if part == partStated {
		iri, _ = q.Label.(quad.IRI)
	}
	key, ok := r.claimKey(string(iri))
	if !ok || part == 0 {
		return
	}
	c, known := r.claims[key]
	if !known {
		c.source, c.line = source, line
	}
	c.says |= part
	r.claims[key] = c
}

func (r *Rules) claimKey(iri string) (key claimKey, ok bool) {
	digits, ok := strings.CutPrefix(iri, r.view.Namer.Base+claim.ClaimPrefix)
	if !ok || len(digits) != 2*len(key) {
		return key, false
	}
	_, err := hex.Decode(key[:], []byte(digits))
	return key, err == nil
}

// rule is what the object of a predicate must be, nil for anything, and what the predicate says of a claim.
func (r *Rules) rule(predicate quad.IRI) (rule func(quad.Quad) error, part claimParts) {
	claims, known := vocabularyPredicates()[predicate]
	switch predicate {
	case encoding.PredMeasure:
		return mustBeQuantity, partStated
	case encoding.PredAmount, encoding.PredQuantity:
		return mustBeQuantity, 0
	case encoding.PredHolds, encoding.PredDate:
		return mustBeEDTF, 0
	case encoding.PredRecorded:
		return mustBeTime, partRecorded
	case encoding.PredRetracted:
		return mustBeTime, 0
	case encoding.PredStart, encoding.PredEnd:
		return mustBeNumber, 0
	case encoding.PredField:
		return r.mustBeField, 0
	case encoding.PredCertainty, encoding.PredStatus, encoding.PredInstrument, encoding.PredNameKind:
		return r.mustBeWord, 0
	case encoding.PredVia, encoding.PredRecipient, encoding.PredStatedBy, encoding.PredPlace:
		return r.mustBeEntity, 0
	case encoding.PredQuotedFrom:
		return r.mustBeEntity, partCited
	}
	for i := range claim.RelationshipKinds {
		if claim.RelationshipKinds[i].Predicate == string(predicate) {
			return r.mustLinkEntities, partStated
		}
	}
	if known && claims {
		return nil, partStated
	}
	return nil, 0
}

// literal is the lexical text of a literal; ok is false for what is none.
func literal(v quad.Value) (text string, ok bool) {
	switch v := v.(type) {
	case quad.String:
		return string(v), true
	case quad.TypedString:
		return string(v.Value), true
	case quad.LangString:
		return string(v.Value), true
	}
	return "", false
}

func refused(q quad.Quad, want string) error {
	return fmt.Errorf("the object of %s is %.100s: want %s: %w", q.Predicate, q.Object, want, claim.ErrInvalid)
}

func mustBeQuantity(q quad.Quad) error {
	text, ok := literal(q.Object)
	if _, err := claim.ParseQuantity(text); !ok || err != nil {
		return refused(q, `a quantity as the graph writes it, such as "10000 GBP"`)
	}
	return nil
}

func mustBeEDTF(q quad.Quad) error {
	text, ok := literal(q.Object)
	if _, err := claim.ParseEDTF(text); !ok || err != nil {
		return refused(q, "a date or an interval in EDTF, such as 2014-07 or 2014/2016")
	}
	return nil
}

func mustBeTime(q quad.Quad) error {
	text, ok := literal(q.Object)
	if !ok || encoding.ParseTime(text).IsZero() {
		return refused(q, "an xsd:dateTime with a zone, such as 2024-01-31T12:00:00Z")
	}
	return nil
}

func mustBeNumber(q quad.Quad) error {
	text, ok := literal(q.Object)
	if n, err := strconv.Atoi(text); !ok || err != nil || n < 0 {
		return refused(q, "a number of characters")
	}
	return nil
}

// mustBeField is of a citation of data: the digest and the field's title, labelled by the record.
func (r *Rules) mustBeField(q quad.Quad) error {
	text, ok := literal(q.Object)
	digest, field, parted := strings.Cut(text, " ")
	label, _ := q.Label.(quad.IRI)
	if _, err := hex.DecodeString(digest); !ok || err != nil || len(digest) != 2*sha256.Size || !parted || field == "" {
		return refused(q, "the SHA-256 of a field, a space and its title")
	}
	if !strings.HasPrefix(string(r.view.Namer.IDOf(string(label))), claim.RecordPrefix) {
		return fmt.Errorf("the statement about the field %.60q has no record for its label: %w", field, claim.ErrInvalid)
	}
	return nil
}

func (r *Rules) mustBeWord(q quad.Quad) error {
	if iri, ok := q.Object.(quad.IRI); !ok || !r.words[string(iri)] {
		return refused(q, "a word of the vocabulary")
	}
	return nil
}

func (r *Rules) mustBeEntity(q quad.Quad) error {
	if iri, ok := q.Object.(quad.IRI); !ok || r.view.Namer.IDOf(string(iri)).Kind() == "" {
		return refused(q, "an entity below "+r.view.Namer.Base+encoding.EntityPath)
	}
	return nil
}

func (r *Rules) mustLinkEntities(q quad.Quad) error {
	if iri, _ := q.Subject.(quad.IRI); r.view.Namer.IDOf(string(iri)).IsClaim() {
		return nil // a claim that is part of another
	}
	if iri, ok := q.Subject.(quad.IRI); !ok || r.view.Namer.IDOf(string(iri)).Kind() == "" {
		return fmt.Errorf("the subject of %s is %.100s: want an entity below %s: %w", q.Predicate, q.Subject, r.view.Namer.Base+encoding.EntityPath, claim.ErrInvalid)
	}
	return r.mustBeEntity(q)
}

// Incomplete is a claim that a dump leaves without a part, or whose id is not its own.
type Incomplete struct {
	Source, Line int // where it first stands
	Err          error
}

// End is the claims that lack a part which the graph does not hold either, in their order; most bounds how many.
func (r *Rules) End(ctx context.Context, most int) (out []Incomplete, err error) {
	for key, c := range r.claims {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if c.says == partsAll {
			continue
		}
		iri := quad.IRI(r.view.Namer.Base + claim.ClaimPrefix + hex.EncodeToString(key[:]))
		says := c.says | r.held(iri)
		var why string
		switch {
		case says&partStated == 0:
			continue // no claim: a citation, or what the graph does not show
		case says&partRecorded == 0:
			why = fmt.Sprintf("it has no <%s>, so nobody knows since when it is claimed", string(encoding.PredRecorded))
		case says&partCited == 0:
			why = fmt.Sprintf("it has no <%s>: say where a document proves it", string(encoding.PredQuotedFrom))
		default:
			continue
		}
		out = append(out, Incomplete{int(c.source), int(c.line), fmt.Errorf("claim <%s> is incomplete: %s: %w", string(iri), why, claim.ErrInvalid)})
		if len(out) == most {
			break
		}
	}
	if len(out) == 0 {
		err = r.forged(ctx, func(c Incomplete) bool {
			out = append(out, c)
			return len(out) < most
		})
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(out, func(a, b Incomplete) int { return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Line, b.Line)) })
	return out, nil
}

// held is the parts of a claim that the graph holds already.
func (r *Rules) held(iri quad.IRI) (says claimParts) {
	snap := r.view.Snapshot().Snapshot
	id := snap.ID(iri)
	if id == 0 {
		return 0
	}
	if snap.Degree(id, quad.Label, 0) > 0 {
		says |= partStated
	}
	for predicate, part := range map[quad.IRI]claimParts{encoding.PredRecorded: partRecorded, encoding.PredQuotedFrom: partCited} {
		if pred := r.view.Vocabulary().ID(predicate); pred != 0 && snap.Degree(id, quad.Subject, pred) > 0 {
			says |= part
		}
	}
	return says
}
