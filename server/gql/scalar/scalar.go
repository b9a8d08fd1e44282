// Package scalar writes and reads the schema's own scalars: dates, moments, exact numbers. Each is written by AppendGQL
// without an allocation, and read with a check whose error says what to write instead.
//
// It knows the text of a value and nothing of where it stands in an answer.
package scalar

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"time"

	"whence/graph/claim"
)

// EDTF is a date in the Extended Date/Time Format.
type EDTF claim.EDTF

// AppendGQL appends the date as a JSON string.
func (d EDTF) AppendGQL(b []byte) []byte { return appendQuoted(b, string(d)) }

// MarshalGQL writes the date as a JSON string.
func (d EDTF) MarshalGQL(w io.Writer) { write(w, d) }

// UnmarshalGQL reads a date; the error wraps claim.ErrInvalid.
func (d *EDTF) UnmarshalGQL(v any) error {
	s, err := text("date", v)
	if err != nil {
		return err
	}
	parsed, err := claim.ParseEDTF(s)
	*d = EDTF(parsed)
	return err
}

// Date is one day. The zero value is null.
type Date struct{ time.Time }

// AppendGQL appends the day as a JSON string such as "2014-07-02".
func (d Date) AppendGQL(b []byte) []byte { return appendTime(b, d.Time, time.DateOnly) }

// MarshalGQL writes the day as a JSON string.
func (d Date) MarshalGQL(w io.Writer) { write(w, d) }

// UnmarshalGQL reads a day; the error wraps claim.ErrInvalid.
func (d *Date) UnmarshalGQL(v any) (err error) {
	d.Time, err = parseTime(v, time.DateOnly, "a day such as 2014-07-02")
	return err
}

// DateTime is a moment. The zero value is null.
type DateTime struct{ time.Time }

// AppendGQL appends the moment in UTC as a JSON string such as "2026-11-24T09:30:00Z", with as many digits of a second
// as it needs.
func (d DateTime) AppendGQL(b []byte) []byte { return appendTime(b, d.UTC(), time.RFC3339Nano) }

// MarshalGQL writes the moment as a JSON string.
func (d DateTime) MarshalGQL(w io.Writer) { write(w, d) }

// UnmarshalGQL reads a moment; the error wraps claim.ErrInvalid.
func (d *DateTime) UnmarshalGQL(v any) (err error) {
	d.Time, err = parseTime(v, time.RFC3339, "a moment such as 2026-11-24T09:30:00Z")
	return err
}

// Decimal is an exact number.
type Decimal claim.Decimal

// String is the number in plain digits.
func (d Decimal) String() string { return claim.Decimal(d).String() }

// MarshalText is the number in plain digits.
func (d Decimal) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Decimal) UnmarshalText(text []byte) error { return d.UnmarshalGQL(string(text)) }

// AppendGQL appends the number as a JSON string.
func (d Decimal) AppendGQL(b []byte) []byte { return appendQuoted(b, d.String()) }

// MarshalGQL writes the number as a JSON string.
func (d Decimal) MarshalGQL(w io.Writer) { write(w, d) }

// UnmarshalGQL reads a number from a string or from a number without an exponent; the error wraps claim.ErrInvalid.
func (d *Decimal) UnmarshalGQL(v any) error {
	var s string
	switch v := v.(type) {
	case string:
		s = v
	case json.Number:
		s = v.String()
	case int64, int:
		s = fmt.Sprint(v)
	case float64: // what gqlgen makes of a number with a point in a query
		s = strconv.FormatFloat(v, 'f', -1, 64)
	default:
		return fmt.Errorf("number: want a string of digits such as \"1200000.50\": %w", claim.ErrInvalid)
	}
	parsed, err := claim.ParseDecimal(s)
	*d = Decimal(parsed)
	return err
}

func text(what string, v any) (string, error) {
	if s, ok := v.(string); ok {
		return s, nil
	}
	return "", fmt.Errorf("%s: want a string: %w", what, claim.ErrInvalid)
}

func parseTime(v any, layout, want string) (time.Time, error) {
	s, err := text("time", v)
	if err != nil {
		return time.Time{}, err
	}
	t, err := time.Parse(layout, s)
	if err != nil || t.IsZero() {
		return time.Time{}, fmt.Errorf("time %.40q: want %s: %w", s, want, claim.ErrInvalid)
	}
	return t.UTC(), nil
}

func appendTime(b []byte, t time.Time, layout string) []byte {
	if t.IsZero() {
		return append(b, "null"...)
	}
	return append(t.AppendFormat(append(b, '"'), layout), '"')
}

// appendQuoted quotes a text that holds nothing to escape.
func appendQuoted(b []byte, s string) []byte { return append(append(append(b, '"'), s...), '"') }

func write(w io.Writer, v interface{ AppendGQL(b []byte) []byte }) {
	var room [64]byte
	_, _ = w.Write(v.AppendGQL(room[:0])) // gqlgen's writers are buffers, and MarshalGQL has no way to tell
}
