package ask_test

import (
	"testing"

	"whence/ask"
)

// TestFirstDay holds CONTRIBUTING's recipe: a kind that the lexicon has no line for is asked by its label and inverse, in the
// active, the passive and as a clause, whatever their form.
func TestFirstDay(t *testing.T) {
	r := reader(
		t,
		ask.Kind{Name: "MENTORS", Label: "mentors", Inverse: "mentored by"},
		ask.Kind{Name: "TRUSTEE_OF", Label: "is a trustee of", Inverse: "has trustee"},
		ask.Kind{Name: "AUDITED", Label: "audited", Inverse: "audited by"},
		ask.Kind{Name: "TWINNED_WITH", Label: "is twinned with", Inverse: "is twinned with", Symmetric: true},
	)
	const zeta, rami = "organisation/zeta ORGANISATION", "person/neil-rami PERSON"
	for question, want := range map[string]string{
		"Who mentors Zeta?":                                  "LIST [MENTORS> " + zeta + "]",
		"By whom is Zeta mentored?":                          "LIST [MENTORS> " + zeta + "]",
		"Zeta is mentored by whom?":                          "LIST [MENTORS> " + zeta + "]",
		"What does Neil Rami mentor?":                        "LIST [MENTORS< " + rami + "]",
		"Which organisations are mentored by Neil Rami?":     "LIST ORGANISATION [MENTORS< " + rami + "]",
		"organisations mentored by Neil Rami":                "LIST ORGANISATION [MENTORS< " + rami + "]",
		"How many organisations does Neil Rami mentor?":      "COUNT ORGANISATION [MENTORS< " + rami + "]",
		"Who leads the organisation that Neil Rami mentors?": "LIST [LEADS> ORGANISATION [MENTORS< " + rami + "]]",
		"Does Neil Rami mentor Zeta?":                        "CHECK [MENTORS> " + zeta + "]",
		"Who is a trustee of Zeta?":                          "LIST [TRUSTEE_OF> " + zeta + "]",
		"What is Neil Rami a trustee of?":                    "LIST [TRUSTEE_OF< " + rami + "]",
		"Who audited Zeta?":                                  "LIST [AUDITED> " + zeta + "]",
		"By whom was Zeta audited?":                          "LIST [AUDITED> " + zeta + "]",
		"What is Birmingham twinned with?":                   "LIST [TWINNED_WITH= place/birmingham PLACE]",
		"Which places are twinned with Birmingham?":          "LIST PLACE [TWINNED_WITH= place/birmingham PLACE]",
	} {
		p := read(t, r, question)
		if len(p.Readings) == 0 || meaning(p.Readings[0]) != want || p.Readings[0].Partial {
			t.Errorf("%q: %+v, want %s", question, p.Readings, want)
		}
	}
}
