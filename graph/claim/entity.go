package claim

// Entity is a thing that claims are made about.
type Entity struct {
	ID   ID
	Kind EntityKind
	Name string // what it is called now; every other name is an alias

	// Ref is the node that the view found it at, 0 where no view has read it. Package graph sets and reads it.
	Ref uint32
}

// Identifier is a name that some register gives an entity: scheme "GB-COH", value "01234567".
type Identifier struct {
	Scheme string
	Value  string
	URI    string // where the register answers for it, "" if nowhere
}

// DocumentFile is where a document's text stands. The zero value is a document without a text.
type DocumentFile struct {
	File  string // below the texts folder
	Start int    // code points from the start of the file
	End   int    // exclusive; 0 is the end of the file
}

// DataFile is what is known of a file of data. The zero value is a document that is none.
type DataFile struct {
	MediaType string // IANA media type: text/csv
	Digest    string // SHA-256 of the whole file as it came, lower-case hexadecimal
}

// Node is anything that can be fetched again by its id: an *Entity, a Claim, a *Conflict.
type Node interface {
	// NodeID is the id to fetch it by.
	NodeID() ID
}

// NodeID is the entity's id.
func (e *Entity) NodeID() ID { return e.ID }
