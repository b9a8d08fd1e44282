package direct

// Place is where a field's objects are written in place: its selection, and the types met so far.
type Place struct {
	execution *execution
	set       *set
	ordinal   int
	target    frontier
}

// InPlace writes an object, v, of the type with that ordinal among the executor's types.
func InPlace[T any](w *Writer, at *Place, ordinal int, v T) bool {
	if at.target == nil || at.ordinal != ordinal {
		at.ordinal, at.target = ordinal, at.execution.known(at.set.of(ordinal))
	}
	f := at.target.(*objects[T])
	if !at.execution.spend(len(f.slots)) {
		return false
	}
	return f.writeObject(w, v, 0)
}

// InPlaceList writes a list of objects, or of lists of them.
func InPlaceList[E any](w *Writer, at *Place, list []E, write func(*Writer, *Place, *E) bool, nonNull bool) bool {
	ok := true
	w.buf = append(w.buf, '[')
	top := w.down(nil)
	for i := range list {
		if i > 0 {
			w.buf = append(w.buf, ',')
		}
		w.path[top].index = i
		mark := len(w.buf)
		if !write(w, at, &list[i]) {
			w.buf = append(w.buf[:mark], "null"...)
			ok = ok && !nonNull
		}
	}
	w.path = w.path[:top]
	w.buf = append(w.buf, ']')
	return ok
}
