package films

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"
)

// Day is a calendar day.
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// AppendGQL implements direct.Appender.
func (d Day) AppendGQL(b []byte) []byte {
	return append(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).AppendFormat(append(b, '"'), time.DateOnly), '"')
}

// MarshalGQL implements graphql.Marshaler.
func (d Day) MarshalGQL(w io.Writer) { _, _ = w.Write(d.AppendGQL(nil)) }

// UnmarshalGQL implements graphql.Unmarshaler.
func (d *Day) UnmarshalGQL(v any) error {
	s, ok := v.(string)
	if !ok {
		return fmt.Errorf("day of type %T", v)
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return fmt.Errorf("%q is not a day", s)
	}
	d.Year, d.Month, d.Day = t.Date()
	return nil
}

// Badge is a word. One without a letter panics when it is written.
type Badge string

// MarshalGQL implements graphql.Marshaler.
func (b Badge) MarshalGQL(w io.Writer) {
	_, _ = io.WriteString(w, `"`)
	if b == "" {
		panic("badge without a letter")
	}
	_, _ = io.WriteString(w, strconv.Quote(string(b))[1:])
}

// UnmarshalGQL implements graphql.Unmarshaler.
func (b *Badge) UnmarshalGQL(v any) error {
	s, ok := v.(string)
	*b = Badge(s)
	if !ok {
		return fmt.Errorf("badge of type %T", v)
	}
	return nil
}

// Score is a number. One under zero can't be written.
type Score int

// ErrScore is the error of a score under zero.
var ErrScore = errors.New("score under zero")

// MarshalGQLContext implements graphql.ContextMarshaler.
func (s Score) MarshalGQLContext(_ context.Context, w io.Writer) error {
	if s < 0 {
		return ErrScore
	}
	_, err := io.WriteString(w, strconv.Itoa(int(s)))
	return err
}

// UnmarshalGQLContext implements graphql.ContextUnmarshaler.
func (s *Score) UnmarshalGQLContext(_ context.Context, v any) error {
	n, ok := v.(int64)
	*s = Score(n)
	if !ok {
		return fmt.Errorf("score of type %T", v)
	}
	return nil
}
