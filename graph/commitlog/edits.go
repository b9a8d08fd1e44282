package commitlog

import "crypto/sha256"

// Edits is the edits of a commit that is being made, kept as they will be recorded: some fifty bytes each, so that a commit
// may have millions. The zero value is none.
type Edits struct {
	count   int
	waiting []Edit
	records [][]byte
}

// EditsOf is some edits, in their order.
func EditsOf(edits []Edit) *Edits {
	list := new(Edits)
	for i := range edits {
		list.Add(edits[i])
	}
	return list
}

// Add appends an edit.
func (l *Edits) Add(e Edit) {
	l.count++
	if l.waiting = append(l.waiting, e); len(l.waiting) == editsARecord {
		l.flush()
	}
}

// Len is how many edits there are.
func (l *Edits) Len() int { return l.count }

func (l *Edits) flush() {
	if len(l.waiting) > 0 {
		l.records = append(l.records, encodeEdits(l.waiting))
		l.waiting = l.waiting[:0]
	}
}

// record gives a commit its number of edits and their digest, and returns them as they are recorded.
func (l *Edits) record(c *Commit) [][]byte {
	l.flush()
	sum := sha256.New()
	for _, r := range l.records {
		sum.Write(r)
	}
	sum.Sum(c.Edits[:0])
	c.EditCount = l.count
	return l.records
}
