package graph

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/cockroachdb/apd/v3"
)

// Decimal is an exact decimal number. It keeps the digits that it was read with: 500.00 stays 500.00. The zero value is 0.
type Decimal struct{ n apd.Decimal }

const (
	maxDecimalDigits = 60
	maxFastDigits    = 18 // fit an int64
)

// ParseDecimal reads an optional minus sign, digits, and an optional fraction; nothing else: no exponent, no thousands
// separators, no NaN, at most 60 digits. The error wraps ErrInvalid and says what to write instead.
func ParseDecimal(s string) (Decimal, error) {
	digits := strings.TrimPrefix(s, "-")
	whole, fraction, dotted := strings.Cut(digits, ".")
	if whole == "" || (dotted && fraction == "") || strings.Trim(whole+fraction, "0123456789") != "" {
		return Decimal{}, fmt.Errorf("number %.60q: want plain digits such as 1200000 or 14.5, without separators or exponent: %w", s, ErrInvalid)
	}
	if len(digits) > maxDecimalDigits {
		return Decimal{}, fmt.Errorf("number %.60q…: at most %d digits: %w", s, maxDecimalDigits, ErrInvalid)
	}
	var d Decimal
	if len(digits) <= maxFastDigits {
		var n int64
		for _, c := range []byte(whole + fraction) {
			n = 10*n + int64(c-'0')
		}
		d.n.SetFinite(n, -int32(len(fraction)))
		d.n.Negative = digits != s
		return d, nil
	}
	if _, _, err := d.n.SetString(s); err != nil {
		return Decimal{}, fmt.Errorf("number %.60q: %w: %w", s, err, ErrInvalid)
	}
	return d, nil
}

// String is the number in plain digits, as read.
func (d Decimal) String() string { return d.n.Text('f') }

// Add is the exact sum.
func (d Decimal) Add(other Decimal) Decimal {
	a, b := d.scaled(other), other.scaled(d)
	var sum Decimal
	sum.n.Exponent = min(d.n.Exponent, other.n.Exponent)
	total := new(big.Int).Add(a, b)
	sum.n.Negative = total.Sign() < 0
	sum.n.Coeff.SetMathBigInt(total.Abs(total))
	return sum
}

// scaled is the number as an integer at the finer of the two scales.
func (d Decimal) scaled(other Decimal) *big.Int {
	n := d.n.Coeff.MathBigInt()
	if shift := d.n.Exponent - other.n.Exponent; shift > 0 {
		n.Mul(n, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(shift)), nil))
	}
	if d.n.Negative {
		n.Neg(n)
	}
	return n
}

// Compare is -1, 0 or +1 as d is less than, equal to or greater than other; 500 equals 500.00.
func (d Decimal) Compare(other Decimal) int { return d.n.Cmp(&other.n) }

// float is the nearest double, for ordering alone.
func (d Decimal) float() float64 {
	f, err := d.n.Float64()
	if err != nil {
		return 0
	}
	return f
}

// shifted is the number times ten to the power of places.
func (d Decimal) shifted(places int32) Decimal {
	d.n.Exponent += places
	return d
}

// negated is the number with its sign turned.
func (d Decimal) negated() Decimal {
	d.n.Negative = !d.n.Negative && !d.n.IsZero()
	return d
}

// Equal reports whether the numbers are the same number: 500 equals 500.00.
func (d Decimal) Equal(other Decimal) bool { return d.Compare(other) == 0 }

// tenThousandths is so many ten-thousandths as a number.
func tenThousandths(n int64) Decimal {
	var d Decimal
	d.n.SetFinite(n, -fastScale)
	return d
}

// fixed is the number as an integer of so many places; ok is false where it has more places or does not fit.
func (d Decimal) fixed(places int32) (n int64, ok bool) {
	shift := d.n.Exponent + places
	if shift < 0 || shift > 18 || !d.n.Coeff.IsInt64() {
		return 0, d.n.IsZero()
	}
	n = d.n.Coeff.Int64()
	for range shift {
		if !fits(n) {
			return 0, false
		}
		n *= 10
	}
	if d.n.Negative {
		n = -n
	}
	return n, fits(n)
}

// trimmed is the number without zeros behind its point.
func (d Decimal) trimmed() Decimal {
	var out Decimal
	out.n.Reduce(&d.n)
	if out.n.Exponent > 0 {
		return out.Add(Decimal{}) // Reduce leaves 1200 as 12E+2; a sum with 0 writes the digits out
	}
	return out
}
