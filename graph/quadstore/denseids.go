package quadstore

// denseIDs numbers the IDs that occur in one direction without gaps for the two
// halves of the ID space: terms first, claims after them, in the order of IDs.
type denseIDs struct {
	terms, claims     uint32 // how many of each
	lowTerm, lowClaim ID     // the least of each
}

// slot returns the number of an ID, and false if it is out of range.
func (s *denseIDs) slot(id ID) (uint32, bool) {
	if id.IsClaim() {
		i := uint32(id - s.lowClaim)
		return s.terms + i, id >= s.lowClaim && i < s.claims
	}
	i := uint32(id - s.lowTerm)
	return i, id >= s.lowTerm && i < s.terms
}

// id is the inverse of slot.
func (s *denseIDs) id(slot uint32) ID {
	if slot >= s.terms {
		return s.lowClaim + ID(slot-s.terms)
	}
	return s.lowTerm + ID(slot)
}

func (s *denseIDs) len() int { return int(s.terms + s.claims) }

// idRange finds the numbering that a set of IDs needs.
type idRange struct {
	lowTerm, highTerm, lowClaim, highClaim ID
}

func (e *idRange) add(id ID) {
	if id.IsClaim() {
		if e.lowClaim == 0 || id < e.lowClaim {
			e.lowClaim = id
		}
		e.highClaim = max(e.highClaim, id)
		return
	}
	if e.lowTerm == 0 || id < e.lowTerm {
		e.lowTerm = id
	}
	e.highTerm = max(e.highTerm, id)
}

func (e *idRange) denseIDs() denseIDs {
	s := denseIDs{lowTerm: e.lowTerm, lowClaim: e.lowClaim}
	if e.highTerm != 0 {
		s.terms = uint32(e.highTerm-e.lowTerm) + 1
	}
	if e.highClaim != 0 {
		s.claims = uint32(e.highClaim-e.lowClaim) + 1
	}
	return s
}
