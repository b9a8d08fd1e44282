package films

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"time"
)

// Graph is all the works, people and studios.
type Graph struct {
	Films   []*Film
	Series  []*Series
	People  []*Person
	Studios []*Studio
}

// Size says how large a graph to make.
type Size struct {
	Films, Series, People, Studios int
	// Lost is of how many people one has a lost work; 0 is none.
	Lost int
}

// Small is the size that tests ask, Large the one that benchmarks do.
var (
	Small = Size{Films: 40, Series: 15, People: 60, Studios: 6, Lost: 13}
	Large = Size{Films: 200, Series: 40, People: 300, Studios: 10}
)

// New makes a graph of that size, always the same.
func New(size Size) *Graph {
	m := maker{rand.New(rand.NewPCG(1895, 12)), &Graph{}}
	for i := range size.Studios {
		m.Studios = append(m.Studios, &Studio{ID: fmt.Sprintf("u%d", i), Name: words(i, "Studio"), Motto: "Ars \"gratia\"\tartis " + words(i, "é")})
	}
	for i := range size.People {
		m.People = append(m.People, &Person{ID: fmt.Sprintf("p%d", i), Name: words(i, "Person")})
	}
	for i := range size.Films {
		m.Films = append(m.Films, &Film{WorkData: m.data("f", i)})
	}
	for i := range size.Series {
		m.Series = append(m.Series, &Series{WorkData: m.data("s", i)})
	}
	m.connect(size)
	return m.Graph
}

// words makes a name; one in seven has letters that JSON escapes or that are not ASCII.
func words(i int, last string) string {
	syllables := []string{"Ma", "ri", "ko", "Lan", "to", "ne", "Sol", "va"}
	if i%7 == 3 {
		syllables = []string{"Ü", "<b>", "\\", "\u2028", "日"}
	}
	at := func(i int) string { return syllables[i%len(syllables)] }
	return at(i) + at(i/3) + " " + at(i/5) + at(i/2) + at(i/7) + " " + last
}

type maker struct {
	*rand.Rand
	*Graph
}

func (m maker) data(prefix string, i int) WorkData {
	d := WorkData{
		ID: fmt.Sprint(prefix, i), Title: words(i, "Film"), Genre: AllGenre[m.IntN(len(AllGenre))],
		Badge: Badge([]string{"gold", "a \"silver\"", "tin"}[i%3]),
	}
	if m.IntN(4) > 0 {
		year := 1900 + m.IntN(120)
		d.Year = &year
	}
	if m.IntN(3) > 0 {
		rating := float64(m.IntN(1000)) / 64
		d.Rating = &rating
	}
	return d
}

func (m maker) connect(size Size) {
	for _, w := range m.works() {
		d := w.Data()
		for _, p := range some(m, m.People, 8) {
			d.Cast = append(d.Cast, PersonEdge{p})
		}
		d.Related = some(m, m.works(), 4)
		if m.IntN(8) > 0 {
			d.Lead = one(m, m.People)
		}
		if m.IntN(2) > 0 {
			d.Sequel = one(m, m.works())
		}
	}
	for i, f := range m.Films {
		m.connectFilm(i, f)
	}
	for i, s := range m.Series {
		s.Seasons, s.BestScore = i%5, Score(m.IntN(20)-1)
		if i%4 > 0 {
			s.Studio = one(m, m.Studios)
		}
	}
	for i, p := range m.People {
		m.connectPerson(i, p)
		if size.Lost > 0 && i%size.Lost == 5 {
			p.Works = append(p.Works, WorkEdge{})
		}
	}
	for _, u := range m.Studios {
		u.Founder, u.Films = one(m, m.People), some(m, m.Films, 9)
		u.Catalogue = some(m, m.hits(), 6)
	}
}

func (m maker) connectFilm(i int, f *Film) {
	f.Minutes = 60 + m.IntN(120)
	f.Gross = math.Pow(10, float64(m.IntN(36)-10)) * float64(m.IntN(1e4))
	f.Budget = Money{Amount: float64(m.IntN(1e6)) / 8, Currency: "GBP"}
	for range m.IntN(3) {
		f.Genres = append(f.Genres, AllGenre[m.IntN(len(AllGenre))])
		f.Prices = append(f.Prices, Money{Amount: float64(m.IntN(100)) + 0.5, Currency: "EUR"})
		f.Rows = append(f.Rows, some(m, m.People, 3))
		f.Grid = append(f.Grid, []*int{&f.Minutes, nil})
		f.Parts = append(f.Parts, f.Parts...)
		f.Parts = append(f.Parts, &f.Minutes)
	}
	if i%9 == 1 {
		f.Rows = append(f.Rows, []*Person{nil})
		f.Grid = append(f.Grid, nil)
		f.Parts = append(f.Parts, nil)
	}
	if i%3 > 0 {
		f.Released = m.day()
		score := Score(m.IntN(12) - 2)
		f.Score = &score
		f.Studio = one(m, m.Studios)
	}
	for range m.IntN(4) {
		mark := words(m.IntN(12), "mark")
		f.Marks = append(f.Marks, &mark)
	}
}

func (m maker) connectPerson(i int, p *Person) {
	for j := range m.IntN(3) {
		p.Aliases = append(p.Aliases, words(i+j, "alias"))
	}
	if i%11 > 0 {
		p.Born = m.day()
	}
	if i%2 > 0 {
		p.Mentor, p.Home = one(m, m.People), one(m, m.Studios)
	}
	if i%5 > 0 {
		p.Rival, p.Favourite = one(m, m.People), one(m, m.hits())
	}
	p.Friends = some(m, m.People, 4)
	if i%3 == 0 {
		p.Friends = append([]*Person{nil}, p.Friends...)
	}
	if i%7 > 0 {
		p.Works = []WorkEdge{}
		for _, w := range some(m, m.works(), 6) {
			p.Works = append(p.Works, WorkEdge{w})
		}
	}
}

func (m maker) day() *Day {
	return &Day{Year: 1890 + m.IntN(120), Month: time.Month(1 + m.IntN(12)), Day: 1 + m.IntN(28)}
}

func (m maker) works() []Work {
	all := make([]Work, 0, len(m.Films)+len(m.Series))
	for _, f := range m.Films {
		all = append(all, f)
	}
	for _, s := range m.Series {
		all = append(all, s)
	}
	return all
}

func (m maker) hits() []Hit {
	return []Hit{one(m, m.Films), one(m, m.Series), one(m, m.People), one(m, m.Studios)}
}

func one[T any](m maker, from []T) T { return from[m.IntN(len(from))] }

func some[T any](m maker, from []T, n int) []T {
	res := make([]T, m.IntN(n+1))
	for i := range res {
		res[i] = one(m, from)
	}
	return res
}

// Node finds a thing by its id, or returns nil.
func (g *Graph) Node(id string) Node {
	if len(id) < 2 {
		return nil
	}
	n, err := strconv.Atoi(id[1:])
	if err != nil || n < 0 {
		return nil
	}
	switch {
	case id[0] == 'f' && n < len(g.Films):
		return g.Films[n]
	case id[0] == 's' && n < len(g.Series):
		return g.Series[n]
	case id[0] == 'p' && n < len(g.People):
		return g.People[n]
	case id[0] == 'u' && n < len(g.Studios):
		return g.Studios[n]
	}
	return nil
}
