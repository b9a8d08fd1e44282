package claim

// PlainPlaces is how many decimal places PlainNumber gives numbers in.
const PlainPlaces = 4

// PlainNumber reads digits, at most four more behind a point, and a space. It returns the number in ten-thousandths and
// what follows, nil where the text begins otherwise or with more than twelve digits.
func PlainNumber(text []byte) (n int64, rest []byte) {
	const most = 12
	whole, places := 0, -1 // digits before the point and behind it
	for i, c := range text {
		switch {
		case '0' <= c && c <= '9' && places < 0 && whole < most:
			n = 10*n + int64(c-'0')
			whole++
		case '0' <= c && c <= '9' && places >= 0 && places < PlainPlaces:
			n = 10*n + int64(c-'0')
			places++
		case c == '.' && places < 0 && whole > 0:
			places = 0
		case c == ' ' && whole > 0 && places != 0:
			for range PlainPlaces - max(0, places) {
				n *= 10
			}
			return n, text[i+1:]
		default:
			return 0, nil
		}
	}
	return 0, nil
}
