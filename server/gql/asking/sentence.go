package asking

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"whence/ask"
	"whence/graph/claim"
	"whence/graph/sentence"
)

// maxNamed is how many names a sentence lists before it says "and n more".
const maxNamed = 12

// enumerate is names as a person lists them.
func enumerate(names []string) string {
	if len(names) > maxNamed {
		return strings.Join(names[:maxNamed], ", ") + fmt.Sprintf(" and %d more", len(names)-maxNamed)
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

func namesOf(entities []ref) []string {
	out := make([]string, len(entities))
	for i, e := range entities {
		out[i] = e.Name
	}
	return out
}

// sentences is the first claims in words.
func sentences(all []statement, most int) string {
	var out []string
	for _, c := range all[:min(len(all), most)] {
		out = append(out, c.Sentence)
	}
	text := strings.Join(out, " ")
	if n := len(all) - most; n > 0 {
		text += fmt.Sprintf(" And %d more.", n)
	}
	return text
}

// counted is a number of things: "1 claim", "2 claims".
func counted(n int, noun string) string {
	if n == 1 || noun == "more" {
		return strconv.Itoa(n) + " " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

func verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func article(noun string) string {
	if strings.ContainsAny(noun[:1], "aeiou") {
		return "an " + noun
	}
	return "a " + noun
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func countStatus(all []statement, status string) int {
	n := 0
	for _, c := range all {
		if c.Status == status {
			n++
		}
	}
	return n
}

// statusNote says that all claims are of a status that a reader must know: a plan is no fact.
func statusNote(all []statement) string {
	for _, status := range []string{"PLANNED", "PROPOSED", "ENDED"} {
		if len(all) > 0 && countStatus(all, status) == len(all) {
			return " (" + strings.ToLower(status) + ")"
		}
	}
	return ""
}

// listSentence says which the members are, or how many.
func listSentence(r *ask.Reading, res *result, f *finding) string {
	if f.empty {
		text := nothing(r)
		if r.Form == ask.Count {
			return "0. " + text
		}
		return text
	}
	names := make([]string, len(f.entities))
	roles := lastRole(r.Set) == "" && len(f.entities) <= 5
	for i, e := range f.entities {
		names[i] = e.Name + memberNote(e, f, roles)
	}
	text := enumerate(names)
	if f.total > len(names) && len(names) <= maxNamed {
		text += fmt.Sprintf(" and %d more", f.total-len(names))
	} else if f.total > len(names) {
		text = strings.Join(names[:maxNamed], ", ") + fmt.Sprintf(" and %d more", f.total-maxNamed)
	}
	if r.Form == ask.Count {
		text = fmt.Sprintf("%d: %s", f.total, text)
	}
	text += "."
	if r.Order == "AMOUNT" || len(r.Facets) > 0 || len(f.claims) <= 3 && len(f.claims) > 0 {
		text += " " + sentences(f.claims, 6)
	}
	if res.Aggregate != nil && res.Aggregate.Total.Count > 0 {
		text += " In all: " + sumSentence(r, &res.Aggregate.Total, res.Aggregate.Partial)
	} else if slices.Contains(r.Facets, "altogether") {
		text += moneySentence(f)
	}
	return text
}

// moneySentence says that no claim states a sum, where none does.
func moneySentence(f *finding) string {
	stated := 0
	for _, c := range f.claims {
		if c.Amount != nil {
			stated++
		}
	}
	if stated == 0 {
		return " What they put in is unknown: no claim states a sum."
	}
	return fmt.Sprintf(" %d of %s state a sum.", stated, counted(len(f.claims), "claim"))
}

// memberNote is what a reader must know of a member beside its name: that it is only planned, and its role.
func memberNote(e ref, f *finding, roles bool) string {
	all := f.by[e.ID]
	var notes []string
	if roles && len(all) > 0 && all[len(all)-1].Role != "" && len(all[len(all)-1].Role) < 40 {
		notes = append(notes, all[len(all)-1].Role)
	}
	if s := strings.Trim(statusNote(all), " ()"); s != "" {
		notes = append(notes, s)
	}
	if len(notes) == 0 {
		return ""
	}
	return " (" + strings.Join(notes, ", ") + ")"
}

var signs = map[string]string{"GBP": "£", "USD": "$", "EUR": "€"}

// sumSentence says what claims come to: one sum a currency and unit, as far as they are stated.
func sumSentence(r *ask.Reading, t *total, partial bool) string {
	var sums []string
	for _, s := range t.Totals {
		sums = append(sums, bounds(s, currency(s.Currency), ""))
	}
	for _, s := range t.Quantities {
		if r.Unit == "" || s.Unit == r.Unit {
			unit := " " + s.Unit + "s"
			if s.Low == "1" && s.High != nil && *s.High == "1" {
				unit = " " + s.Unit
			}
			sums = append(sums, bounds(s, "", unit))
		}
	}
	if r.Unit != "" && len(t.Quantities) > 0 {
		sums = sums[len(t.Totals):]
	}
	of := counted(t.Count, "claim")
	switch {
	case len(sums) == 0:
		return "the amount is unknown: " + of + ", of which " + verb(t.Count, "it states", "none states") + map[bool]string{true: " no", false: " a"}[t.Count == 1] + " sum."
	case partial:
		return "at least " + enumerate(sums) + ", of the claims read in time."
	}
	return enumerate(sums) + " in " + of + "."
}

func currency(code string) string {
	if s, ok := signs[code]; ok {
		return s
	}
	return code + " "
}

func bounds(s sumOf, before, behind string) string {
	low := before + grouped(s.Low)
	switch {
	case s.High == nil:
		return "at least " + low + behind
	case *s.High != s.Low:
		return low + " to " + before + grouped(*s.High) + behind
	}
	return low + behind
}

// grouped puts commas between the thousands of plain digits.
func grouped(digits string) string {
	whole, fraction, dotted := strings.Cut(digits, ".")
	for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if dotted {
		return whole + "." + fraction
	}
	return whole
}

func timeWords(w *when) string {
	switch {
	case w == nil:
		return ""
	case w.EDTF != nil:
		return sentence.Date(claim.When{EDTF: claim.EDTF(*w.EDTF)})
	case w.Wording != nil:
		return *w.Wording
	}
	return ""
}

// exactly is the figures and dates that the sentences of claims round or put into words, as they stand in the data.
func exactly(all []statement) string {
	var out []string
	for _, c := range all {
		exact := ""
		switch {
		case c.Figure != nil && c.Figure.Value != "":
			exact = grouped(c.Figure.Value)
		case c.Date != nil && c.Date.EDTF != nil:
			exact = *c.Date.EDTF
		}
		if exact != "" && !strings.Contains(c.Sentence, exact) && !slices.Contains(out, exact) {
			out = append(out, exact)
		}
	}
	if len(out) == 0 {
		return ""
	}
	return " (" + strings.Join(out, "; ") + ")"
}

// nothing says what nobody says: never a bare "nothing".
func nothing(r *ask.Reading) string {
	switch r.Form {
	case ask.Check:
		return "Nothing says that " + r.Subject.Name + " " + clauses(r.Set.Where) + "."
	case ask.Sum:
		if r.Subject != nil {
			return "Nothing says that " + setWords(r.Subject) + " " + clauses(r.Set.Where) + "."
		}
	case ask.Time:
		if r.Subject != nil {
			return "Nothing says that " + setWords(r.Subject) + " " + clauses(r.Set.Where) + "."
		}
	}
	of := "anything"
	if r.Set.Person {
		of = "anybody or anything"
	}
	if r.Set.Sort != "" && len(r.Set.Kinds)+len(r.Set.Either) > 0 {
		of = "any of the " + r.Set.Sort
	}
	text := "Nothing says that " + of + " " + clauses(r.Set.Where)
	if r.Filter.ValidAt != "" {
		text += " in " + r.Filter.ValidAt
	}
	return text + "."
}

// clauses is conditions in words, with the subject left out: "funds iCentrum".
func clauses(all []ask.Condition) string {
	var out []string
	for _, c := range all {
		out = append(out, clause(c))
	}
	if len(out) == 0 {
		return "is there"
	}
	return enumerate(out)
}

func clause(c ask.Condition) string {
	to := "anything"
	if c.To != nil {
		to = setWords(c.To)
	}
	if c.Role != "" {
		text := "is " + c.Role
		if c.To != nil {
			text += " of " + to
		}
		return text
	}
	var ways []string
	for _, l := range c.Links {
		info := claim.RelationshipKind(l.Kind).Info()
		if info == nil {
			continue
		}
		label := info.Label
		if !l.Out && !l.Both {
			label = info.InverseLabel
			if strings.HasSuffix(label, " by") && !strings.HasPrefix(label, "is ") && !strings.HasPrefix(label, "has ") {
				label = "is " + label
			}
		}
		if !slices.Contains(ways, label) {
			ways = append(ways, label)
		}
	}
	text := strings.Join(ways, " or ") + " " + to
	if c.Negated {
		text = "does not: " + text
	}
	return text
}

func setWords(s *ask.Set) string {
	switch {
	case s == nil:
		return "anything"
	case len(s.IDs) > 0:
		return s.Name
	case len(s.Where) > 0 && s.Sort != "":
		return "what (" + s.Sort + ") " + clauses(s.Where)
	case len(s.Where) > 0:
		return "what " + clauses(s.Where)
	case s.Sort != "":
		return s.Sort
	}
	return "anything"
}
