package graph

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/cockroachdb/apd/v3"
)

// Decimal is an exact decimal number. It keeps the digits that it was read with: 500.00 stays 500.00. The zero value is 0.
type Decimal struct{ n apd.Decimal }

const maxDecimalDigits = 60

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
