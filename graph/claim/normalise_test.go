package claim_test

import (
	"testing"

	"whence/graph/claim"
)

// The ends of a kind that reads alike from both are put in order, but for the ends of a claim with a role, which is its
// subject's.
func TestNormaliseLeavesRolesWhereTheyAre(t *testing.T) {
	for _, c := range []struct {
		role    string
		subject claim.ID
	}{{"", "organisation/a"}, {"as works through it", "programme/z"}} {
		r := &claim.Relationship{Kind: "PARTNER_OF", Subject: "programme/z", Object: "organisation/a", Role: c.role}
		claim.Normalise(r)
		if r.Subject != c.subject {
			t.Errorf("role %q: the subject is %s, want %s", c.role, r.Subject, c.subject)
		}
	}
}
