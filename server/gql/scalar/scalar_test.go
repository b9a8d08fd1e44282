package scalar_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"whence/graph/claim"
	"whence/server/gql/scalar"
)

// written is a scalar that can be written both ways.
type written interface {
	AppendGQL(b []byte) []byte
	MarshalGQL(w io.Writer)
}

func TestScalarsAreWritten(t *testing.T) {
	exact, err := claim.ParseDecimal("15.30")
	if err != nil {
		t.Fatal(err)
	}
	east := time.FixedZone("", 3600)
	for _, c := range []struct {
		value written
		want  string
	}{
		{scalar.EDTF("2014-03/.."), `"2014-03/.."`},
		{scalar.Date{Time: time.Date(2014, 7, 2, 0, 0, 0, 0, time.UTC)}, `"2014-07-02"`},
		{scalar.Date{}, `null`},
		{scalar.DateTime{Time: time.Date(2026, 11, 24, 10, 30, 0, 0, east)}, `"2026-11-24T09:30:00Z"`},
		{scalar.DateTime{Time: time.Date(2026, 11, 24, 9, 30, 0, 120, time.UTC)}, `"2026-11-24T09:30:00.00000012Z"`},
		{scalar.DateTime{}, `null`},
		{scalar.Decimal(exact), `"15.30"`},
	} {
		var b bytes.Buffer
		c.value.MarshalGQL(&b)
		if appended := string(c.value.AppendGQL([]byte("x"))); b.String() != c.want || appended != "x"+c.want {
			t.Errorf("%T: written as %s, appended as %s, want %s", c.value, b.String(), appended, c.want)
		}
	}
}

func TestScalarsAreRead(t *testing.T) {
	for _, c := range []struct {
		name    string
		into    interface{ UnmarshalGQL(v any) error }
		value   any
		written string // "" where it is refused
		says    string
	}{
		{"a month", new(scalar.EDTF), "2014-03?", `"2014-03?"`, ""},
		{"a season", new(scalar.EDTF), "2014-21", `"2014-21"`, ""},
		{"a year as a number", new(scalar.EDTF), json.Number("2014"), "", "want a string"},
		{"a day", new(scalar.Date), "2014-07-02", `"2014-07-02"`, ""},
		{"a day that is none", new(scalar.Date), "2014-02-29", "", "a day such as 2014-07-02"},
		{"a moment elsewhere", new(scalar.DateTime), "2026-11-24T10:30:00+01:00", `"2026-11-24T09:30:00Z"`, ""},
		{"a day for a moment", new(scalar.DateTime), "2026-11-24", "", "a moment such as 2026-11-24T09:30:00Z"},
		{"no time at all", new(scalar.DateTime), "0001-01-01T00:00:00Z", "", "a moment such as"},
		{"digits", new(scalar.Decimal), "1200000.50", `"1200000.50"`, ""},
		{"a whole number in a variable", new(scalar.Decimal), json.Number("1200000"), `"1200000"`, ""},
		{"a whole number in a query", new(scalar.Decimal), int64(1200000), `"1200000"`, ""},
		{"an exponent", new(scalar.Decimal), json.Number("1e6"), "", "without separators or exponent"},
		{"a number with a point in a variable", new(scalar.Decimal), json.Number("0.5"), `"0.5"`, ""},
		{"a number with a point in a query", new(scalar.Decimal), 0.5, `"0.5"`, ""},
		{"a tenth", new(scalar.Decimal), 0.1, `"0.1"`, ""},
		{"a large number", new(scalar.Decimal), 1e21, `"1000000000000000000000"`, ""},
		{"a number that is none", new(scalar.Decimal), math.Inf(1), "", "want plain digits"},
		{"separators", new(scalar.Decimal), "1,200,000", "", "without separators"},
		{"nothing", new(scalar.Decimal), nil, "", "want a string of digits"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := c.into.UnmarshalGQL(c.value)
			if c.written == "" {
				if !errors.Is(err, claim.ErrInvalid) || !strings.Contains(err.Error(), c.says) {
					t.Errorf("%v, want …%s…", err, c.says)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := string(c.into.(written).AppendGQL(nil)); got != c.written {
				t.Errorf("%s, want %s", got, c.written)
			}
		})
	}
}
