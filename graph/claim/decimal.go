package claim

import (
	"fmt"
	"math"
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

// Float64 is the nearest double, 0 where the number is beyond its range. It is for ordering and drawing, not for sums.
func (d Decimal) Float64() float64 {
	f, err := d.n.Float64()
	if err != nil {
		return 0
	}
	return f
}

// Shift is the number times ten to the power of places.
func (d Decimal) Shift(places int32) Decimal {
	d.n.Exponent += places
	return d
}

// Neg is the number with the opposite sign.
func (d Decimal) Neg() Decimal {
	d.n.Negative = !d.n.Negative && !d.n.IsZero()
	return d
}

// IsZero reports whether the number is 0, however many digits it was read with.
func (d Decimal) IsZero() bool { return d.n.IsZero() }

// Equal reports whether the numbers are the same number: 500 equals 500.00.
func (d Decimal) Equal(other Decimal) bool { return d.Compare(other) == 0 }

// NewDecimal is n divided by ten to the power of places.
func NewDecimal(n int64, places int32) Decimal {
	var d Decimal
	d.n.SetFinite(n, -places)
	return d
}

// Int64 is the number times ten to the power of places; ok is false where that is no integer or does not fit an int64.
func (d Decimal) Int64(places int32) (n int64, ok bool) {
	shift := d.n.Exponent + places
	if shift < 0 || shift > 18 || !d.n.Coeff.IsInt64() {
		return 0, d.n.IsZero()
	}
	n = d.n.Coeff.Int64()
	for range shift {
		if n > math.MaxInt64/10 {
			return 0, false
		}
		n *= 10
	}
	if d.n.Negative {
		n = -n
	}
	return n, true
}

// Reduce is the number without trailing zeros after its point.
func (d Decimal) Reduce() Decimal {
	var out Decimal
	out.n.Reduce(&d.n)
	if out.n.Exponent > 0 {
		return out.Add(Decimal{}) // Reduce leaves 1200 as 12E+2; a sum with 0 writes the digits out
	}
	return out
}
