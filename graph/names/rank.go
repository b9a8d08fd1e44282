package names

// tier is how well a name matches, best first.
type tier uint8

const (
	tierName    tier = iota // the whole name, as written but for what Fold forgives
	tierJoined              // the whole name but for spaces, hyphens and punctuation
	tierWords               // all words
	tierPrefix              // all words, the last one begun
	tierErrors              // and one more for each error after the first
	tierPartial = tierErrors + maxCost
	tierCount   = tierPartial + maxQueryWords
)

// rank orders matches of one query before weight and id do: the less, the better. Extra is the words of the name that
// were not asked for.
func rank(t tier, alias bool, extra int) uint32 {
	r := uint32(t)<<16 | uint32(min(extra, 255))
	if extra > 0 {
		r |= 1 << 9
	}
	if alias {
		r |= 1 << 8
	}
	return r
}

// score is a rank as a number between 0 and 1: a band of each tier, in it a quarter each for the whole name, the whole
// alias, part of the name and part of an alias, and in that the less the more words there are besides.
func score(rank uint32) float64 {
	low, high := band(tier(rank >> 16))
	from, to := within(low, high, int(rank>>8&3), 4)
	extra := float64(rank & 255)
	return to - (to-from)*extra/(extra+8)
}

func band(t tier) (from, to float64) {
	switch {
	case t <= tierPrefix:
		return [...]float64{0.95, 0.9, 0.75, 0.6}[t], [...]float64{1, 0.95, 0.9, 0.75}[t]
	case t < tierPartial:
		return within(0.2, 0.6, int(t-tierErrors), maxCost)
	default:
		return within(0, 0.2, int(t-tierPartial), maxQueryWords)
	}
}

// within is the i-th of n equal bands, the first uppermost.
func within(low, high float64, i, n int) (from, to float64) {
	step := (high - low) / float64(n)
	return high - step*float64(i+1), high - step*float64(i)
}
