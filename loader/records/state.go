package records

import (
	"slices"

	"whence/graph/claim"
)

// State is what has become of the field that a citation is of.
type State string

// The states.
const (
	Verified State = "VERIFIED" // it stands where it stood
	Moved    State = "MOVED"    // its record stands elsewhere in the file
	Changed  State = "CHANGED"  // it says something else
	Gone     State = "GONE"     // the file has no such record, or the record no such field
	NotHeld  State = "NOT_HELD" // the file is not at hand
)

// Field is a field of a record, as its file titles it, with its raw text.
type Field struct{ Name, Value string }

// FieldsOf is the fields of a record of a file that was read with them, in the order in which they are read; none of a record that
// the file has not.
func (r *Result) FieldsOf(record claim.ID) []Field { return r.fields[record] }

// State holds a citation against what was read, which was read with its fields. stored is its record as it was loaded.
func (r *Result) State(c claim.Citation, stored claim.Record) State {
	record, known := r.records[c.Record]
	at := slices.IndexFunc(r.fields[c.Record], func(f Field) bool { return f.Name == c.Field })
	switch {
	case !known || at < 0:
		return Gone
	case Digest(r.fields[c.Record][at].Value) != c.Digest:
		return Changed
	case record.Hint != stored.Hint:
		return Moved
	}
	return Verified
}
