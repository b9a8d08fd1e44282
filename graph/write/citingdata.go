package write

import (
	"context"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/evidence"
	"whence/graph/quadstore"
)

// placeField finds the field of a record that is cited, and fails the draft where it can't. What its digest is, is known from what
// cites the field already; of a field that nothing cites, the caller says it.
func (d *draft) placeField(ctx context.Context, out *claim.Citation, c Cited, at []string) error {
	field := func(name string) []string { return append(slices.Clone(at), name) }
	switch {
	case c.Record == nil || *c.Record == "":
		d.fail(InvalidValue, field("record"), "a field is one of a record: give record, as Record.key has it")
		return nil
	case strings.TrimSpace(c.Field) == "":
		d.fail(InvalidValue, field("field"), "say which field of the record says so")
		return nil
	case c.Words.Exact != "" || c.Start != nil || c.End != nil || out.Locator != "":
		d.fail(InvalidValue, field("record"), "a record goes with field and digest alone, and not with words, characters or a locator")
		return nil
	case c.Digest != "" && (len(c.Digest) != 64 || strings.Trim(c.Digest, "0123456789abcdef") != ""):
		d.fail(InvalidValue, field("digest"), "sha256 %.70q: want 64 hexadecimal digits", c.Digest)
		return nil
	}
	record := claim.Record{Document: c.Document, Key: *c.Record}
	known, err := evidence.Records(ctx, d.View, []claim.ID{record.ID()})
	if err != nil {
		return err
	}
	if known[0].Key == "" {
		d.fail(UnknownID, field("record"), "%s has no record %.80q", c.Document, *c.Record)
		return nil
	}
	digests, names, err := d.fieldsOf(ctx, record.ID())
	if err != nil {
		return err
	}
	out.Record, out.Field, out.Digest = record.ID(), c.Field, c.Digest
	switch of := digests[c.Field]; {
	case len(of) == 0 && c.Digest == "":
		d.fail(TextNotHeld, field("digest"), "nothing cites the field %.60q of this record yet: give the SHA-256 of its raw text", c.Field).Nearest = names
	case len(of) > 0 && c.Digest == "":
		out.Digest = of[0]
	case len(of) > 0 && !slices.Contains(of, c.Digest):
		d.fail(SpanMismatch, field("digest"), "the field has the digest %s", of[0])
	}
	return nil
}

// fieldsOf is the digests of the fields of a record that something standing cites, each list sorted, and the names of the fields.
func (d *draft) fieldsOf(ctx context.Context, record claim.ID) (digests map[string][]string, names []string, err error) {
	node := d.Snapshot().ID(d.IRIOf(record))
	pred := d.Vocabulary().ID(encoding.PredField)
	digests = map[string][]string{}
	if node == 0 || pred == 0 {
		return digests, nil, nil
	}
	var edges quadstore.Edges
	if err := d.Snapshot().Expand(ctx, &edges, []quadstore.ID{node}, quad.Label, pred); err != nil {
		return nil, nil, err
	}
	for i, cite := range edges.Subject {
		if d.Retractions().Has(cite) {
			continue
		}
		digest, name, _ := strings.Cut(d.Text(edges.Object[i]), " ")
		if !slices.Contains(digests[name], digest) {
			digests[name] = append(digests[name], digest)
			slices.Sort(digests[name])
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return digests, names, nil
}
