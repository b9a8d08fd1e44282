package profile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/paging"
	"whence/graph/sums"
)

// lead makes the sentences that a page opens with: what the entity is and where, what it gives, what it gets, and whom it
// belongs to. Each part is left out where nothing is known of it.
func (b *builder) lead() error {
	what, err := b.whatItIs()
	if err != nil {
		return err
	}
	given, err := b.given()
	if err != nil {
		return err
	}
	received, err := b.received()
	if err != nil {
		return err
	}
	parts := slices.DeleteFunc([]string{what, given, received}, func(s string) bool { return s == "" })
	b.page.Lead = strings.Join(parts, " ")
	return nil
}

// whatItIs is "Organisation in Birmingham, part of X." or what a source says that the entity is.
func (b *builder) whatItIs() (string, error) {
	described, err := b.Latest(b.ctx, b.self(), "description")
	if err != nil {
		return "", err
	}
	where, err := b.ends("LOCATED_IN", claim.Out)
	if err != nil {
		return "", err
	}
	whole, err := b.ends("PART_OF", claim.Out)
	if err != nil {
		return "", err
	}
	words := strings.ToUpper(b.page.Kind[:1]) + b.page.Kind[1:]
	if described[0] != nil {
		words = strings.TrimRight(described[0].Value, ". ")
	}
	if where != "" {
		words += ", in " + where
	}
	if whole != "" {
		words += ", part of " + whole
	}
	return words + ".", nil
}

// ends names what stands at the other end of one kind: two names at most, and how many more.
func (b *builder) ends(kind claim.RelationshipKind, d claim.Direction) (string, error) {
	const named = 2
	found, err := b.Neighbours(b.ctx, b.self(), graph.NeighbourQuery{Kinds: []claim.RelationshipKind{kind}, Direction: d, Window: paging.Window{First: named}})
	if err != nil {
		return "", err
	}
	var names []string
	for _, n := range found[0].Items {
		if !slices.Contains(names, n.Entity.Name) && n.Entity.Name != b.page.Entity.Name {
			names = append(names, n.Entity.Name)
		}
	}
	words := strings.Join(names, " and ")
	if more := found[0].Total - len(found[0].Items); more > 0 {
		words += fmt.Sprintf(" and %s more", thousands(more))
	}
	return words, nil
}

// given is "Funds 954 organisations: £510,872,121 in 2,434 grants, 2009 to 2015.", with the years and the largest recipients
// as figures of their own.
func (b *builder) given() (string, error) {
	self := []claim.ID{b.page.Entity.ID}
	filter := graph.RelationshipFilter{Subject: &graph.EntityFilter{IDs: self}}
	years, err := sums.Aggregate(b.ctx, b.View, sums.Query{Kinds: funds, GroupBy: []sums.GroupBy{sums.ByYear, sums.ByInstrument}, Filter: filter, First: paging.MaxPage})
	if err != nil || years.Total.Count == 0 {
		return "", err
	}
	largest, err := sums.Aggregate(b.ctx, b.View, sums.Query{Kinds: funds, GroupBy: []sums.GroupBy{sums.ByObject}, Filter: filter, First: listed})
	if err != nil {
		return "", err
	}
	recipients, err := b.Neighbours(b.ctx, b.self(), graph.NeighbourQuery{Kinds: funds, Direction: claim.Out})
	if err != nil {
		return "", err
	}
	b.page.Recipients = recipients[0].Total
	b.page.Years = newChart(years)
	if largest.Truncated { // of a few, the list of claims says it all
		b.page.Largest = sumsOf(largest)
	}
	return fmt.Sprintf("Funds %s: %s.", counted(recipients[0].Total, "recipient"), amountWords(years)), nil
}

// received is "Gets £1,000 in 3 grants from 2 funders, 2009 to 2015.".
func (b *builder) received() (string, error) {
	filter := graph.RelationshipFilter{Object: &graph.EntityFilter{IDs: []claim.ID{b.page.Entity.ID}}}
	years, err := sums.Aggregate(b.ctx, b.View, sums.Query{Kinds: funds, GroupBy: []sums.GroupBy{sums.ByYear, sums.ByInstrument}, Filter: filter, First: paging.MaxPage})
	if err != nil || years.Total.Count == 0 {
		return "", err
	}
	funders, err := b.ends("FUNDS", claim.In)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("Funded by %s: %s.", funders, amountWords(years)), nil
}

var funds = []claim.RelationshipKind{"FUNDS"}

// amountWords is "£510,872,121 in 2,434 grants, 2009 to 2015".
func amountWords(years sums.Result) string {
	words := "in " + counted(years.Total.Count, payment(years))
	if total := totalWords(years.Total, years.Partial); total != "" {
		words = total + " " + words
	} else {
		words = "amounts not stated, " + words
	}
	first, last := span(years)
	switch first {
	case "":
	case last:
		words += ", " + first
	default:
		words += ", " + first + " to " + last
	}
	if years.Partial {
		words += ", of what could be added up in time"
	}
	return words
}

// payment is what the claims are called: grants where all of them are.
func payment(years sums.Result) string {
	for _, row := range years.Rows {
		if row.Key[1].Value != "GRANT" {
			return "claim"
		}
	}
	return "grant"
}

// span is the first and the last year of an aggregation by year, "" where none is known.
func span(years sums.Result) (first, last string) {
	for _, row := range years.Rows {
		year := row.Key[0].Value
		if _, err := strconv.Atoi(year); err != nil {
			continue
		}
		if first == "" || year < first {
			first = year
		}
		last = max(last, year)
	}
	return first, last
}

func sumsOf(a sums.Result) []sum {
	var out []sum
	for _, row := range a.Rows {
		if e := row.Key[0].Entity; e != nil {
			out = append(out, sum{entityLink(e), totalWords(row, a.Partial), row.Count})
		}
	}
	return out
}

// totalWords is a row's money, one sum a currency: "£2,000 to £3,000 and at least €5". A sum is "at least" where some of its
// claims set no upper bound, state no amount, or were not read.
func totalWords(row sums.Row, partial bool) string {
	var words []string
	for _, t := range row.Totals {
		low := cash(t.Unit, t.Low)
		switch {
		case t.High == nil || row.Unstated > 0 || partial:
			low = "at least " + low
		case !t.High.Equal(t.Low):
			low += " to " + cash(t.Unit, *t.High)
		}
		words = append(words, low)
	}
	return strings.Join(words, " and ")
}

// symbols of the currencies that a reader knows by them.
var symbols = map[string]string{"GBP": "£", "EUR": "€", "USD": "$"}

func cash(currency string, d claim.Decimal) string {
	text, sign := d.String(), ""
	if rest, negative := strings.CutPrefix(text, "-"); negative {
		text, sign = rest, "−"
	}
	whole, fraction, _ := strings.Cut(text, ".")
	text = group(whole)
	if strings.Trim(fraction, "0") != "" {
		text += "." + fraction
	}
	if symbol, ok := symbols[currency]; ok {
		return sign + symbol + text
	}
	return sign + text + "\u00a0" + currency
}

// group sets commas between thousands.
func group(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

func thousands(n int) string { return group(strconv.Itoa(n)) }

// counted is "1 grant", "2,434 grants".
func counted(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return thousands(n) + " " + what
}
