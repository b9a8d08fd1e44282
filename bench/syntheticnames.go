package bench

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"whence/graph/names"
)

// namedEntity is generated entity number i, the same in every run: an organisation, a person or a place with a name of the
// sort that such things have. A few words are in very many of the names, and most are in few.
func namedEntity(i int) names.Entry {
	r := rand.New(rand.NewPCG(2014, uint64(i)))
	kinds := [...]struct {
		kind string
		name func(*rand.Rand) []string
	}{{"organisation", organisationName}, {"organisation", organisationName}, {"person", personName}, {"person", personName}, {"place", placeName}}
	of := kinds[r.IntN(len(kinds))]
	return names.Entry{
		ID: fmt.Sprintf("%s/generated-%07d", of.kind, i), Kind: of.kind, Names: of.name(r),
		Weight: float64(int(1 / (r.Float64() + 1e-5))),
	}
}

func organisationName(r *rand.Rand) []string {
	town, trade, family := town(r), title(pick(r, trades)), surname(r)
	out := [][]string{
		{town + " City Council"},
		{"University of " + town},
		{town + " " + trade + " Partnership"},
		{family + " " + trade + " Ltd"},
		{family + " & " + surname(r)},
		{"The " + family + " Foundation"},
		{town + " & " + coined(r, 5000) + " " + trade + " Enterprise Partnership"},
		{title(coined(r, 50000)) + title(pick(r, trades))},
		{"Centre for " + trade + " and " + title(pick(r, trades)) + " Research, " + town},
		{family + " Group"},
	}[r.IntN(10)]
	if r.IntN(3) == 0 {
		out = append(out, initials(out[0]))
	}
	return out
}

func personName(r *rand.Rand) []string {
	given, family := title(pick(r, givenNames)), surname(r)
	if r.IntN(4) == 0 {
		given += " " + title(pick(r, givenNames))
	}
	out := []string{given + " " + family}
	if r.IntN(3) == 0 {
		out = append(out, family+", "+given[:1]+".")
	}
	return out
}

func placeName(r *rand.Rand) []string {
	return []string{[]string{
		town(r), town(r) + " " + surname(r), town(r) + " " + title(pick(r, grounds)), "Greater " + town(r),
		title(pick(r, quarters)) + " " + town(r), surname(r) + " " + title(pick(r, grounds)), town(r) + "-on-" + coined(r, 2000),
	}[r.IntN(7)]}
}

func town(r *rand.Rand) string    { return coined(r, 30000) + pick(r, towns) }
func surname(r *rand.Rand) string { return coined(r, 60000) + pick(r, families) }

// coined is one of a number of words that sound like names, the first of them most often.
func coined(r *rand.Rand, of int) string {
	rank := int(float64(of) * r.Float64() * r.Float64() * r.Float64())
	seeded := rand.New(rand.NewPCG(uint64(rank), 1951))
	word := pick(seeded, onsets) + pick(seeded, vowels) + pick(seeded, codas)
	if seeded.IntN(2) > 0 {
		word += pick(seeded, vowels) + pick(seeded, codas)
	}
	return title(word)
}

func pick(r *rand.Rand, from []string) string {
	return from[int(float64(len(from))*r.Float64()*(0.5+r.Float64()/2))]
}

func title(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func initials(name string) string {
	var b strings.Builder
	for w := range strings.FieldsSeq(name) {
		b.WriteString(w[:1])
	}
	return strings.ToUpper(b.String())
}

var (
	onsets = strings.Fields("b bl br c ch cl cr d dr f fl fr g gl gr h j k l m n p pr qu r s sh sk sl sp st str t th tr v w wh y z")
	vowels = strings.Fields("a e i o u ai ea ee oa ou ie")
	codas  = strings.Fields("ck ld ll lm ln m mb n nd ng nk nt p r rd rk rm rn rt s sh sk st t th v x z")

	towns    = strings.Fields("ton ham ford bury ley worth field wick by don stead bridge mouth pool minster combe dale well")
	families = strings.Fields("son man er s ley ton ing ard ell kin ett ow ski sen ez ini")
	grounds  = strings.Fields("campus park station quarter bridge road house science-park works yard docks hall green market square building exchange")
	quarters = strings.Fields("north south east west upper lower old new great little")
	trades   = strings.Fields(`technology digital health software innovation engineering energy research media finance learning
		transport housing water food design data security robotics aerospace automotive chemical materials logistics retail
		culture heritage tourism sport justice community rural marine space quantum photonics genomics nuclear battery wireless
		insurance legal property construction consulting analytics cloud gaming film music publishing fashion craft textile`)
	givenNames = strings.Fields(`james mary john patricia robert jennifer michael linda david elizabeth william barbara richard
		susan joseph jessica thomas sarah charles karen aisha mohammed fatima ahmed priya anushka wei ling chen olga ivan sofia
		mateo lucia andrea giulia marco hans greta lars ingrid pierre amelie luc chloe neil andy emma colin dean edwin matthew
		nick boris albert baroness adam tom lucy harry grace oscar ruby leo ella max nora finn isla`)
)
