package ask

// Limits of one question. All of a chart's items would be exponential: 36 tokens took 299 s.
const (
	MaxLength   = 200 // code points
	MaxTokens   = 32
	MaxReadings = 8
	cellWidth   = 4 // items kept a symbol and span
)

// Kind is a relationship kind as the lexicon needs it: its name, and how it reads from either end.
type Kind struct {
	Name, Label, Inverse string
	Symmetric            bool
}

// Link is a kind seen from one end: Out where the entity in question is the claim's subject. Of a kind that reads alike
// from both ends it is of no meaning.
type Link struct {
	Kind string
	Out  bool
	Both bool // symmetric
}

// Condition relates a set to another: each member has, by one of the links, a claim with a member of To.
type Condition struct {
	Links   []Link
	To      *Set // nil is anything
	Role    string
	Negated bool
}

// Set is the entities that a phrase means. The zero Set is anything.
type Set struct {
	IDs    []string // it is one of these; several where all are meant
	Name   string   // of IDs, as the question has it
	Kinds  []string // entity kinds; nil is any
	Places []string // place types; nil is any
	Sort   string   // the word for Kinds: "organisations"
	Person bool     // asked by "who"
	Within string   // id of a place
	Where  []Condition
	Either []*Set // it is in one of these
}

// Form is what a question asks about its set.
type Form string

// The forms.
const (
	List     Form = "LIST"     // which they are
	Count    Form = "COUNT"    // how many they are
	Sum      Form = "SUM"      // what their claims come to
	Check    Form = "CHECK"    // whether Subject meets the condition
	Describe Form = "DESCRIBE" // what the entity is
	Path     Form = "PATH"     // how two entities are connected
	Common   Form = "COMMON"   // what several are all connected to
	Fact     Form = "FACT"     // a figure of an entity
	Property Form = "PROPERTY" // a text or date of an entity
	Said     Form = "SAID"     // whose words a statement is
	Mentions Form = "MENTIONS" // which documents speak of an entity
	Posts    Form = "POSTS"    // which posts a person has
	Time     Form = "TIME"     // when a claim held
	Doubts   Form = "DOUBTS"   // claims of a certainty or status
	Bounds   Form = "BOUNDS"   // figures that are only a bound
	Renamed  Form = "RENAMED"  // former names
	Spent    Form = "SPENT"    // whether money was paid
	Find     Form = "FIND"     // entities by name
	Disputed Form = "DISPUTED" // claims that contradict each other
)

// Filter narrows which claims count.
type Filter struct {
	ValidAt   string // EDTF
	Status    []string
	Certainty []string
	StatedBy  []string // ids
	Currency  string   // with Min and Max
	Min, Max  string   // decimals
}

// Reading is what a question was taken to mean.
type Reading struct {
	Form    Form
	Set     *Set // what is asked for or about
	Subject *Set // of Check
	Other   *Set // the other end of Path and Common
	Metrics []string
	Props   []string
	Words   string // of Said and Find
	Unit    string // of Sum: a unit to add up, "" is money
	Money   bool   // Sum of amounts
	Order   string // AMOUNT or DEGREE, falling; "" is none
	Filter  Filter
	Facets  []string
	Then    *Reading // the second clause, about the first answer

	Understood []Understood
	Partial    bool // words stand in Parse.Unknown
	Score      float64
}

// Understood is words and what they were taken for.
type Understood struct {
	Span   Span
	As     string
	Entity string // id, where it is one
	Link   *Link  // where it is a kind
}

// Parse is all that a question may mean, best first.
type Parse struct {
	Readings []Reading
	Unknown  []Span
	// Entities is what was named, whatever was understood of the rest.
	Entities []Named
}
