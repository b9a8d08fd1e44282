package asking_test

import "testing"

// TestNonsense: a word that nobody knows is never accounted for, wherever it stands.
func TestNonsense(t *testing.T) {
	s := seedService(t)
	for _, q := range []string{
		"frobnitz who funds iCentrum?", "Who frobnitz funds iCentrum?", "Who funds frobnitz iCentrum?", "Who funds iCentrum frobnitz?", "How much money does frobnitz get?",
		"Who is the frobnitz of Birmingham?", "What is frobnitz?", "How is frobnitz connected to iCentrum?",
	} {
		if r := s.ask(q); r.Status == "ANSWERED" || r.Status == "NOTHING" || r.Status == "AMBIGUOUS" {
			t.Errorf("%q is %s: %s", q, r.Status, r.Sentence)
		}
	}
}

// TestComplete: what is offered whole has an answer.
func TestComplete(t *testing.T) {
	s := seedService(t)
	for _, prefix := range []string{"who f", "who funds ", "who funds ic", "what does innov", "iCent", "what is ", "who"} {
		var out struct {
			Complete []struct {
				Text, Added string
				Whole       bool
			}
		}
		s.post(`query($p: String!) { complete(prefix: $p) { text added whole } }`, map[string]any{"p": prefix}, &out)
		if len(out.Complete) == 0 {
			t.Errorf("%q has no completion", prefix)
		}
		for _, c := range out.Complete {
			if r := s.ask(c.Text); c.Whole && r.Status != "ANSWERED" && r.Status != "AMBIGUOUS" {
				t.Errorf("%q offers %q, which is %s", prefix, c.Text, r.Status)
			}
		}
	}
}
