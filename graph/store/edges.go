package store

// Edges receives the edges of a frontier, a column an attribute. Used again, it keeps its room and expanding allocates
// nothing.
//
// The edges of of[i] are those from Start[i] to Start[i+1], sorted by predicate, other end and label in the order of IDs;
// those of a label by subject, predicate and object.
type Edges struct {
	Start   []uint32
	Pred    []ID
	Subject []ID
	Object  []ID
	Label   []ID // 0 where the quad has none
}

// Of returns the range of the edges of of[i].
func (e *Edges) Of(i int) (lo, hi int) { return int(e.Start[i]), int(e.Start[i+1]) }

// Len returns how many edges there are.
func (e *Edges) Len() int { return len(e.Pred) }

// Quad returns the i-th edge.
func (e *Edges) Quad(i int) Quad { return Quad{e.Subject[i], e.Pred[i], e.Object[i], e.Label[i]} }

// Reset empties the columns and keeps their room. An engine calls it first.
func (e *Edges) Reset() {
	e.Start = append(e.Start[:0], 0)
	e.Pred, e.Subject, e.Object, e.Label = e.Pred[:0], e.Subject[:0], e.Object[:0], e.Label[:0]
}

// Append adds an edge of the node whose turn it is.
func (e *Edges) Append(q Quad) {
	e.Pred = append(e.Pred, q.Predicate)
	e.Subject = append(e.Subject, q.Subject)
	e.Object = append(e.Object, q.Object)
	e.Label = append(e.Label, q.Label)
}

// EndNode ends the edges of a node: what is appended from now on is of the next.
func (e *Edges) EndNode() { e.Start = append(e.Start, uint32(len(e.Pred))) }

// Texts receives the texts of many terms, one behind the other. Used again, it keeps its room.
type Texts struct {
	Text []byte
	Ends []uint32 // where each text ends, and the next one begins
}

// Reset empties the texts and keeps their room. An engine calls it first.
func (t *Texts) Reset() { t.Text, t.Ends = t.Text[:0], t.Ends[:0] }

// Len returns how many texts there are.
func (t *Texts) Len() int { return len(t.Ends) }

// Of returns the i-th text, which is valid until the texts are read anew.
func (t *Texts) Of(i int) []byte {
	from := uint32(0)
	if i > 0 {
		from = t.Ends[i-1]
	}
	return t.Text[from:t.Ends[i]:t.Ends[i]]
}
