package direct

// Place is where a field's objects are written in place: its selection, and the type met last.
type Place struct {
	execution *execution
	set       *set
	ordinal   int
	target    frontier
}

// typed returns what writes objects of the type with that ordinal among the executor's types.
func typed[T any](at *Place, ordinal int) *objects[T] {
	if at.target == nil || at.ordinal != ordinal {
		at.aim(ordinal)
	}
	return at.target.(*objects[T])
}

func (at *Place) aim(ordinal int) {
	at.ordinal, at.target = ordinal, at.execution.known(at.set.of(ordinal))
}

// InPlace writes an object, v, of the type with that ordinal among the executor's types.
func InPlace[T any](w *Writer, at *Place, ordinal int, v T) bool {
	f := typed[T](at, ordinal)
	return at.execution.spend(len(f.slots)) && f.writeObject(w, v, 0)
}

// InPlaceStructs writes a list of objects that are the elements themselves.
func InPlaceStructs[E any](w *Writer, at *Place, ordinal int, list []E, nonNull bool) bool {
	f := typed[*E](at, ordinal)
	if !at.execution.spend(len(f.slots) * len(list)) {
		return false
	}
	ok := true
	top := w.openList()
	for i := range list {
		mark := w.element(top, i)
		if !f.writeObject(w, &list[i], 0) {
			w.cut(mark)
			ok = ok && !nonNull
		}
	}
	w.closeList(top)
	return ok
}

// InPlacePointers writes a list of objects that the elements point to.
func InPlacePointers[E any](w *Writer, at *Place, ordinal int, list []*E, nonNull bool) bool {
	f := typed[*E](at, ordinal)
	if !at.execution.spend(len(f.slots) * len(list)) {
		return false
	}
	ok := true
	top := w.openList()
	for i, e := range list {
		mark := w.element(top, i)
		switch {
		case e != nil:
			if f.writeObject(w, e, 0) {
				continue
			}
		case !nonNull:
			w.Null()
			continue
		default:
			w.Missing()
		}
		w.cut(mark)
		ok = ok && !nonNull
	}
	w.closeList(top)
	return ok
}

// InPlaceList writes a list of anything else: lists of objects, and objects of several types.
func InPlaceList[E any](w *Writer, at *Place, list []E, write func(*Writer, *Place, *E) bool, nonNull bool) bool {
	ok := true
	top := w.openList()
	for i := range list {
		mark := w.element(top, i)
		if !write(w, at, &list[i]) {
			w.cut(mark)
			ok = ok && !nonNull
		}
	}
	w.closeList(top)
	return ok
}
