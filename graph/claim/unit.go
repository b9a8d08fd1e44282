package claim

import (
	"slices"
	"strings"

	"golang.org/x/text/currency"
)

// ParseUnit checks that s is a unit of the list or a currency; the error wraps ErrInvalid and suggests the nearest.
func ParseUnit(s string) (string, error) {
	if slices.Contains(Units, s) {
		return s, nil
	}
	if len(s) == 3 && s == strings.ToUpper(s) {
		return ParseCurrency(s)
	}
	return "", errUnknown("unit", s, Units)
}

// ParseCurrency checks that s is a code of ISO 4217; the error wraps ErrInvalid.
func ParseCurrency(s string) (string, error) {
	if unit, err := currency.ParseISO(s); err == nil && unit.String() == s {
		return s, nil
	}
	return "", errUnknown("currency", s, []string{"GBP", "EUR", "USD", "CHF", "JPY", "CNY", "INR", "AUD", "CAD", "SEK"})
}

// Units lists the words that a figure may be counted in, beside the ISO 4217 codes of currencies.
var Units = strings.Fields(`job person company project programme building floor partner centre university hub cluster academy event
	place attendee investor grant month year minute day percent times fraction rank square-foot`)
