package profile

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/evidence"
	"whence/graph/paging"
)

// maxCited is the most claims of one document that its page shows; a data file has thousands, which are a list.
const maxCited = 500

// document is what is cited of a document.
type document struct {
	Publisher, Published, URL string
	Passages                  []passage
	Cited, Total              int    // claims shown of those that cite it
	All                       string // the list of all of them
	Places                    string // the passages' spans and digests, as JSON for the check of a reader's copy
	Checkable                 int
	Held                      bool      // some of its words are held here
	Text                      []stretch // the whole text, where readers may see it
	Cut                       bool      // of which only the beginning is shown
}

// stretch is words of a document's text; Passage is the fragment of the shortest passage that has them, "" where none is cited.
type stretch struct{ Words, Passage string }

// passage is a cited span with the claims that rest on it.
type passage struct {
	ID      string
	Locator string
	Length  int
	Quote   string
	Fields  []field
	Claims  []item

	start, end int
}

// field is a value of a record, where the passage is one of a data file.
type field struct{ Name, Value string }

func (b *builder) document() error {
	d := &document{All: listAddress("doc", string(b.page.Entity.ID))}
	b.page.Document = d
	if err := b.published(d); err != nil {
		return err
	}
	cited, err := b.cited(d)
	if err != nil {
		return err
	}
	passages, cites, err := b.passages(cited)
	if err != nil {
		return err
	}
	quotes, err := b.Quotes(b.ctx, cites)
	if err != nil {
		return err
	}
	type place struct {
		Start  int    `json:"start"`
		End    int    `json:"end"`
		Digest string `json:"digest"`
	}
	places := []place{}
	for i := range passages {
		if quotes[i].Verified {
			d.Held = true
			passages[i].Fields = fields(quotes[i].Text)
			passages[i].Quote = quotes[i].Text
		}
		if cites[i].Digest != "" && cites[i].End > 0 {
			places = append(places, place{cites[i].Start, cites[i].End, cites[i].Digest})
		}
	}
	d.Passages, d.Checkable = passages, len(places)
	text, err := json.Marshal(places)
	if err != nil {
		return err
	}
	d.Places = string(text)
	return b.text(d)
}

// text cuts an open text at the ends of its passages, so that each can be marked where it stands.
func (b *builder) text(d *document) error {
	open, err := evidence.TextsOpen(b.ctx, b.View, b.self())
	if err != nil || !open[0] {
		return err
	}
	texts, err := evidence.Passages(b.ctx, b.View, b.self(), 0, 0)
	if err != nil || texts[0] == nil {
		return err
	}
	files, err := b.Files(b.ctx, b.self())
	if err != nil {
		return err
	}
	points, first := []rune(*texts[0]), files[0].Start
	d.Cut = len(points) == evidence.MaxPassage
	ends := []int{first, first + len(points)}
	for _, p := range d.Passages {
		ends = append(ends, p.start, p.end)
	}
	ends = slices.DeleteFunc(ends, func(at int) bool { return at < first || at > first+len(points) })
	slices.Sort(ends)
	ends = slices.Compact(ends)
	for i := range len(ends) - 1 {
		from, to := ends[i], ends[i+1]
		s := stretch{Words: string(points[from-first : to-first])}
		shortest := 0
		for _, p := range d.Passages {
			if p.start <= from && to <= p.end && (s.Passage == "" || p.Length < shortest) {
				s.Passage, shortest = p.ID, p.Length
			}
		}
		d.Text = append(d.Text, s)
	}
	return nil
}

func (b *builder) published(d *document) error {
	for property, to := range map[string]*string{"publisher": &d.Publisher, "published": &d.Published} {
		found, err := b.Latest(b.ctx, b.self(), property)
		if err != nil {
			return err
		}
		if found[0] != nil {
			*to = found[0].Value
			if words := found[0].When().EDTF.Words(); words != "" {
				*to = words
			}
		}
	}
	addresses, err := b.URLs(b.ctx, b.self())
	if err != nil {
		return err
	}
	if url := addresses[0]; strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://") {
		d.URL = url
	}
	return nil
}

// cited is the claims that cite the document, up to maxCited.
func (b *builder) cited(d *document) ([]claim.Claim, error) {
	var all []claim.Claim
	window := paging.Window{First: paging.MaxPage}
	for {
		found, err := b.AllClaims(b.ctx, graph.ClaimQuery{Filter: graph.ClaimFilter{Documents: []claim.ID{b.page.Entity.ID}}, Window: window})
		if err != nil {
			return nil, err
		}
		all = append(all, found.Items...)
		d.Cited, d.Total = len(all), found.Total
		if !found.HasNext || len(all) >= maxCited {
			return all, nil
		}
		window.After = found.Position(len(found.Items) - 1)
	}
}

// passages gathers claims by the span that they cite, in the order of the document; those with a locator alone come last.
func (b *builder) passages(cited []claim.Claim) ([]passage, []claim.Citation, error) {
	items, err := b.items(cited)
	if err != nil {
		return nil, nil, err
	}
	var passages []passage
	var cites []claim.Citation
	at := map[claim.Citation]int{} // a record's fields are one passage
	for i, c := range cited {
		for _, cite := range c.Base().Citations {
			if cite.Document != b.page.Entity.ID {
				continue
			}
			place := cite
			place.Field = ""
			n, known := at[place]
			if !known {
				n = len(passages)
				at[place] = n
				passages = append(passages, passage{
					ID: passageID(cite.Start, cite.End), Locator: b.locator(cite), Length: cite.End - cite.Start, start: cite.Start, end: cite.End,
				})
				cites = append(cites, cite)
			}
			items[i].Notes = nil // here is the source
			passages[n].Claims = append(passages[n].Claims, items[i])
		}
	}
	order := make([]int, len(passages))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, c int) int {
		one, other := passages[a], passages[c]
		return cmp.Or(cmp.Compare(lastWithout(one), lastWithout(other)), cmp.Compare(one.start, other.start), cmp.Compare(one.end, other.end), cmp.Compare(len(one.Locator), len(other.Locator)), cmp.Compare(one.Locator, other.Locator))
	})
	sorted, places := make([]passage, len(order)), make([]claim.Citation, len(order))
	for i, from := range order {
		sorted[i], places[i] = passages[from], cites[from]
	}
	return sorted, places, nil
}

// lastWithout puts passages without a span behind those with one.
func lastWithout(p passage) int {
	if p.end == 0 {
		return 1
	}
	return 0
}

// fields is the fields of a passage that is an object of JSON, in the order of their names; nil where it is prose.
func fields(text string) []field {
	text = strings.TrimSpace(text)
	if !strings.HasPrefix(text, "{") {
		return nil
	}
	var object map[string]any
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	if decoder.Decode(&object) != nil {
		return nil
	}
	return flattened(nil, "", object)
}

func flattened(out []field, name string, value any) []field {
	switch value := value.(type) {
	case map[string]any:
		keys := make([]string, 0, len(value))
		for key := range value {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		for _, key := range keys {
			out = flattened(out, joined(name, key), value[key])
		}
		return out
	case []any:
		for _, one := range value {
			out = flattened(out, name, one)
		}
		return out
	case nil:
		return append(out, field{name, ""})
	case string:
		return append(out, field{name, value})
	}
	text, _ := json.Marshal(value) // a number or a truth value
	return append(out, field{name, string(text)})
}

func joined(name, key string) string {
	if name == "" {
		return key
	}
	return name + "." + key
}
