package register_test

import (
	"testing"

	"whence/graph/register"
)

func TestIdentifiersAreNormalisedAndChecked(t *testing.T) {
	for _, c := range []struct {
		scheme, value, wantScheme, want string
		ok                              bool
	}{
		{"GB-COH", "1234567", "GB-COH", "01234567", true},
		{"gb-coh", "GB-COH-01234567", "GB-COH", "01234567", true},
		{"GB-COH", "sc123456", "GB-COH", "SC123456", true},
		{"GB-COH", "SC12345", "GB-COH", "SC012345", true},
		{"GB-COH", "IP12345R", "GB-COH", "IP12345R", true},
		{"GB-COH", "RC000123", "GB-COH", "RC000123", true},
		{"GB-COH", "https://find-and-update.company-information.service.gov.uk/company/01234567", "GB-COH", "01234567", true},
		{"GB-COH", "123456789", "GB-COH", "123456789", false},
		{"GB-COH", "n/a", "GB-COH", "N/A", false},
		{"GB-CHC", "1099999", "GB-CHC", "1099999", true},
		{"GB-CHC", "charity", "GB-CHC", "CHARITY", false},
		{"GB-SC", "12345", "GB-SC", "SC012345", true},
		{"GB-NIC", "NIC100123", "GB-NIC", "100123", true},
		{"UKPRN", "10007140", "GB-UKPRN", "10007140", true},
		{"GSS", "e08000025", "GSS", "E08000025", true},
		{"GSS", "E0800002", "GSS", "E0800002", false},
		{"ROR", "https://ror.org/03angcq70", "ROR", "03angcq70", true},
		{"ror", "03ANGCQ70", "ROR", "03angcq70", true},
		{"ROR", "03angcq71", "ROR", "03angcq71", false},
		{"ORCID", "https://orcid.org/0000-0002-1825-0097", "ORCID", "0000-0002-1825-0097", true},
		{"ORCID", "0000000218250097", "ORCID", "0000-0002-1825-0097", true},
		{"ORCID", "0000-0002-1825-0098", "ORCID", "0000-0002-1825-0098", false},
		{"ISNI", "0000 0001 2103 2683", "ISNI", "0000000121032683", true},
		{"ISNI", "0000 0001 2103 2684", "ISNI", "0000000121032684", false},
		{"wikidata", "http://www.wikidata.org/entity/Q2256", "WIKIDATA", "Q2256", true},
		{"WIKIDATA", "P31", "WIKIDATA", "P31", false},
		{"LEI", "213800WSGIIZCXF1P572", "LEI", "213800WSGIIZCXF1P572", true},
		{"LEI", "213800WSGIIZCXF1P573", "LEI", "213800WSGIIZCXF1P573", false},
		{"GRID", "grid.6572.6", "GRID", "grid.6572.6", true},
		{"FundRef", "501100000266", "FUNDREF", "501100000266", true},
		{"US-EIN", " 12-3456789 ", "US-EIN", "12-3456789", true},
	} {
		scheme, value := register.Normalise(c.scheme, c.value)
		if scheme != c.wantScheme || value != c.want {
			t.Errorf("Normalise(%q, %q) = %q, %q; want %q, %q", c.scheme, c.value, scheme, value, c.wantScheme, c.want)
		}
		if err := register.Check(scheme, value); (err == nil) != c.ok {
			t.Errorf("Check(%q, %q) = %v, want ok %v", scheme, value, err, c.ok)
		}
		if again, twice := register.Normalise(scheme, value); again != scheme || twice != value {
			t.Errorf("Normalise(%q, %q) is not normal: %q, %q", scheme, value, again, twice)
		}
	}
}
