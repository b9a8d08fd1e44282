package records

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/currency"

	"whence/graph/claim"
)

// Date is a day as files write it: 2021-01-26, with a time behind it or not, dd/mm/yyyy, or the serial number of a sheet. Of a time
// with a zone the day is the one that is written. serials says that numbers are serials.
func Date(text string, serials bool) (claim.EDTF, error) {
	text = strings.TrimSpace(text)
	if day, month, year, ok := slashed(text); ok {
		text = fmt.Sprintf("%s-%s-%s", year, month, day)
	} else if serials {
		if days, err := strconv.ParseFloat(text, 64); err == nil && days >= 1 && days < 2_958_466 { // the year 9999
			return claim.EDTF(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(days)).Format(time.DateOnly)), nil
		}
	}
	if len(text) > len(time.DateOnly) && (text[10] == 'T' || text[10] == ' ') {
		text = text[:10]
	}
	date, err := claim.ParseEDTF(text)
	if err != nil || strings.ContainsAny(text, "/X") {
		return "", fmt.Errorf("%.40q is no date: want a day such as 2021-01-26 or 26/01/2021", text)
	}
	return date, nil
}

func slashed(text string) (day, month, year string, ok bool) {
	parts := strings.Split(text, "/")
	if len(parts) != 3 || len(parts[2]) < 4 {
		return "", "", "", false
	}
	parts[2], _, _ = strings.Cut(parts[2], " ")
	return fmt.Sprintf("%02s", parts[0]), fmt.Sprintf("%02s", parts[1]), parts[2], len(parts[2]) == 4
}

// Amount is a sum of money as files write it, rounded to the minor unit of its currency: 30000, 41133.770000000004, £1,234.50, 3E4.
// Thousands are parted by commas alone; of 1.234,50, which is another number to half of its readers, nothing is made.
func Amount(text, code string) (*claim.Quantity, error) {
	code = strings.ToUpper(strings.TrimSpace(code))
	unit, err := currency.ParseISO(code)
	if err != nil {
		return nil, fmt.Errorf("%.20q is no currency: want a code of ISO 4217 such as GBP", code)
	}
	exact, err := rational(text)
	if err != nil {
		return nil, err
	}
	scale, _ := currency.Standard.Rounding(unit)
	rounded := exact.FloatString(scale)
	if strings.ContainsRune(rounded, '.') {
		rounded = strings.TrimRight(strings.TrimRight(rounded, "0"), ".")
	}
	value, err := claim.ParseDecimal(rounded)
	if err != nil {
		return nil, err
	}
	return &claim.Quantity{Comparator: claim.Exactly, Value: &value, Unit: code}, nil
}

// Number is a number as files write it, in plain digits: 1200, 1,200.50, 3E4. Thousands are parted by commas alone.
func Number(text string) (string, error) {
	exact, err := rational(text)
	if err != nil {
		return "", fmt.Errorf("%.40q is no number: want plain digits such as 1234.50", text)
	}
	if exact.IsInt() {
		return exact.Num().String(), nil
	}
	return strings.TrimRight(exact.FloatString(maxDigits), "0"), nil
}

// rational is the number that a text writes, whatever sign of a currency stands before it.
func rational(text string) (*big.Rat, error) {
	wrong := fmt.Errorf("%.40q is no sum of money: want plain digits such as 1234.50", text)
	plain := strings.TrimSpace(text)
	negative := strings.HasPrefix(plain, "-")
	plain = strings.TrimLeft(strings.TrimPrefix(plain, "-"), "£€$ ")
	if strings.ContainsRune(plain, ',') {
		whole, fraction, _ := strings.Cut(plain, ".")
		for i, group := range strings.Split(whole, ",") {
			if i > 0 && len(group) != 3 || len(group) > 3 || group == "" || strings.ContainsRune(fraction, ',') {
				return nil, wrong
			}
		}
		plain = strings.ReplaceAll(plain, ",", "")
	}
	if plain == "" || strings.Trim(plain, "0123456789.eE+-") != "" || len(plain) > maxDigits {
		return nil, wrong
	}
	if _, exponent, ok := strings.Cut(strings.ToLower(plain), "e"); ok && len(strings.Trim(exponent, "+-")) > 2 {
		return nil, wrong
	}
	exact, ok := new(big.Rat).SetString(plain)
	if !ok {
		return nil, wrong
	}
	if negative {
		exact.Neg(exact)
	}
	return exact, nil
}

// maxDigits bounds a number that is read.
const maxDigits = 40
