package quadstore

import (
	"bytes"
	"errors"
	"path/filepath"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2"
)

// inFormat makes a store in a folder and gives it the number of another format.
func inFormat(t *testing.T, format byte) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "quads")
	s, err := Open(t.Context(), Options{Path: dir})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Apply(t.Context(), Batch{Add: []quad.Quad{{Subject: quad.IRI("s"), Predicate: quad.IRI("p"), Object: quad.String("o")}}})
	if err = errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	db, err := pebble.Open(filepath.Join(dir, recordsName), &pebble.Options{FormatMajorVersion: pebble.FormatTableFormatV6})
	if err != nil {
		t.Fatal(err)
	}
	value, closer, err := db.Get(metaKey)
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.Clone(value)
	changed[len(magic)] = format
	if err := errors.Join(closer.Close(), db.Set(metaKey, changed, pebble.Sync), db.Close()); err != nil {
		t.Fatal(err)
	}
	return dir
}

func opened(t *testing.T, o Options) (format, quads int) {
	t.Helper()
	s, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	return s.Format(), s.Snapshot().Stats().Quads
}

// A store of an older format is read as it is, and brought to the present one where it is written to, with what it was
// beside it.
func TestAnOlderFormatIsMigrated(t *testing.T) {
	dir := inFormat(t, withoutSide)
	kept := dir + ".format-2"
	for _, step := range []struct {
		what   string
		open   Options
		format int
	}{
		{"it is only read", Options{Path: dir, ReadOnly: true}, withoutSide},
		{"it is opened for writing", Options{Path: dir}, formatVersion},
		{"it is opened once more", Options{Path: dir}, formatVersion},
		{"what was kept is read", Options{Path: kept, ReadOnly: true}, withoutSide},
	} {
		if format, quads := opened(t, step.open); format != step.format || quads != 1 {
			t.Errorf("when %s it is of format %d with %d quads, want %d with 1", step.what, format, quads, step.format)
		}
	}
}

func TestAFormatThatIsNotKnownSaysWhatToDo(t *testing.T) {
	for format, want := range map[byte]string{1: "export it with the program that wrote it", formatVersion + 1: "use that program"} {
		_, err := Open(t.Context(), Options{Path: inFormat(t, format)})
		if !errors.Is(err, ErrFormat) || !bytes.Contains([]byte(err.Error()), []byte(want)) {
			t.Errorf("format %d: %v", format, err)
		}
	}
}
