package ask

import (
	"fmt"
	"strconv"
	"strings"
)

// money is a sum in a currency: its code and a decimal.
type money struct{ currency, value string }

var currencyMarks = map[string]string{"£": "GBP", "$": "USD", "€": "EUR", "gbp": "GBP", "usd": "USD", "eur": "EUR", "pounds": "GBP", "dollars": "USD", "euros": "EUR"}

// multiples are zeros to add.
var multiples = map[string]int{"k": 3, "thousand": 3, "m": 6, "million": 6, "mn": 6, "bn": 9, "b": 9, "billion": 9}

var months = strings.Fields("january february march april may june july august september october november december")

// putNumbers adds years, months and sums of money.
func (q *query) putNumbers(c *chart, kept []int) {
	put := func(i, j int, s symbol, value any, as string) {
		where := Span{q.words[kept[i]].span.Start, q.words[kept[j-1]].span.End}
		if number, ok := c.grammar.numbers[s]; ok {
			c.put(i, j, node{number, value, float64(j - i), []Understood{{Span: where, As: as}}})
		}
	}
	for i, k := range kept {
		text := q.words[k].text
		if isYear(text) {
			put(i, i+1, "date", text, text)
		}
		for m, name := range months {
			if (text == name || len(text) == 3 && strings.HasPrefix(name, text)) && i+1 < len(kept) && isYear(q.words[kept[i+1]].text) {
				edtf := fmt.Sprintf("%s-%02d", q.words[kept[i+1]].text, m+1)
				put(i, i+2, "date", edtf, edtf)
			}
		}
		for j := i + 1; j <= min(len(kept), i+3); j++ {
			texts := make([]string, 0, 3)
			for _, k := range kept[i:j] {
				texts = append(texts, q.words[k].text)
			}
			if sum, ok := parseMoney(texts); ok {
				put(i, j, "moneysum", sum, sum.value+" "+sum.currency)
			}
		}
	}
}

func isYear(text string) bool {
	n, err := strconv.Atoi(text)
	return err == nil && len(text) == 4 && n >= 1000 && n < 2200
}

// parseMoney reads "£10,000", "£1m", "$1 billion", "50 million pounds".
func parseMoney(words []string) (money, bool) {
	text := strings.Join(words, " ")
	currency := ""
	for mark, code := range currencyMarks {
		if rest, ok := strings.CutPrefix(text, mark); ok && rest != "" && !isLetterOrDigit([]rune(mark)[0]) {
			currency, text = code, rest
		} else if rest, ok := strings.CutSuffix(text, " "+mark); ok {
			currency, text = code, rest
		}
	}
	if currency == "" {
		return money{}, false
	}
	text = strings.ReplaceAll(text, ",", "")
	end := strings.IndexFunc(text, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
	zeros := 0
	if end >= 0 {
		z, ok := multiples[strings.TrimSpace(text[end:])]
		if !ok {
			return money{}, false
		}
		zeros, text = z, text[:end]
	}
	whole, fraction, _ := strings.Cut(text, ".")
	if whole == "" || len(whole) > 15 || len(fraction) > max(zeros, 2) {
		return money{}, false
	}
	if zeros == 0 && fraction != "" {
		return money{currency, whole + "." + fraction}, true
	}
	return money{currency, whole + fraction + strings.Repeat("0", zeros-len(fraction))}, true
}
