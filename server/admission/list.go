package admission

// list is a doubly linked list whose nodes lie in what they hold: it allocates nothing.
type list[T any] struct {
	first, last *node[T]
	length      int
}

type node[T any] struct {
	of         T
	prev, next *node[T]
}

func (l *list[T]) push(n *node[T]) {
	n.prev, n.next = l.last, nil
	if l.last == nil {
		l.first = n
	} else {
		l.last.next = n
	}
	l.last = n
	l.length++
}

func (l *list[T]) remove(n *node[T]) {
	if n.prev == nil {
		l.first = n.next
	} else {
		n.prev.next = n.next
	}
	if n.next == nil {
		l.last = n.prev
	} else {
		n.next.prev = n.prev
	}
	n.prev, n.next = nil, nil
	l.length--
}
