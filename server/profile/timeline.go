package profile

import (
	"slices"
	"strings"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/paging"
)

// timeline is claims whose time is known, a row each, earliest first.
type timeline struct {
	Rows        []row
	First, Last int // years at the ends of the drawing
	Height      int
	Total       int // claims of the entity, dated or not
}

// row is one claim: Start and Width in thousandths of the drawing's width.
type row struct {
	Words        string
	When         string
	Start, Width int
	Y            int
	Hollow       bool // its time or the claim itself is uncertain
	year         float64
}

const (
	maxRows   = 30 // claims of a drawing that can be read
	rowHeight = 14
)

// timeline draws the claims whose time is known, the latest of them where there are many.
func (b *builder) timeline() error {
	found, err := b.Relationships(b.ctx, b.self(), graph.RelationshipQuery{
		Order: graph.ClaimOrder{By: graph.ByHolds, Descending: true}, Window: paging.Window{First: maxRows},
	})
	if err != nil {
		return err
	}
	dated := slices.DeleteFunc(found[0].Items, func(r *claim.Relationship) bool {
		earliest, latest := r.ValidTime.EDTF.Bounds()
		return earliest.IsZero() && latest.IsZero()
	})
	if len(dated) < 2 {
		return nil
	}
	sentences, err := b.Sentences(b.ctx, claims(dated))
	if err != nil {
		return err
	}
	b.page.Timeline = draw(dated, sentences)
	b.page.Timeline.Total = found[0].Total
	return nil
}

func draw(dated []*claim.Relationship, sentences []string) *timeline {
	t := &timeline{First: 9999, Last: -9999}
	for _, r := range dated {
		for _, day := range bounds(r) {
			t.First, t.Last = min(t.First, int(day)), max(t.Last, int(day)+1)
		}
	}
	span := float64(t.Last - t.First)
	for i, r := range dated {
		ends := bounds(r)
		start := int((ends[0] - float64(t.First)) / span * 1000)
		width := int((ends[1] - ends[0]) / span * 1000)
		t.Rows = append(t.Rows, row{
			Words: sentences[i], When: r.ValidTime.EDTF.Words(), Start: min(start, 994), Width: max(6, width), year: ends[0],
			Hollow: strings.ContainsAny(string(r.ValidTime.EDTF), "?~%.") || (r.Certainty != claim.Stated && r.Certainty != ""),
		})
	}
	slices.SortStableFunc(t.Rows, func(a, b row) int { return int(1000 * (a.year - b.year)) })
	for i := range t.Rows {
		t.Rows[i].Y = i * rowHeight
	}
	t.Height = len(t.Rows) * rowHeight
	return t
}

// bounds is a claim's earliest and latest day as years and parts of years; an open end is the other one.
func bounds(r *claim.Relationship) [2]float64 {
	earliest, latest := r.ValidTime.EDTF.Bounds()
	if earliest.IsZero() {
		earliest = latest
	}
	if latest.IsZero() {
		latest = earliest
	}
	const days = 366
	return [2]float64{
		float64(earliest.Year()) + float64(earliest.YearDay()-1)/days,
		float64(latest.Year()) + float64(latest.YearDay())/days,
	}
}
