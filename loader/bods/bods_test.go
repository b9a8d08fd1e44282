package bods_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/graph/claim"
	"whence/loader/bods"
	"whence/loader/records"
)

const shared = "../../../shared/data/bods/"

func read(t *testing.T, name string) *records.Result {
	t.Helper()
	file, err := os.Open(name)
	if os.IsNotExist(err) && os.Getenv("CI") != "true" {
		t.Skipf("the data are not at hand: %v", err)
	} else if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	result, err := bods.Read(file, records.Source{File: filepath.Base(name), Dataset: "bods"})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func counts(d *claim.Dataset) map[string]int {
	n := map[string]int{}
	for _, e := range d.Entities {
		n[string(e.ID.Kind())]++
	}
	for _, c := range d.Claims {
		if r, ok := c.(*claim.Relationship); ok {
			n[string(r.Kind)]++
		}
	}
	return n
}

func TestSynthetic(t *testing.T) {
	result := read(t, shared+"SYNTHETIC_bods_0.4_300_statements.json")
	want := map[string]int{"DOCUMENT": 1, "ORGANISATION": 1, "PERSON": 100, "OWNS": 100}
	if diff := cmp.Diff(want, counts(result.Dataset)); diff != "" || result.Read != 300 || result.Refused != 0 {
		t.Errorf("read %d, set aside %d, -want +got:\n%s", result.Read, result.Refused, diff)
	}
}

func TestExamples(t *testing.T) {
	files, _ := filepath.Glob(shared + "bods_0.4_spec_examples/*.json")
	for _, name := range files {
		result := read(t, name)
		refused := 0
		if strings.Contains(name, "exempt-from-disclosure") { // whose owner is not named
			refused = 1
		}
		if result.Refused != refused || result.Read == 0 {
			t.Errorf("%s: read %d, set aside %d: %v", filepath.Base(name), result.Read, result.Refused, result.Notes)
		}
	}
	if len(files) != 19 && len(files) != 0 {
		t.Errorf("%d examples, want 19", len(files))
	}
}

func TestShares(t *testing.T) {
	for share, want := range map[string]string{
		`{"exact": 76.5}`: "76.5 percent", `{"minimum": 25, "exclusiveMaximum": 50}`: "25..<50 percent", `{"exclusiveMinimum": 25, "maximum": 50}`: "25<..50 percent",
		`{"minimum": 25, "exclusiveMinimum": true, "maximum": 50, "exclusiveMaximum": false}`: "25<..50 percent", `{"minimum": 75}`: ">=75 percent", `{"exclusiveMaximum": 25}`: "<25 percent",
		`{}`: "",
	} {
		text := `[{"statementId":"a","recordId":"a","recordType":"entity","recordDetails":{"name":"A"}},{"statementId":"b","recordId":"b","recordType":"entity","recordDetails":{"name":"B"}},
			{"statementId":"c","recordId":"c","recordType":"relationship","recordDetails":{"subject":"a","interestedParty":"b","interests":[{"type":"shareholding","share":` + share + `}]}}]`
		result, err := bods.Read(strings.NewReader(text), records.Source{File: "f", Dataset: "f"})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, c := range result.Dataset.Claims {
			if r, ok := c.(*claim.Relationship); ok && r.Quantity != nil {
				got = r.Quantity.String()
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q; %v", share, got, want, result.Notes)
		}
	}
}

func TestFirstVersion(t *testing.T) {
	text := `{"statementID":"1","statementType":"entityStatement","name":"ACME LTD","identifiers":[{"scheme":"GB-COH","id":"6402143"}]}
{"statementID":"2","statementType":"personStatement","names":[{"fullName":"Ann Other"}]}
{"statementID":"3","statementType":"ownershipOrControlStatement","subject":{"describedByEntityStatement":"1"},"interestedParty":{"describedByPersonStatement":"2"},"interests":[{"type":"voting-rights","startDate":"2016-04-06"}]}
{"statementID":"4","statementType":"ownershipOrControlStatement","subject":{"describedByEntityStatement":"1"},"interestedParty":{"unspecified":{"reason":"unknown"}}}`
	result, err := bods.Read(strings.NewReader(text), records.Source{File: "f", Dataset: "f"})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{"DOCUMENT": 1, "ORGANISATION": 1, "PERSON": 1, "CONTROLS": 1}
	if diff := cmp.Diff(want, counts(result.Dataset)); diff != "" || result.Refused != 1 {
		t.Errorf("set aside %d, %v, -want +got:\n%s", result.Refused, result.Notes, diff)
	}
	if result.Dataset.Entities[1].ID != "organisation/gb-coh-06402143" {
		t.Errorf("the company is %s", result.Dataset.Entities[1].ID)
	}
}
