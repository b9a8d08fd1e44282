package profile

import (
	"cmp"
	"slices"
	"strconv"

	"whence/graph/sums"
)

// chart is sums by year as bars, with the table of its figures.
type chart struct {
	Currency string
	Bars     []bar
	Width    int
	Undated  int // claims of no known year
}

// bar is one year. X and the rest are in the units of the drawing, its origin at the top left.
type bar struct {
	Year         string
	Total        string
	Count        int
	X, Y, Height int
	Middle       int
}

const (
	barWidth, barGap = 24, 6
	chartHeight      = 96
)

// newChart draws the years of an aggregation by year and instrument; nil where there are fewer than two. Of several
// currencies the one of most rows is drawn; the sums of all stand in the table.
func newChart(a sums.Result) *chart {
	type year struct {
		row   sums.Row
		drawn float64
	}
	years := map[int]*year{}
	c := &chart{Currency: commonest(a)}
	for _, row := range a.Rows {
		number, err := strconv.Atoi(row.Key[0].Value)
		if err != nil {
			c.Undated += row.Count
			continue
		}
		y := years[number]
		if y == nil {
			y = &year{}
			years[number] = y
		}
		y.row.Count += row.Count
		y.row.Unstated += row.Unstated
		for _, t := range row.Totals {
			y.row.Totals = added(y.row.Totals, t)
			if low, err := strconv.ParseFloat(t.Low.String(), 64); err == nil && t.Unit == c.Currency {
				y.drawn += low
			}
		}
	}
	if len(years) < 2 {
		return nil
	}
	most := 0.0
	for _, y := range years {
		most = max(most, y.drawn)
	}
	numbers := make([]int, 0, len(years))
	for n := range years {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	for i, n := range numbers {
		y := years[n]
		height := 1
		if most > 0 {
			height = max(1, int(y.drawn/most*chartHeight))
		}
		x := i * (barWidth + barGap)
		c.Bars = append(c.Bars, bar{strconv.Itoa(n), totalWords(y.row, a.Partial), y.row.Count, x, chartHeight - height, height, x + barWidth/2})
	}
	c.Width = len(numbers)*(barWidth+barGap) - barGap
	return c
}

// added is sums with one more: an open end stays open.
func added(totals []sums.Sum, t sums.Sum) []sums.Sum {
	for i := range totals {
		if totals[i].Unit != t.Unit {
			continue
		}
		totals[i].Low = totals[i].Low.Add(t.Low)
		if totals[i].High == nil || t.High == nil {
			totals[i].High = nil
			return totals
		}
		high := totals[i].High.Add(*t.High)
		totals[i].High = &high
		return totals
	}
	return append(totals, t)
}

func commonest(a sums.Result) string {
	counts := map[string]int{}
	for _, row := range a.Rows {
		for _, t := range row.Totals {
			counts[t.Unit] += row.Count
		}
	}
	most := ""
	for unit, n := range counts {
		if most == "" || cmp.Or(cmp.Compare(n, counts[most]), cmp.Compare(most, unit)) > 0 {
			most = unit
		}
	}
	return most
}
