package ror_test

import (
	"compress/gzip"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/graph/claim"
	"whence/loader/records"
	"whence/loader/ror"
)

func read(t *testing.T, name string) *records.Result {
	t.Helper()
	file, err := os.Open("../../../shared/data/ror/" + name)
	if os.IsNotExist(err) && os.Getenv("CI") != "true" {
		t.Skipf("the data are not at hand: %v", err)
	} else if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	in, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	result, err := ror.Read(in, records.Source{File: name, Dataset: "ror"})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// counts is how many claims of each kind and property a data set has.
func counts(d *claim.Dataset) map[string]int {
	n := map[string]int{}
	for _, c := range d.Claims {
		switch c := c.(type) {
		case *claim.Relationship:
			n[string(c.Kind)]++
		case *claim.Attribute:
			n[c.Property]++
			if c.Property == "name" && c.Language != "" {
				n["names with a language"]++
			}
		}
	}
	for _, e := range d.Entities {
		switch {
		case strings.HasPrefix(string(e.ID), "place/geonames-"):
			n["places"]++
		case strings.HasPrefix(string(e.ID), "place/iso-") && len(e.ID) == len("place/iso-gb"):
			n["countries"]++
		}
	}
	return n
}

func TestWorld(t *testing.T) {
	result := read(t, "ror_v2_subset_world.json.gz")
	warned := map[string]int{}
	for _, n := range result.Notes {
		warned[n.Kind]++
	}
	if result.Read != 35645 || result.Refused != 0 {
		t.Errorf("read %d records and set aside %d: %v", result.Read, result.Refused, result.Notes[:min(len(result.Notes), 5)])
	}
	got := counts(result.Dataset)
	for what, want := range map[string]int{
		"name": 111514 - 1, "names with a language": 87484 - 1, // one record gives one name twice
		"places": 8212, "countries": 212, "RELATED_TO": 5111,
		"PART_OF": 19877 - 2, "SUCCEEDS": 648 - 2, // without one of a circle of two, and three that are of an organisation with itself
	} {
		if got[what] != want {
			t.Errorf("%s: %d, want %d", what, got[what], want)
		}
	}
	if diff := cmp.Diff([2]int{4, 7818}, [2]int{warned[records.Circle], warned[ror.DanglingTarget]}); diff != "" {
		t.Errorf("warnings of circles and of dangling targets, -want +got:\n%s", diff)
	}
}

func TestFirstSchema(t *testing.T) {
	result := read(t, "ror_v1_subset_uk.json.gz")
	if result.Read != 748 || result.Refused != 0 {
		t.Errorf("read %d records and set aside %d: %v", result.Read, result.Refused, result.Notes[:min(len(result.Notes), 5)])
	}
}
