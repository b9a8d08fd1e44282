package records

import "whence/graph/claim"

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

// State holds a citation against what was read, which was read with its fields. stored is its record as it was loaded.
func (r *Result) State(c claim.Citation, stored claim.Record) State {
	record, known := r.records[c.Record]
	digest, has := r.fields[c.Record][c.Field]
	switch {
	case !known || !has:
		return Gone
	case digest != c.Digest:
		return Changed
	case record.Hint != stored.Hint:
		return Moved
	}
	return Verified
}
