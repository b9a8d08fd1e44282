package guess

import "strings"

// Sample is what is looked at of a file.
type Sample struct {
	File     string   // its name, without folders
	Sheet    string   // of a workbook, with the sheet's name: numbers may be serial numbers of days
	Records  string   // of JSON: the pointer to the array; of RDF: the class
	Others   []string // of RDF: other classes, with how many subjects each has
	Prefixes [][2]string
	Columns  []*Column
	Rows     int // how many records were looked at
}

// Column is a column of a table, a path in JSON objects, or a predicate, with its values in the records that were looked at.
type Column struct {
	Title  string   // as the file has it
	Path   string   // where that is no title
	Values []string // that are not empty, one a record at most

	name    string
	kind    kind
	format  string // of a date
	decimal string // of numbers, where that is no point
	group   string
	nulls   []string // what stands for nothing
	note    string   // what the guess rests on
	scheme  string   // of identifiers
	unique  bool
	sign    string // currency that its values are written with
	words   map[string]bool
}

// Add notes the value of a record.
func (c *Column) Add(value string) {
	if value = strings.TrimSpace(value); value != "" {
		c.Values = append(c.Values, value)
	}
}

// kind is what a column holds.
type kind int

const (
	plain kind = iota
	empty
	number
	integer
	date
	address
	identifier
	orgID
	postcode
)

// isCode reports whether all values are short and without small letters.
func (c *Column) isCode() bool {
	const longest = 5
	for _, v := range c.Values {
		if len(v) > longest || strings.ToUpper(v) != v {
			return false
		}
	}
	return true
}

// is reports whether the title has one of some words.
func (c *Column) is(words ...string) bool {
	for _, w := range words {
		if first, second, two := strings.Cut(w, " "); two && c.words[first] && c.words[second] || c.words[w] {
			return true
		}
	}
	return false
}
