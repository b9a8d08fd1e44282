package claim

import "time"

// When is a time as a source gives it. The zero value is an unknown time.
type When struct {
	EDTF    EDTF   // "" where the wording can't be resolved
	Wording string // the words it rests on: "last week"
	Basis   string // how EDTF follows from the words, where it had to be inferred
}

// IsZero reports whether nothing is known of the time.
func (w When) IsZero() bool { return w == When{} }

// Bounds is the first and the last day that the time can mean, each zero where open or unresolved.
func (w When) Bounds() (earliest, latest time.Time) {
	return w.EDTF.Bounds()
}
