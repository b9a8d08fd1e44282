package guess

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/currency"

	"whence/graph/register"
	"whence/loader/records"
)

// enough is which part of a column's values has to fit a guess: those that do not are told when the file is loaded.
const enough = 0.7

// nothings are texts that stand for nothing.
var nothings = []string{"n/a", "na", "none", "null", "nil", "-", "--", "unknown", "not known", "tbc", "#n/a"}

// guess works out what each column holds.
func (s *Sample) guess() {
	names := map[string]bool{}
	for i, c := range s.Columns {
		c.words = map[string]bool{}
		for _, w := range strings.FieldsFunc(splitCamel(c.Title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			c.words[strings.ToLower(w)] = true
		}
		c.name = columnName(c.Title)
		if c.name == "" || names[c.name] {
			c.name = fmt.Sprintf("column%d", i+1)
		}
		names[c.name] = true
		c.settleKind(s.Sheet != "")
		met := map[string]bool{}
		for _, v := range c.Values {
			met[v] = true
		}
		c.unique = len(c.Values) > 0 && len(c.Values) == s.Rows && len(met) == s.Rows
	}
}

// splitCamel puts a blank before a capital letter that follows a small one.
func splitCamel(title string) string {
	var out strings.Builder
	before := ' '
	for _, r := range title {
		if unicode.IsUpper(r) && unicode.IsLower(before) {
			out.WriteByte(' ')
		}
		out.WriteRune(r)
		before = r
	}
	return out.String()
}

// columnName is a title as a template can have it.
func columnName(title string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), "_")
}

// tests are what a column may be tested for, likeliest first. Each returns how many values fit, and fills in what it found.
func (c *Column) settleKind(sheet bool) {
	values := slices.DeleteFunc(slices.Clone(c.Values), func(v string) bool {
		if slices.Contains(nothings, strings.ToLower(v)) {
			if !slices.Contains(c.nulls, v) {
				c.nulls = append(c.nulls, v)
			}
			return true
		}
		return false
	})
	slices.Sort(c.nulls)
	if len(values) == 0 {
		c.kind, c.note = empty, "empty in all records that were looked at"
		return
	}
	for _, try := range []func([]string, bool) bool{c.asIdentifier, c.asAddress, c.asDate, c.asNumber} {
		if try(values, sheet) {
			return
		}
	}
	if c.note = "text"; !c.isPersonal() {
		c.note += ", such as " + quoted(values[0])
	}
}

// isPersonal reports whether a column tells of people, whose data no mapping repeats.
func (c *Column) isPersonal() bool {
	title := strings.ToLower(c.Title)
	return slices.ContainsFunc([]string{"surname", "firstname", "forename", "othernames", "first name", "last name", "student", "email", "e-mail", "phone", "birth"}, func(word string) bool {
		return strings.Contains(title, word)
	})
}

// fitting is how many values pass a test, and the first that does not.
func fitting(values []string, passes func(string) bool) (n int, odd string) {
	for _, v := range values {
		if passes(v) {
			n++
		} else if odd == "" {
			odd = v
		}
	}
	return n, odd
}

// settle takes a guess where enough values fit it.
func (c *Column) settle(k kind, what string, values []string, passes func(string) bool) bool {
	n, odd := fitting(values, passes)
	if float64(n) < enough*float64(len(values)) || n == 0 {
		return false
	}
	c.kind, c.note = k, fmt.Sprintf("%d of %d values are %s", n, len(values), what)
	if odd != "" && !c.isPersonal() {
		c.note += ", not " + quoted(odd)
	}
	return true
}

// quoted is a value as a comment may have it.
func quoted(v string) string {
	const most = 40
	if r := []rune(v); len(r) > most {
		v = string(r[:most]) + "…"
	}
	return fmt.Sprintf("%q", v)
}

// schemes are the registers whose identifiers are told by their form, and by words of the title where that could be anything.
var schemes = []struct {
	scheme string
	words  []string // nil where the form is enough
}{
	{"GSS", nil},
	{"ORCID", nil},
	{"ROR", nil},
	{"LEI", nil},
	{"ISNI", nil},
	{"GB-COH", []string{"company", "coh", "companies"}},
	{"GB-SC", []string{"charity", "sc", "scottish"}},
	{"GB-CHC", []string{"charity", "chc", "charities"}},
	{"WIKIDATA", []string{"wikidata"}},
	{"GB-UKPRN", []string{"ukprn"}},
}

var (
	anyOrgID    = regexp.MustCompile(`^[A-Z]{2,3}-[A-Z0-9]{2,10}-[A-Za-z0-9./_:-]+$`)
	anyPostcode = regexp.MustCompile(`(?i)^[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}$`)
)

func (c *Column) asIdentifier(values []string, _ bool) bool {
	if c.settle(orgID, "identifiers of org-id.guide", values, anyOrgID.MatchString) && c.is("id", "identifier", "org", "organisation", "organization") {
		return true
	}
	c.kind = plain
	if c.settle(postcode, "postcodes", values, anyPostcode.MatchString) {
		return true
	}
	for _, s := range schemes {
		if s.words != nil && !c.is(s.words...) {
			continue
		}
		if c.settle(identifier, "identifiers of "+s.scheme, values, func(v string) bool {
			scheme, value := register.Normalise(s.scheme, v)
			return register.Check(scheme, value) == nil
		}) {
			c.scheme = s.scheme
			return true
		}
	}
	return false
}

func (c *Column) asAddress(values []string, _ bool) bool {
	return c.settle(address, "addresses of the web", values, func(v string) bool {
		return (strings.HasPrefix(v, "http://") || strings.HasPrefix(v, "https://")) && !strings.ContainsAny(v, " \t\n")
	})
}

// dateForms are the forms of dates that are looked for, with a pattern of Unicode TR 35 for each but the first.
var dateForms = []struct{ layout, format, what string }{
	{"", "", "dates such as 2021-01-26"},
	{"02/01/2006", "dd/MM/yyyy", "dates with the day first"},
	{"01/02/2006", "MM/dd/yyyy", "dates with the month first"},
	{"2/1/2006", "d/M/yyyy", "dates with the day first"},
	{"02.01.2006", "dd.MM.yyyy", "dates with the day first"},
	{"02-01-2006", "dd-MM-yyyy", "dates with the day first"},
	{"2 January 2006", "d MMMM yyyy", "dates in words"},
	{"02 Jan 2006", "dd MMM yyyy", "dates in words"},
	{"02-Jan-06", "dd-MMM-yy", "dates in words"},
	{"20060102", "yyyyMMdd", "dates in eight digits"},
}

// Places in dateForms.
const dayFirst, monthFirst = 1, 2

var (
	isoDay  = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}(-[0-9]{2}([T ].*)?)?$`)
	isoYear = regexp.MustCompile(`^(1[5-9]|20)[0-9]{2}$`)
)

func (c *Column) asDate(values []string, sheet bool) bool {
	best, most := -1, 0
	fits := func(form int) func(string) bool {
		return func(v string) bool {
			if dateForms[form].layout != "" {
				_, err := time.Parse(dateForms[form].layout, v)
				return err == nil
			}
			_, err := records.Date(v, false)
			return err == nil && isoDay.MatchString(v)
		}
	}
	for i, form := range dateForms {
		if n, _ := fitting(values, fits(i)); n > most && (form.layout != "20060102" || c.is("date", "day")) {
			best, most = i, n
		}
	}
	if best >= 0 && c.settle(date, dateForms[best].what, values, fits(best)) {
		c.format = dateForms[best].format
		if other, _ := fitting(values, fits(monthFirst)); c.format == dateForms[dayFirst].format && other == most {
			c.note += "; or the month first, MM/dd/yyyy: they fit both"
		}
		return true
	}
	dateTitle := c.is("date", "day", "start", "end", "opened", "closed", "founded", "established", "since", "from", "until", "year", "published", "modified", "created")
	if dateTitle && c.settle(date, "years", values, isoYear.MatchString) {
		c.format = "yyyy"
		return true
	}
	return sheet && dateTitle && c.settle(date, "serial numbers of days, which the sheet shows as dates", values, func(v string) bool {
		_, err := records.Date(v, true)
		return err == nil && strings.Trim(v, "0123456789.") == ""
	})
}

// signs are the signs of currencies that stand before sums.
var signs = [][2]string{{"£", "GBP"}, {"€", "EUR"}, {"$", "USD"}}

func (c *Column) asNumber(values []string, _ bool) bool {
	for _, s := range signs {
		if strings.HasPrefix(strings.TrimPrefix(values[0], "-"), s[0]) {
			c.sign = s[1]
		}
	}
	whole := true
	passes := func(v string) bool {
		n, err := records.Number(v)
		if err == nil && strings.Contains(n, ".") {
			whole = false
		}
		return err == nil
	}
	if c.settle(number, "numbers", values, passes) {
		if whole {
			c.kind = integer
		}
		return true
	}
	european := regexp.MustCompile(`^-?[0-9]{1,3}(\.[0-9]{3})*(,[0-9]+)?$|^-?[0-9]+,[0-9]+$`)
	if c.settle(number, "numbers with a comma before fractions", values, european.MatchString) {
		c.decimal, c.group = ",", "."
		return true
	}
	return false
}

// currencyOf is the code of a currency that a column's values are, or its title names; "" where none is known.
func (c *Column) currencyOf() string {
	if c.sign != "" {
		return c.sign
	}
	for w := range c.words {
		if unit, err := currency.ParseISO(strings.ToUpper(w)); err == nil && slices.Contains([]string{"GBP", "EUR", "USD", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "AUD", "CAD"}, unit.String()) {
			return unit.String()
		}
	}
	switch {
	case c.is("pounds", "sterling"), strings.Contains(c.Title, "£"):
		return "GBP"
	case c.is("euro", "euros"), strings.Contains(c.Title, "€"):
		return "EUR"
	case c.is("dollars"), strings.Contains(c.Title, "$"):
		return "USD"
	}
	return ""
}
