package write

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/encoding"
	"whence/graph/evidence"
	"whence/graph/quadstore"
	"whence/graph/sourcetext"
)

// NewDocument is a document to add. It never changes.
type NewDocument struct {
	Key        string // "#report" stands for it in the same write
	Title      string
	Text       *string
	TextDigest string // of a text that is held already
	URL        string

	Replaces             claim.ID // the document of which it is a later version
	TextIsOpen           bool     // whether readers may see its whole text
	Licence, Attribution string   // where its terms stand, and what must be said wherever it is shown
	Reopen               bool     // TextIsOpen holds for a document that is there already, too
}

// AddDocument adds a document alone.
type AddDocument struct{ Document NewDocument }

func (AddDocument) action() commitlog.Action { return commitlog.AddDocument }

func (m AddDocument) plan(ctx context.Context, d *draft) error {
	whole := AssertClaims{Documents: []NewDocument{m.Document}}
	if !whole.fits(d) {
		return nil
	}
	whole.nameKeys(d)
	return d.addDocument(ctx, m.Document, input())
}

// addDocument describes a document, and keeps its text. One that is there already, with the same text and address, stands for
// it.
func (d *draft) addDocument(ctx context.Context, n NewDocument, at []string) error {
	before := len(d.outcome.Errors)
	n.check(d, at)
	text, digest, err := d.newText(n, at)
	if err != nil || len(d.outcome.Errors) > before {
		return err
	}
	if n.Replaces != "" {
		if n.Replaces = d.resolveID(n.Replaces, append(slices.Clone(at), "replaces")); n.Replaces == "" {
			return nil
		}
	}
	known, err := d.sameDocument(ctx, digest, n.URL)
	if err != nil {
		return err
	}
	if known != nil {
		d.settleKey(n.Key, known.ID)
		d.outcome.Documents = append(d.outcome.Documents, known.ID)
		return d.reopen(ctx, n, known)
	}
	record := claim.EntityRecord{ID: d.freeID(claim.Document, n.Title), Name: n.Title, URL: n.URL}
	if digest != "" {
		record.Text.File = sourcetext.Stored + digest
		d.freshTexts[record.ID] = sourceText{text, record.Text, true}
	}
	d.settleKey(n.Key, record.ID)
	d.describe(record, d.DatasetIRI(encoding.APIDataset), nil)
	d.sayOfDocument(record.ID, n)
	d.freshNames[record.ID] = n.Title
	d.outcome.Documents = append(d.outcome.Documents, record.ID)
	return nil
}

// check refuses what no document can have.
func (n *NewDocument) check(d *draft, at []string) {
	field := func(name string) []string { return append(slices.Clone(at), name) }
	if strings.TrimSpace(n.Title) == "" {
		d.fail(InvalidValue, field("title"), "a document has a title: its headline, or a description in your own words")
	}
	for _, address := range []struct{ name, text string }{{"url", n.URL}, {"licence", n.Licence}} {
		if why := claim.CheckAddress(address.text); address.text != "" && why != "" {
			d.fail(InvalidValue, field(address.name), "%.100q %s", address.text, why)
		}
	}
	if n.Replaces != "" && !strings.HasPrefix(string(n.Replaces), "#") && n.Replaces.Kind() != claim.Document {
		d.fail(InvalidValue, field("replaces"), "%.80s is no document", n.Replaces)
	}
}

// newText is the text of a new document and its digest, which is "" where it has none.
func (d *draft) newText(n NewDocument, at []string) (text, digest string, err error) {
	field := func(name string) []string { return append(slices.Clone(at), name) }
	if n.Text == nil {
		if n.TextDigest == "" {
			return "", "", nil
		}
		held, there, err := d.SourceTexts().Text(sourcetext.Stored + n.TextDigest)
		if err == nil && !there {
			d.fail(TextNotHeld, field("textDigest"), "no text with the digest %.70s is held: send it to POST /texts first", n.TextDigest)
		}
		return held, n.TextDigest, err
	}
	text = *n.Text
	other := sourcetext.Sniff([]byte(text[:min(len(text), 512)]))
	switch digest = sourcetext.Digest(text); {
	case !utf8.ValidString(text) || strings.ContainsRune(text, 0):
		d.fail(InvalidValue, field("text"), "the text is not UTF-8, or holds a NUL")
	case strings.TrimSpace(text) == "":
		d.fail(InvalidValue, field("text"), "the text is empty: leave it out where there is none")
	case other != "":
		d.fail(InvalidValue, field("text"), "the text is %s: send its words as plain text", other)
	case n.TextDigest != "" && n.TextDigest != digest:
		d.fail(SpanMismatch, field("textDigest"), "the text has the digest %s", digest)
	default:
		d.batch.Side = append(d.batch.Side, quadstore.SideRecord{Key: sourcetext.Key(digest), Value: []byte(text)})
	}
	return text, digest, nil
}

// sameDocument is the document that has that text and that address, nil where there is none.
func (d *draft) sameDocument(ctx context.Context, digest, address string) (*claim.Entity, error) {
	if digest == "" {
		return nil, nil //nolint:nilnil // documents without a text are told apart by nothing
	}
	found, err := d.SubjectsOfText(ctx, encoding.PredFile, sourcetext.Stored+digest)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	known, err := d.View.EntitiesAt(ctx, found)
	if err != nil {
		return nil, err
	}
	addresses, err := d.URLs(ctx, known)
	if err != nil {
		return nil, err
	}
	for i, e := range known {
		if e != nil && addresses[i] == address {
			return e, nil
		}
	}
	return nil, nil //nolint:nilnil // it is new
}

// sayOfDocument writes what only the API says of documents.
func (d *draft) sayOfDocument(id claim.ID, n NewDocument) {
	label := d.DatasetIRI(encoding.APIDataset)
	for _, said := range []struct {
		predicate quad.IRI
		text      string
	}{{encoding.PredLicence, n.Licence}, {encoding.PredAttribution, n.Attribution}} {
		if said.text != "" {
			d.encoder.Add(d.IRIOf(id), said.predicate, quad.String(said.text), label)
		}
	}
	if n.TextIsOpen {
		d.encoder.Add(d.IRIOf(id), encoding.PredTextIsOpen, quad.String(evidence.TextOpen), label)
	}
	if n.Replaces != "" {
		d.encoder.Add(d.IRIOf(id), encoding.PredVersionOf, d.IRIOf(n.Replaces), label)
	}
}

// reopen lets readers see the text of a document that is there, or see it no longer.
func (d *draft) reopen(ctx context.Context, n NewDocument, known *claim.Entity) error {
	open, err := evidence.TextsOpen(ctx, d.plan.View, []*claim.Entity{known})
	if err != nil || !n.Reopen || open[0] == n.TextIsOpen {
		return err
	}
	q := quad.Quad{Subject: d.IRIOf(known.ID), Predicate: encoding.PredTextIsOpen, Object: quad.String(evidence.TextOpen), Label: d.DatasetIRI(encoding.APIDataset)}
	if n.TextIsOpen {
		d.encoder.Quads = append(d.encoder.Quads, q)
	} else {
		d.batch.Remove = append(d.batch.Remove, q)
	}
	d.report.Entities++
	d.edit(commitlog.Edit{Kind: commitlog.EntityDescribed, Subject: string(known.ID), NameBefore: known.Name, NameAfter: known.Name}, nil)
	return nil
}
