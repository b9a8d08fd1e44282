package gate

// Limits bounds one query. The zero value stands for the defaults; a single
// zero field takes its own default. A field is a command-line flag by its tags.
type Limits struct {
	Bytes      int   `default:"65536" env:"WHENCE_QUERY_BYTES"      help:"Most bytes of a query."                                         placeholder:"N"`
	Tokens     int   `default:"4000"  env:"WHENCE_QUERY_TOKENS"     help:"Most tokens of a query, comments included."                     placeholder:"N"`
	Nesting    int   `default:"100"   env:"WHENCE_QUERY_NESTING"    help:"Most brackets open at once in a query."                         placeholder:"N"`
	Depth      int   `default:"15"    env:"WHENCE_QUERY_DEPTH"      help:"Most fields inside one another."                                placeholder:"N"`
	Aliases    int   `default:"100"   env:"WHENCE_QUERY_ALIASES"    help:"Most aliases, once fragments are expanded."                     placeholder:"N"`
	RootFields int   `default:"30"    env:"WHENCE_QUERY_ROOT"       help:"Most fields of an operation's first level."                     placeholder:"N"`
	Directives int   `default:"50"    env:"WHENCE_QUERY_DIRECTIVES" help:"Most directives of a query."                                    placeholder:"N"`
	Fragments  int   `default:"50"    env:"WHENCE_QUERY_FRAGMENTS"  help:"Most fragments, and most operations, of a query."               placeholder:"N"`
	Selections int   `default:"200"   env:"WHENCE_QUERY_SELECTIONS" help:"Most fields of one selection set, once fragments are expanded." placeholder:"N"`
	Fields     int   `default:"1500"  env:"WHENCE_QUERY_FIELDS"     help:"Most fields of a query, once fragments are expanded."           placeholder:"N"`
	Cost       int64 `default:"40000000" env:"WHENCE_QUERY_COST"    help:"Highest cost of a query: its fields, times the pages of the lists they are in; a page of more than 50 counts as more." placeholder:"N"`
	Page       int   `default:"100"   env:"WHENCE_QUERY_PAGE"       help:"Largest page: the highest value of first."                      placeholder:"N"`
	List       int   `default:"100"   env:"WHENCE_QUERY_LIST"       help:"Most elements of a list in arguments and variables."            placeholder:"N"`
	Written    int   `default:"250"   env:"WHENCE_QUERY_WRITTEN"    help:"Most elements of a list of what one mutation writes: claims, entities." placeholder:"N"`
	IDs        int   `default:"500"   env:"WHENCE_QUERY_IDS"        help:"Most elements of a list of ids."                                name:"ids"      placeholder:"N"`
}

// DefaultCost is the highest cost of a query where Limits.Cost is 0. It lies between pages of twenty, four inside one
// another with all that a claim has, and pages of a hundred, three inside one another.
const DefaultCost = 40_000_000

// WithDefaults returns l with every zero field filled in.
func (l Limits) WithDefaults() Limits {
	for _, field := range []struct {
		limit *int
		value int
	}{
		{&l.Bytes, 64 << 10},
		{&l.Tokens, 4000},
		{&l.Nesting, 100},
		{&l.Depth, 15},
		{&l.Aliases, 100},
		{&l.RootFields, 30},
		{&l.Directives, 50},
		{&l.Fragments, 50},
		{&l.Selections, 200},
		{&l.Fields, 1500},
		{&l.Page, 100},
		{&l.List, 100},
		{&l.Written, 250},
		{&l.IDs, 500},
	} {
		if *field.limit == 0 {
			*field.limit = field.value
		}
	}
	if l.Cost == 0 {
		l.Cost = DefaultCost
	}
	return l
}
