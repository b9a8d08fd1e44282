package storedorder

import (
	"whence/graph/quadstore/pagefile"
	"whence/graph/store"
)

// runRecord is a run as a file has it.
type runRecord struct {
	Object, Node, Pred uint32
	Len                uint32
}

// runsSection lists the runs. Beside it an order has a section of its name.
const runsSection = "orders.runs"

func (o Order) section() string { return "orders." + o.Name }

// Append writes the orders as sections of a file.
func (o *Orders) Append(w *pagefile.Writer) error {
	if err := w.Begin(runsSection); err != nil {
		return err
	}
	for i, k := range o.keys {
		r := runRecord{Node: uint32(k.Node), Pred: uint32(k.Pred), Len: uint32(len(o.perms[0][i]))}
		if k.Object {
			r.Object = 1
		}
		if err := pagefile.Append(w, []runRecord{r}); err != nil {
			return err
		}
	}
	for order, of := range o.of.Orders {
		if err := w.Begin(of.section()); err != nil {
			return err
		}
		for _, perm := range o.perms[order] {
			if err := pagefile.Append(w, pagefile.Part(o.file, perm, 0, uint32(len(perm)))); err != nil {
				return err
			}
		}
	}
	return nil
}

// Open finds the orders of a definition in a file, nil where the file has not all of them. It reads the list of runs, and panics as
// the functions of pagefile do where that can't be read.
func Open(d *Definition, f *pagefile.File) *Orders {
	records, err := pagefile.Section[runRecord](f, runsSection)
	if err != nil {
		return nil
	}
	o := d.empty()
	o.file = f
	records = pagefile.Part(f, records, 0, uint32(len(records)))
	for _, r := range records {
		o.keys = append(o.keys, RunKey{r.Object == 1, store.ID(r.Node), store.ID(r.Pred)})
	}
	for order, of := range d.Orders {
		places, err := pagefile.Section[uint32](f, of.section())
		if err != nil {
			return nil
		}
		for _, r := range records {
			if int(r.Len) > len(places) {
				return nil
			}
			o.perms[order] = append(o.perms[order], places[:r.Len:r.Len])
			places = places[r.Len:]
		}
	}
	return o
}
