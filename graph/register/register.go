// Package register knows the rules by which registers write their identifiers: how one is normalised, and whether it can be
// one at all. It reads no register, so that an identifier that passes may still be nobody's. It imports nothing of ours.
package register

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// rule is how one register writes its identifiers.
type rule struct {
	names   []string // of the scheme, the normal one first
	pattern *regexp.Regexp
	example string
	pages   []string                  // what stands before the identifier in an address of the register
	tidy    func(string) string       // nil where upper case is all
	check   func(digits string) error // of its check digits; nil where it has none
}

// rules are the registers that are known, by the codes of org-id.guide where it has one.
var rules = []rule{
	{
		names: []string{"GB-COH"}, pattern: regexp.MustCompile(`^([0-9]{8}|[A-Z]{2}[0-9]{6}|[A-Z]{2}[0-9]{5}[A-Z]|IP[0-9]{5}R)$`), example: "01234567 or SC123456",
		pages: []string{"find-and-update.company-information.service.gov.uk/company/", "data.companieshouse.gov.uk/doc/company/"}, tidy: companyNumber,
	},
	{names: []string{"GB-CHC"}, pattern: regexp.MustCompile(`^[0-9]{6,7}(-[0-9]{1,3})?$`), example: "1099999"},
	{names: []string{"GB-SC"}, pattern: regexp.MustCompile(`^SC[0-9]{6}$`), example: "SC012345", tidy: scottishCharity},
	{names: []string{"GB-NIC"}, pattern: regexp.MustCompile(`^[0-9]{5,6}$`), example: "100123", tidy: func(s string) string { return strings.TrimPrefix(s, "NIC") }},
	{names: []string{"GB-UKPRN", "UKPRN"}, pattern: regexp.MustCompile(`^1[0-9]{7}$`), example: "10007140"},
	{names: []string{"GSS", "GB-GSS"}, pattern: regexp.MustCompile(`^[EWSNKJLM][0-9]{8}$`), example: "E08000025"},
	{
		names: []string{"ROR", "XI-ROR"}, pattern: regexp.MustCompile(`^0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}$`), example: "03angcq70",
		pages: []string{"ror.org/"}, tidy: strings.ToLower, check: checkROR,
	},
	{
		names: []string{"ORCID"}, pattern: regexp.MustCompile(`^([0-9]{4}-){3}[0-9]{3}[0-9X]$`), example: "0000-0002-1825-0097",
		pages: []string{"orcid.org/"}, tidy: hyphenated, check: checkISO7064,
	},
	{
		names: []string{"ISNI"}, pattern: regexp.MustCompile(`^[0-9]{15}[0-9X]$`), example: "0000000121032683",
		pages: []string{"isni.org/isni/", "www.isni.org/isni/"}, tidy: compact, check: checkISO7064,
	},
	{
		names: []string{"WIKIDATA", "XI-WIKIDATA"}, pattern: regexp.MustCompile(`^Q[1-9][0-9]*$`), example: "Q2256",
		pages: []string{"www.wikidata.org/wiki/", "www.wikidata.org/entity/", "wikidata.org/wiki/", "wikidata.org/entity/"},
	},
	{names: []string{"LEI", "XI-LEI"}, pattern: regexp.MustCompile(`^[A-Z0-9]{18}[0-9]{2}$`), example: "213800FF2R23ALJQOP04", tidy: compact, check: checkLEI},
	{names: []string{"GRID", "XI-GRID"}, pattern: regexp.MustCompile(`^grid\.[0-9]{1,6}\.[0-9a-f]{1,2}$`), example: "grid.6572.6", pages: []string{"www.grid.ac/institutes/", "grid.ac/institutes/"}, tidy: strings.ToLower},
	{names: []string{"FUNDREF"}, pattern: regexp.MustCompile(`^(10\.13039/)?[0-9]{6,12}$`), example: "501100000266", pages: []string{"doi.org/", "dx.doi.org/"}},
}

// find is the rule of a scheme; ok is false where the scheme is not known.
func find(scheme string) (r rule, ok bool) {
	scheme = strings.ReplaceAll(strings.ToUpper(scheme), "_", "-")
	i := slices.IndexFunc(rules, func(r rule) bool { return slices.Contains(r.names, scheme) })
	if i < 0 {
		return rule{}, false
	}
	return rules[i], true
}

// Normalise is a scheme and a value as their register writes them: without the register's address before it, the scheme said
// twice, or blanks; in its case; a company number with its leading zeros. What no rule is known for comes back trimmed, its
// scheme as it is.
func Normalise(scheme, value string) (normalScheme, normalValue string) {
	scheme, value = strings.TrimSpace(scheme), strings.TrimSpace(value)
	r, ok := find(scheme)
	if !ok {
		return scheme, value
	}
	value = withoutPage(value, r.pages)
	for _, prefix := range append([]string{scheme}, r.names...) { // "GB-COH-01234567" under GB-COH
		if n := len(prefix); len(value) > n && strings.EqualFold(value[:n], prefix) && strings.ContainsRune("-: ", rune(value[n])) {
			value = value[n+1:]
		}
	}
	value = strings.ToUpper(strings.TrimSpace(value))
	if r.tidy != nil {
		value = r.tidy(value)
	}
	return r.names[0], value
}

// withoutPage is a value without the address of a page that it stands at the end of.
func withoutPage(value string, pages []string) string {
	rest, ok := strings.CutPrefix(value, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(value, "http://")
	}
	if !ok {
		return value
	}
	for _, page := range pages {
		if id, ok := strings.CutPrefix(rest, page); ok {
			return strings.TrimSuffix(id, "/")
		}
	}
	return value
}

// Check reports why a normalised value can't be one of the scheme's, nil where it can or where no rule is known.
func Check(scheme, value string) error {
	r, ok := find(scheme)
	switch {
	case !ok:
		return nil
	case !r.pattern.MatchString(value):
		return fmt.Errorf("%.40q is not of the form of %s, such as %s", value, r.names[0], r.example)
	case r.check == nil:
		return nil
	}
	return r.check(value)
}

// companyNumber is a number of Companies House with eight characters.
func companyNumber(s string) string {
	s = compact(s)
	letters := strings.TrimRight(s, "0123456789R")
	if len(letters) > 2 || len(s) > 8 || s == letters {
		return s
	}
	return letters + strings.Repeat("0", 8-len(s)) + s[len(letters):]
}

func scottishCharity(s string) string {
	digits := strings.TrimPrefix(compact(s), "SC")
	if len(digits) < 6 && strings.Trim(digits, "0123456789") == "" {
		digits = strings.Repeat("0", 6-len(digits)) + digits
	}
	return "SC" + digits
}

// compact is a value without the blanks and hyphens that it is printed with.
func compact(s string) string { return strings.NewReplacer(" ", "", "-", "", "\u00A0", "").Replace(s) }

// hyphenated is sixteen characters in groups of four.
func hyphenated(s string) string {
	s = compact(s)
	if len(s) != 16 {
		return s
	}
	return s[:4] + "-" + s[4:8] + "-" + s[8:12] + "-" + s[12:]
}
