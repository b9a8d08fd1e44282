package loader

import (
	"fmt"
	"slices"
	"strings"
)

// only refuses what is of another data set than the one that may be loaded.
func (u *undertaking) only() error {
	if u.Only == "" {
		return nil
	}
	for _, d := range u.dumps {
		u.mistakes.add(&Mistake{File: d.name, Line: 1, Column: 1, Msg: "a dump is no data set, but what was said of many: load it with whence load"})
	}
	for _, f := range u.files {
		if got := f.dataset.Name; got != u.Only {
			u.mistakes.add(&Mistake{File: f.name, Line: 1, Column: 1, Msg: fmt.Sprintf("the file is of the data set %s, and %s was to be replaced", got, u.Only)})
		}
	}
	if n := len(u.parts()); n != 1 && len(u.mistakes) == 0 {
		u.mistakes.add(&Mistake{File: u.Only, Line: 1, Column: 1, Msg: fmt.Sprintf("%d data sets were found, and %s alone was to be replaced", n, u.Only)})
	}
	return u.mistakes.err()
}

// Endings are the names of the formats that a file can be said to be of, sorted: what its name would end in.
func Endings() []string {
	out := make([]string, len(extensions))
	for i, ending := range extensions {
		out[i] = strings.TrimPrefix(ending, ".")
	}
	slices.Sort(out)
	return out
}
