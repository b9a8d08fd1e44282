package register

import (
	"fmt"
	"math/big"
	"strings"
)

// checkISO7064 checks the last character of an ISNI or ORCID: ISO/IEC 7064, MOD 11-2.
func checkISO7064(value string) error {
	digits := compact(value)
	total := 0
	for _, c := range digits[:len(digits)-1] {
		total = (total + int(c-'0')) * 2
	}
	want := (12 - total%11) % 11
	got := int(digits[len(digits)-1] - '0')
	if digits[len(digits)-1] == 'X' {
		got = 10
	}
	return checkDigits(value, got == want)
}

// checkLEI checks the last two digits of a Legal Entity Identifier: ISO 17442 by ISO/IEC 7064, MOD 97-10, letters as 10 to 35.
func checkLEI(value string) error {
	var digits strings.Builder
	for _, c := range value {
		if c >= 'A' {
			fmt.Fprintf(&digits, "%d", c-'A'+10)
		} else {
			digits.WriteRune(c)
		}
	}
	number, _ := new(big.Int).SetString(digits.String(), 10) // digits alone
	return checkDigits(value, number.Mod(number, big.NewInt(97)).Int64() == 1)
}

// crockford are the digits of Crockford's base 32, in which ROR counts.
const crockford = "0123456789abcdefghjkmnpqrstvwxyz"

// checkROR checks the last two digits of a ROR id: ISO/IEC 7064, MOD 97-10, of the number that the letters before write.
func checkROR(value string) error {
	number := int64(0)
	for _, c := range value[1 : len(value)-2] {
		number = number*32 + int64(strings.IndexRune(crockford, c))
	}
	want := 98 - (number*100)%97
	return checkDigits(value, fmt.Sprintf("%02d", want) == value[len(value)-2:])
}

func checkDigits(value string, ok bool) error {
	if ok {
		return nil
	}
	return fmt.Errorf("the check digits of %.40q are wrong: a character of it is", value)
}
