package profile

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/counts"
	"whence/graph/evidence"
	"whence/graph/paging"
)

// listed is how many claims a section lists before it says how many there are.
const listed = 10

// page is what a template is filled with.
type page struct {
	Entity     *claim.Entity
	Script     string
	Embedded   bool
	Kind       string // in words
	Lead       string // one or two sentences that say what matters most
	Aliases    []string
	Registers  []register
	Canonical  string
	base       string // of paths in what is no attribute
	JSONLD     any
	Years      *chart
	Largest    []sum
	Recipients int
	Sections   []section
	Timeline   *timeline
	Undated    int
	Notes      []note
	More       int // sources beyond those that are cited here
	Document   *document
}

type register struct{ Scheme, Value, URI string }

type link struct{ Name, Kind, Address string }

// sum is what one other entity gets or gives.
type sum struct {
	link
	Total string
	Count int
}

// section is the claims of one kind, seen from the entity.
type section struct {
	Title string
	Items []item
	Total int
	All   string // the list of all of them
}

// item is a claim as a sentence with what qualifies it.
type item struct {
	Sentence string
	Details  []string
	Notes    []int
}

// note is a source, numbered in the order in which the page cites it.
type note struct {
	Number  int
	Name    string
	Locator string
	Address string
}

// builder makes one page.
type builder struct {
	*graph.View
	ctx   context.Context
	page  *page
	notes map[string]int
	names map[claim.ID]string
	hints map[claim.ID]string // where the records of data stand: "row 17"
}

func (b *builder) build() error {
	b.notes, b.names, b.hints = map[string]int{}, map[claim.ID]string{}, map[claim.ID]string{}
	steps := []func() error{b.describe, b.lead, b.sections, b.timeline}
	if b.page.Entity.Kind == claim.Document {
		steps = append(steps, b.document)
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	b.page.JSONLD = b.jsonLD()
	return nil
}

func (b *builder) self() []*claim.Entity { return []*claim.Entity{b.page.Entity} }

// describe fills in what the entity is called.
func (b *builder) describe() error {
	p := b.page
	p.Kind = kindWords(p.Entity.Kind)
	p.Canonical = canonical(b.IRI(p.Entity.ID))
	aliases, err := b.Aliases(b.ctx, b.self())
	if err != nil {
		return err
	}
	p.Aliases = aliases[0]
	identifiers, err := b.Identifiers(b.ctx, b.self())
	if err != nil {
		return err
	}
	for _, i := range identifiers[0] {
		uri := i.URI
		if !strings.HasPrefix(uri, "https://") && !strings.HasPrefix(uri, "http://") {
			uri = "" // an address in the data is a link only where it leads to a page
		}
		p.Registers = append(p.Registers, register{i.Scheme, i.Value, uri})
	}
	return nil
}

// canonical is the address of an entity's page: its IRI, where that is not of the base that answers nowhere.
func canonical(iri string) string {
	if path, ok := strings.CutPrefix(iri, graph.DefaultBase); ok {
		return "/" + path
	}
	return iri
}

func kindWords(k claim.EntityKind) string {
	return strings.ReplaceAll(strings.ToLower(string(k)), "_", " ")
}

func entityLink(e *claim.Entity) link {
	return link{e.Name, kindWords(e.Kind), entityAddress(e.ID)}
}

func entityAddress(id claim.ID) string {
	return "/entity/" + (&url.URL{Path: string(id)}).EscapedPath()
}

// listAddress is the page of all claims that some parameters let pass.
func listAddress(pairs ...string) string {
	var out strings.Builder
	for i := 0; i < len(pairs); i += 2 {
		out.WriteString(map[bool]string{true: "/list?", false: "&"}[i == 0])
		out.WriteString(pairs[i] + "=" + strings.ReplaceAll(url.QueryEscape(pairs[i+1]), "%2F", "/"))
	}
	return out.String()
}

// sections lists the claims about the entity, kind by kind, money first.
func (b *builder) sections() error {
	counts, err := counts.Relationships(b.ctx, b.View, b.self(), graph.RelationshipFilter{})
	if err != nil {
		return err
	}
	for _, c := range counts[0] {
		info := c.Kind.Info()
		if info.Symmetric && c.Direction == claim.In && slices.ContainsFunc(counts[0], func(other graph.RelationshipCount) bool {
			return other.Kind == c.Kind && other.Direction == claim.Out
		}) {
			continue // listed from the other side
		}
		if err := b.section(c, info); err != nil {
			return err
		}
	}
	if err := b.figures(); err != nil {
		return err
	}
	return b.words()
}

func (b *builder) section(c graph.RelationshipCount, info *claim.KindInfo) error {
	title, end, direction := info.Label, "from", c.Direction
	if direction == claim.In {
		title, end = info.InverseLabel, "to"
	}
	if info.Symmetric {
		end, direction = "about", claim.Both
	}
	order := graph.ClaimOrder{By: graph.ByHolds, Descending: true}
	if money(c.Kind) {
		order.By = graph.ByAmount
	}
	found, err := b.Relationships(b.ctx, b.self(), graph.RelationshipQuery{
		Kinds: []claim.RelationshipKind{c.Kind}, Direction: direction, Order: order, Window: paging.Window{First: listed},
	})
	if err != nil {
		return err
	}
	kind := strings.ReplaceAll(strings.ToLower(string(c.Kind)), "_", "-")
	return b.add(section{Title: title, Total: found[0].Total, All: listAddress(end, string(b.page.Entity.ID), "k", kind)}, claims(found[0].Items))
}

func (b *builder) figures() error {
	found, err := b.Measures(b.ctx, b.self(), graph.MeasureQuery{Window: paging.Window{First: listed}})
	if err != nil {
		return err
	}
	return b.add(section{Title: "figures", Total: found[0].Total, All: listAddress("about", string(b.page.Entity.ID))}, claims(found[0].Items))
}

func (b *builder) words() error {
	found, err := b.Attributes(b.ctx, b.self(), graph.AttributeQuery{Window: paging.Window{First: listed}})
	if err != nil {
		return err
	}
	return b.add(section{Title: "in words", Total: found[0].Total, All: listAddress("about", string(b.page.Entity.ID))}, claims(found[0].Items))
}

func claims[T claim.Claim](of []T) []claim.Claim {
	out := make([]claim.Claim, len(of))
	for i, c := range of {
		out[i] = c
	}
	return out
}

// add puts claims into a section of the page; one without claims is none.
func (b *builder) add(s section, of []claim.Claim) error {
	if len(of) == 0 {
		return nil
	}
	items, err := b.items(of)
	s.Items = items
	b.page.Sections = append(b.page.Sections, s)
	return err
}

func (b *builder) items(of []claim.Claim) ([]item, error) {
	sentences, err := b.Sentences(b.ctx, of)
	if err != nil {
		return nil, err
	}
	if err := b.learnNames(of); err != nil {
		return nil, err
	}
	if err := b.learnRecords(of); err != nil {
		return nil, err
	}
	items := make([]item, len(of))
	for i, c := range of {
		items[i] = item{Sentence: sentences[i], Details: details(c.Base())}
		for _, cite := range c.Base().Citations {
			items[i].Notes = append(items[i].Notes, b.note(cite))
		}
	}
	return items, nil
}

// learnNames reads what the documents of some claims are called.
func (b *builder) learnNames(of []claim.Claim) error {
	var ids []claim.ID
	for _, c := range of {
		for _, cite := range c.Base().Citations {
			ids = append(ids, cite.Document)
		}
	}
	slices.Sort(ids)
	ids = slices.DeleteFunc(slices.Compact(ids), func(id claim.ID) bool { return b.names[id] != "" })
	entities, err := b.Entities(b.ctx, ids)
	if err != nil {
		return err
	}
	for i, e := range entities {
		b.names[ids[i]] = string(ids[i])
		if e != nil {
			b.names[ids[i]] = e.Name
		}
	}
	return nil
}

// learnRecords reads where the records stand that some claims are cited from.
func (b *builder) learnRecords(of []claim.Claim) error {
	var ids []claim.ID
	for _, c := range of {
		for _, cite := range c.Base().Citations {
			if cite.Record != "" && b.hints[cite.Record] == "" {
				ids = append(ids, cite.Record)
			}
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	found, err := evidence.Records(b.ctx, b.View, ids)
	if err != nil {
		return err
	}
	for i, r := range found {
		b.hints[ids[i]] = r.Hint
	}
	return nil
}

// details is what qualifies a claim and its sentence leaves open: who speaks, the time, a plan and a forecast stand in it.
func details(a *claim.Assertion) []string {
	var out []string
	if a.Certainty == claim.Claimed && a.StatedBy != "" {
		out = append(out, strings.ToLower(string(a.Certainty)))
	}
	if a.Status == claim.Proposed || a.Status == claim.Ended {
		out = append(out, strings.ToLower(string(a.Status)))
	}
	return out
}

// locator is where a reader finds what is cited: "paragraph 6", or of data "row 17".
func (b *builder) locator(cite claim.Citation) string {
	if cite.Locator == "" && cite.Record != "" {
		return b.hints[cite.Record]
	}
	return cite.Locator
}

// note is the number of a source; one that is new gets the next.
func (b *builder) note(cite claim.Citation) int {
	locator := b.locator(cite)
	key := string(cite.Document) + "\x00" + locator
	number, known := b.notes[key]
	if !known {
		number = len(b.notes) + 1
		b.notes[key] = number
		address := entityAddress(cite.Document)
		if cite.End > 0 {
			address += "#" + passageID(cite.Start, cite.End)
		}
		b.page.Notes = append(b.page.Notes, note{number, b.names[cite.Document], locator, address})
	}
	return number
}

// passageID is the fragment of a passage on its document's page; "" of one that is no span.
func passageID(start, end int) string {
	if end == 0 {
		return ""
	}
	return fmt.Sprintf("c%d-%d", start, end)
}

func money(k claim.RelationshipKind) bool {
	return slices.Contains([]claim.RelationshipKind{"FUNDS", "WITHHOLDS", "INVESTS_IN", "BACKS"}, k)
}

// Title is what a browser's tab and a search engine call the page.
func (p *page) Title() string { return p.Entity.Name + " – " + p.Kind }

// Description is the lead, short enough for a search engine to show.
func (p *page) Description() string {
	const most = 300
	points := []rune(p.Lead)
	if len(points) <= most {
		return p.Lead
	}
	return string(points[:most-1]) + "…"
}

// Explorer is the picture of the entity.
func (p *page) Explorer() string { return "/?e=" + url.QueryEscape(string(p.Entity.ID)) }

// CSV is every claim about the entity, a row each.
func (p *page) CSV() string { return "/list.csv?about=" + url.QueryEscape(string(p.Entity.ID)) }

// Funding is the list of all money for a place and what lies in it; "" where the entity is none.
func (p *page) Funding() string {
	if p.Entity.Kind != claim.Place {
		return ""
	}
	return listAddress("in", string(p.Entity.ID), "k", "funds")
}

// AllRecipients is the list of all that the entity funds, by recipient.
func (p *page) AllRecipients() string {
	return listAddress("from", string(p.Entity.ID), "k", "funds", "by", "recipient")
}
