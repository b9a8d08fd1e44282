package sentence_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"whence/graph/claim"
	"whence/graph/sentence"
)

var names = sentence.Names{
	"organisation/council": {Text: "Birmingham City Council"}, "organisation/sport": {Text: "Sport England"},
	"organisation/fencing": {Text: "British Fencing Association"}, "place/icentrum": {Text: "iCentrum"}, "place/london": {Text: "London"},
	"place/birmingham": {Text: "Birmingham"}, "place/uk": {Text: "UK"}, "person/rami": {Text: "Neil Rami"}, "person/bore": {Text: "Sir Albert Bore"},
	"organisation/companies": {Text: "Companies supported by WMHTIA", Plural: true, Described: true}, "sector/health": {Text: "health tech"},
	"organisation/promoter": {Text: "An organisation to promote TechNorth", Described: true}, "programme/technorth": {Text: "TechNorth"},
	"funding-source/award": {Text: "S&C for Elite Training Centre"}, "document/report": {Text: "Growth in the North"},
	"organisation/abc": {Text: "A B Charitable Trust"}, "organisation/pet": {Text: "Prisoners Education Trust"},
	"funding-source/pet": {Text: "A grant to Prisoners Education Trust"},
	"organisation/smith": {Text: "Smith Ltd."}, "programme/agenda": {Text: "Smart City agenda"}, "person/nick": {Text: "Nick Clegg"},
}

func figure(text string) claim.Quantity {
	var q claim.Quantity
	if err := q.UnmarshalText([]byte(text)); err != nil {
		panic(err) // a mistake in the test
	}
	return q
}

func amount(text string) *claim.Quantity { q := figure(text); return &q }

func stated(a claim.Assertion) claim.Assertion {
	if a.Certainty == "" {
		a.Certainty = claim.Stated
	}
	if a.Status == "" {
		a.Status = claim.Actual
	}
	a.RecordedAt = time.Date(2026, 11, 29, 0, 0, 0, 0, time.UTC)
	return a
}

func tie(subject claim.ID, kind claim.RelationshipKind, object claim.ID, change func(*claim.Relationship)) claim.Claim {
	r := &claim.Relationship{Kind: kind, Subject: subject, Object: object}
	if change != nil {
		change(r)
	}
	r.Assertion = stated(r.Assertion)
	return r
}

func measured(m claim.Measure) claim.Claim {
	m.Assertion = stated(m.Assertion)
	return &m
}

func said(a claim.Attribute) claim.Claim {
	a.Assertion = stated(a.Assertion)
	return &a
}

// ruleCase is a claim whose sentence shows a rule.
type ruleCase struct {
	rule string
	c    claim.Claim
	want string
}

// ruleCases are a few sentences for each rule of the design.
func ruleCases() []ruleCase {
	type rel = claim.Relationship
	return []ruleCase{
		{"tense: now", tie("organisation/council", "FUNDS", "place/icentrum", nil), "Birmingham City Council funds iCentrum."},
		{"tense: planned", tie("organisation/council", "FUNDS", "place/icentrum", func(r *rel) { r.Status = claim.Planned }), "Birmingham City Council is to fund iCentrum."},
		{"tense: ended", tie("organisation/council", "OWNS", "place/icentrum", func(r *rel) { r.Status = claim.Ended }), "Birmingham City Council owned iCentrum."},
		{"tense: over before it was recorded", tie("organisation/council", "PART_OF", "organisation/sport", func(r *rel) { r.ValidTime.EDTF = "2010/2012" }), "Birmingham City Council was part of Sport England between 2010 and 2012."},
		{"tense: by a day ends nothing", tie("organisation/council", "OWNS", "place/icentrum", func(r *rel) { r.ValidTime.EDTF = "../2016-03" }), "Birmingham City Council owns iCentrum by March 2016."},
		{"speaker: claimed", tie("place/birmingham", "COMPARED_WITH", "place/london", func(r *rel) {
			r.Role, r.Certainty, r.StatedBy = "easily the cheaper", claim.Claimed, "person/rami"
		}), "According to Neil Rami, Birmingham compares with London: easily the cheaper."},
		{"speaker: expects", tie("place/icentrum", "SUPPORTS", "programme/agenda", func(r *rel) {
			r.Certainty, r.Status, r.StatedBy = claim.Expected, claim.Planned, "person/bore"
		}), "Sir Albert Bore expects iCentrum to support Smart City agenda."},
		{"speaker: rumour", tie("organisation/council", "BACKS", "place/icentrum", func(r *rel) { r.Certainty = claim.Rumoured }), "It is rumoured that Birmingham City Council backs iCentrum."},
		{"speaker: nobody's forecast", tie("organisation/council", "BACKS", "place/icentrum", func(r *rel) { r.Certainty = claim.Expected }), "Birmingham City Council is expected to back iCentrum."},
		{"worked out", tie("place/birmingham", "LOCATED_IN", "place/uk", func(r *rel) { r.Certainty = claim.Inferred }), "Birmingham is in UK (worked out)."},
		{"role behind as", tie("person/nick", "HOLDS_OFFICE_IN", "place/uk", func(r *rel) { r.Role = "Deputy Prime Minister" }), "Nick Clegg holds office in UK as Deputy Prime Minister."},
		{"role behind a colon", tie("organisation/council", "SUPPORTS", "place/icentrum", func(r *rel) { r.Role = "host of its launch" }), "Birmingham City Council supports iCentrum: host of its launch."},
		{"role that says the kind again", tie("organisation/council", "ORGANISES", "place/icentrum", func(r *rel) { r.Role = "host" }), "Birmingham City Council organises iCentrum."},
		{"nothing twice: a grant", tie("organisation/sport", "FUNDS", "organisation/fencing", func(r *rel) {
			r.Amount, r.Instrument, r.Purpose, r.FundedThrough = amount("13805 GBP"), "GRANT", "S&C for Elite Training Centre", "funding-source/award"
			r.ValidTime.EDTF = "2015-03-25"
		}), "Sport England gave British Fencing Association a £13,805 grant for S&C for Elite Training Centre on 25 March 2015."},
		{"nothing twice: an award that is called what it is for", tie("organisation/abc", "FUNDS", "organisation/pet", func(r *rel) {
			r.Amount, r.Instrument, r.Purpose, r.FundedThrough = amount("10000 GBP"), "GRANT", "A grant to Prisoners Education Trust", "funding-source/pet"
			r.ValidTime.EDTF = "2020-10-08"
		}), "A B Charitable Trust gave Prisoners Education Trust a £10,000 grant on 8 October 2020."},
		{"nothing twice: the object in the purpose", tie("organisation/sport", "FUNDS", "organisation/fencing", func(r *rel) {
			r.Amount, r.Instrument, r.Purpose = amount("10000 GBP"), "GRANT", "A grant to British Fencing Association"
		}), "Sport England gives British Fencing Association a £10,000 grant."},
		{"a loan", tie("organisation/council", "FUNDS", "place/icentrum", func(r *rel) { r.Instrument, r.Purpose = "LOAN", "main building costs" }), "Birmingham City Council lends for iCentrum's main building costs."},
		{"jobs", tie("organisation/smith", "PLEDGES_JOBS_IN", "place/birmingham", func(r *rel) { r.Status, r.Quantity = claim.Planned, amount("100 job") }), "Smith Ltd. is to pledge 100 jobs in Birmingham."},
		{"unit: rank", measured(claim.Measure{About: "place/birmingham", Metric: "FDI performance rank", Value: figure("<=20 rank"), Place: "place/uk", Scope: "regions"}), "Birmingham ranks in the top 20 for FDI performance among regions in UK."},
		{"unit: ordinal", measured(claim.Measure{About: "place/birmingham", Metric: "size rank", Value: figure("2 rank"), Place: "place/uk"}), "Birmingham ranks 2nd for size in UK."},
		{"unit: fraction", measured(claim.Measure{About: "place/london", Metric: "share of tech firms", Value: figure("0.61 fraction")}), "The share of tech firms of London is 61%."},
		{"unit: in the metric", measured(claim.Measure{About: "place/london", Metric: "tech companies", Value: figure("34000 company")}), "London has 34,000 tech companies."},
		{"unit: created", measured(claim.Measure{
			Assertion: claim.Assertion{Certainty: claim.Expected, Status: claim.Planned, StatedBy: "person/bore"},
			About:     "place/icentrum", Metric: "jobs created", Value: claim.Quantity{Unit: "job", Wording: "hundreds"}, Place: "place/birmingham", Scope: "in small firms",
		}), "Sir Albert Bore expects iCentrum to create hundreds of jobs in Birmingham (in small firms)."},
		{"unit: money", measured(claim.Measure{About: "place/london", Metric: "investment in tech companies", Value: figure("719000000 USD")}), "The investment in tech companies in London is $719 million."},
		{"property: name", said(claim.Attribute{About: "organisation/council", Property: "name", Value: "BCC"}), "Birmingham City Council is also called “BCC”."},
		{"property: name with a stop", said(claim.Attribute{About: "person/nick", Property: "name", Value: "Clegg, N."}), "Nick Clegg is also called “Clegg, N.”"},
		{"property: place type", said(claim.Attribute{About: "place/icentrum", Property: "placeType", Value: "BUILDING"}), "iCentrum is a building."},
		{"property: amount", said(claim.Attribute{About: "funding-source/award", Property: "amount", Value: "1000000 GBP"}), "S&C for Elite Training Centre amounts to £1 million."},
		{"property: date", said(claim.Attribute{About: "document/report", Property: "published", Value: "2012/.."}), "“Growth in the North” was published in 2012 or later."},
		{"property: aim", said(claim.Attribute{About: "programme/technorth", Property: "aim", Value: "Double the number of jobs"}), "TechNorth aims to double the number of jobs."},
		{"date: doubt", tie("organisation/council", "BACKS", "place/icentrum", func(r *rel) { r.ValidTime.EDTF = "2023-10?" }), "Birmingham City Council backed iCentrum, probably in October 2023."},
		{"date: an interval in one year", tie("organisation/council", "BACKS", "place/icentrum", func(r *rel) { r.ValidTime.EDTF = "2014-03/2014-07-02" }), "Birmingham City Council backed iCentrum between March and 2 July 2014."},
		{"date: in words alone", tie("person/nick", "ANNOUNCED", "programme/technorth", func(r *rel) { r.ValidTime.Wording = "last week" }), "Nick Clegg announced TechNorth (“last week”)."},
		{"money in words", measured(claim.Measure{About: "place/birmingham", Metric: "tech sector value", Value: figure("15300000000 GBP")}), "The tech sector value in Birmingham is £15.3 billion."},
		{"a refund", measured(claim.Measure{About: "place/birmingham", Metric: "refund", Value: figure("-250.5 GBP")}), "The refund in Birmingham is -£250.50."},
		{"plural, described", tie("organisation/companies", "ACTIVE_IN_SECTOR", "sector/health", nil), "Companies supported by WMHTIA are active in health tech."},
		{"described in the middle", tie("organisation/council", "INVESTS_IN", "organisation/promoter", nil), "Birmingham City Council invests in an organisation to promote TechNorth."},
		{"no stop after a stop", tie("organisation/council", "FUNDS", "organisation/smith", nil), "Birmingham City Council funds Smith Ltd."},
		{"a title in quotation marks", tie("person/nick", "AUTHORED", "document/report", nil), "Nick Clegg wrote “Growth in the North”."},
		{"retracted", tie("organisation/council", "FUNDS", "place/icentrum", func(r *rel) { r.RetractedAt = time.Now() }), "Birmingham City Council funds iCentrum (retracted)."},
	}
}

func TestRules(t *testing.T) {
	for _, test := range ruleCases() {
		if got := sentence.Of(test.c, names); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.rule, got, test.want)
		}
	}
}

// TestEveryKindHasAVerb holds that a new kind is given its verb, and with it its tenses.
func TestEveryKindHasAVerb(t *testing.T) {
	for _, k := range claim.RelationshipKinds {
		if got := sentence.Verb(k.Kind); got == k.Label && strings.HasPrefix(got, "is ") {
			continue
		} else if future := sentence.Of(tie("organisation/council", k.Kind, "place/icentrum", func(r *claim.Relationship) { r.Status = claim.Planned }), names); !strings.Contains(future, " is to ") {
			t.Errorf("%s has no future, so no verb in verb.go: %s", k.Kind, future)
		}
	}
}

// bad is what no sentence may have: two stops, doubled prepositions, constants, four digits of a figure together.
var bad = regexp.MustCompile(`\.\.|  | of in | as (is|has|in) | in in | for for |[A-Z_]{5,}_[A-Z]|\b[1-9][0-9]{4,}\b| ,|\( | \)`)

// TestNoSentenceReadsBadly draws claims of every kind with any of their fields and holds that none reads badly.
func TestNoSentenceReadsBadly(t *testing.T) {
	ids := []claim.ID{"organisation/council", "organisation/sport", "place/icentrum", "place/london", "organisation/companies", "document/report", "organisation/smith"}
	dates := []claim.EDTF{"", "2014", "2014-03", "2014-03-02", "2014?", "2014-03/2014-07-02", "2014-03-01/2014-03-09", "../2016", "2012/..", "2010/2014", "2024~"}
	rapid.Check(t, func(r *rapid.T) {
		base := claim.Assertion{
			Certainty: rapid.SampledFrom([]claim.Certainty{claim.Stated, claim.Claimed, claim.Expected, claim.Rumoured, claim.Inferred}).Draw(r, "certainty"),
			Status:    rapid.SampledFrom([]claim.Status{claim.Actual, claim.Planned, claim.Proposed, claim.Ended}).Draw(r, "status"),
			ValidTime: claim.When{EDTF: rapid.SampledFrom(dates).Draw(r, "holds")},
			StatedBy:  rapid.SampledFrom([]claim.ID{"", "person/rami"}).Draw(r, "by"),
		}
		money := rapid.SampledFrom([]string{"13805 GBP", ">1000000000 USD | 620000000 GBP", "41133.77 GBP", "-250 GBP", "1000000 JPY"}).Draw(r, "money")
		count := rapid.SampledFrom([]string{"100 job", "1 company", "61 percent", "0.5 fraction", "3 rank", "41700 square-foot", "10 times"}).Draw(r, "count")
		var c claim.Claim
		switch rapid.IntRange(0, 2).Draw(r, "sort") {
		case 0:
			rel := &claim.Relationship{
				Assertion: base, Kind: rapid.SampledFrom(claim.RelationshipKinds).Draw(r, "kind").Kind,
				Subject: rapid.SampledFrom(ids).Draw(r, "subject"), Object: rapid.SampledFrom(ids).Draw(r, "object"),
				Role: rapid.SampledFrom([]string{"", "host", "sole owner"}).Draw(r, "role"), Purpose: rapid.SampledFrom([]string{"", "iCentrum", "a new roof"}).Draw(r, "purpose"),
				Instrument:    rapid.SampledFrom([]claim.Instrument{"", "GRANT", "LOAN", "IN_KIND", "RELIEF", "OTHER"}).Draw(r, "instrument"),
				FundedThrough: rapid.SampledFrom([]claim.ID{"", "funding-source/award"}).Draw(r, "via"), Recipient: rapid.SampledFrom([]claim.ID{"", "organisation/smith"}).Draw(r, "recipient"),
			}
			if rapid.Bool().Draw(r, "with money") {
				rel.Amount = amount(money)
			}
			if rapid.Bool().Draw(r, "with count") {
				rel.Quantity = amount(count)
			}
			c = rel
		case 1:
			c = &claim.Measure{
				Assertion: base, About: rapid.SampledFrom(ids).Draw(r, "about"), Metric: rapid.SampledFrom([]string{"jobs created", "cost", "size rank", "tech companies"}).Draw(r, "metric"),
				Value: figure(rapid.SampledFrom([]string{money, count}).Draw(r, "figure")), Place: rapid.SampledFrom([]claim.ID{"", "place/london"}).Draw(r, "place"), Scope: rapid.SampledFrom([]string{"", "in firms"}).Draw(r, "scope"),
			}
		default:
			p := rapid.SampledFrom([][2]string{
				{"name", "A. Smith"},
				{"description", "A place to work"},
				{"aim", "To grow"},
				{"placeType", "BUILDING"},
				{"instrument", "IN_KIND"},
				{"amount", "1000000 GBP"},
				{"published", "2014"},
				{"held", "2014-03-01/2014-03-05"},
				{"assessment", "will grow"},
				{"opening", "Everybody"},
				{"legalForm", "company"},
			}).Draw(r, "property")
			c = &claim.Attribute{Assertion: base, About: rapid.SampledFrom(ids).Draw(r, "about"), Property: p[0], Value: p[1]}
		}
		got := sentence.Of(c, names)
		if found := bad.FindString(got); found != "" {
			r.Fatalf("%q has %q", got, found)
		}
		if !strings.HasSuffix(got, ".") && !strings.HasSuffix(got, ".”") {
			r.Fatalf("%q has no end", got)
		}
	})
}

func TestDates(t *testing.T) {
	for date, want := range map[claim.EDTF]string{
		"": "“”", "2014": "in 2014", "2014-07": "in July 2014", "2014-07-02": "on 2 July 2014", "2015~": "in about 2015", "2023-10?": "probably in October 2023",
		"../2016-03": "by March 2016", "2014-03/..": "in March 2014 or later", "1990/2026": "between 1990 and 2026", "2010/2014-03": "between 2010 and March 2014",
		"2025-10-20/2025-10-24": "from 20 to 24 October 2025", "2025-09-30/2025-10-02": "between 30 September and 2 October 2025",
		"2025-03/2025-10-02": "between March and 2 October 2025", "2014-12-30/2015-01-02": "between 30 December 2014 and 2 January 2015",
		"2022?/2023-10?": "probably between 2022 and October 2023",
	} {
		if got := sentence.Date(claim.When{EDTF: date}); got != want {
			t.Errorf("%s reads %q, want %q", date, got, want)
		}
	}
}
