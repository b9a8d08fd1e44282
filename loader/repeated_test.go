package loader_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestRepeatedClaims says which lines come to one claim, and keeps quiet of those that a reference tells apart.
func TestRepeatedClaims(t *testing.T) {
	const head = "id: test/repeated\ndocuments: [{id: document/d, title: D}]\nentities: [{id: organisation/a, name: A}, {id: organisation/b, name: B}]\nclaims:\n"
	entry := func(more string) string {
		return "  - {subject: organisation/a, kind: FUNDS, object: organisation/b, amount: {value: 500, currency: GBP}, " + more + "cite: {locator: A and B}}\n"
	}
	for text, want := range map[string]string{
		head + entry("") + entry(""): "warning: entries that are one claim: 1\n  f.yaml:6:5: it says what line 5 says, and the two are one claim; " +
			"if they are two, give each a `reference`; if they are one, put both under one `cite`",
		head + entry("reference: 1, ") + entry("reference: 2, "): "",
		head + strings.Repeat(entry(""), 6):                      "warning: entries that are one claim: 5",
	} {
		report, err := load(t, newGraph(t), "f.yaml", text)
		said := ""
		for _, w := range report.Warnings {
			said += fmt.Sprint(w)
		}
		if err != nil || want == "" && said != "" || !strings.Contains(said, want) {
			t.Errorf("%v, said %s\nwant %s", err, said, want)
		}
	}
	got, err := loadText(t, parse(t, boats), "f.csv", "No,Club,Day,Sum\n1,A,26/01/2021,12\n2,A,26/01/2021,12\n3,A,26/01/2021,13\n")
	want := "warning: 3:1: row 3: Sum: row 2 says the same, and the two are one claim, counted once; if they are two, give each the publisher's number as its `reference`"
	if err != nil || len(got) != 3 || got[2] != want {
		t.Errorf("%v, %q\nwant %q", err, got, want)
	}
}
