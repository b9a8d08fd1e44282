package claim_test

import (
	"testing"

	"whence/graph/claim"
)

// TestNamesAreNoSteps: a name that an address or a folder would read as a step is none, of a data set and of an entity.
func TestNamesAreNoSteps(t *testing.T) {
	for name, good := range map[string]bool{
		"example/canal-quarter": true, "a": true, "1.2/..b": true, "../b": false, "a/../b": false, "a/./b": false, "..": false, ".": false, "a/..": false, "a//b": false,
		"/a": false, "a/": false, "": false, "-a": false, "A": false,
	} {
		if _, err := claim.ParseDatasetName(name); (err == nil) != good {
			t.Errorf("data set %q: %v", name, err)
		}
		if _, known := claim.DatasetNameOf(claim.DatasetID(name)); known != good {
			t.Errorf("id of the data set %q: %t", name, known)
		}
	}
	for id, good := range map[string]bool{"place/a": true, "place/..": false, "place/.": false, "place/..a": true, "organisation/...": true} {
		if _, err := claim.ParseID(id); (err == nil) != good {
			t.Errorf("%s: %v", id, err)
		}
	}
}
