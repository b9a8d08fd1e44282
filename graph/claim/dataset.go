package claim

import (
	"fmt"
	"strings"
)

// Dataset is one claims file: the documents that were read, the entities that they speak of, and what they claim.
// Loading a dataset again replaces what it said before; its name is what makes it the same one.
type Dataset struct {
	Name     string // letters, digits, hyphens, dots and slashes: "uk-tech-regions/000"
	Info     DatasetInfo
	Entities []EntityRecord // documents among them
	Records  []Record       // that its claims are cited from
	Claims   []Claim        // each cites documents of this dataset only
}

// DatasetInfo is what a body of data says of itself. The zero value says nothing.
type DatasetInfo struct {
	Title       string
	Publisher   string
	Licence     string // the address of its terms
	Attribution string // what must be said wherever its data are shown
	URL         string
	Issued      EDTF
	Records     int // rows, objects or subjects that were read
	Refused     int // those of them that were set aside
}

// Record is a row of a table, an object of a JSON file or a subject of an RDF graph, as evidence.
type Record struct {
	Document ID
	Key      string // the publisher's id where that is unique in the file, else that id with a digest
	Hint     string // where it stood when it was first loaded: "row 17", "/grants/16"
	Digest   string // SHA-256 of the whole record, lower-case hexadecimal
}

// ID is the id of the record: its document and its key alone.
func (r Record) ID() ID {
	return HashedID(RecordPrefix, [2]string{"document", string(r.Document)}, [2]string{"key", r.Key})
}

// EntityRecord is what a dataset says of an entity.
type EntityRecord struct {
	ID          ID
	Name        string
	Aliases     []string
	Identifiers []Identifier
	FormerIDs   []ID // ids that it had before: they answer with it
	URL         string
	Licence     string       // of a document: the address of its terms, where they are other than its data set's
	Attribution string       // of a document: what must be said wherever it is shown
	Text        DocumentFile // of a document
	Data        DataFile     // of a document that is a file of data
}

// Key is the identifier as one string, for looking it up: scheme, colon, value.
func (i Identifier) Key() string { return i.Scheme + ":" + i.Value }

// ParseIdentifier reads what key wrote.
func ParseIdentifier(key string) Identifier {
	scheme, value, _ := strings.Cut(key, ":")
	return Identifier{Scheme: scheme, Value: value}
}

// DatasetPrefix begins the ids of data sets: dataset/example/canal-quarter.
const DatasetPrefix = "dataset/"

// DatasetID is the id of a data set by its name.
func DatasetID(name string) ID { return ID(DatasetPrefix + name) }

// DatasetNameOf reads what DatasetID wrote; ok is false where the id is none of a data set.
func DatasetNameOf(id ID) (name string, ok bool) {
	name, ok = strings.CutPrefix(string(id), DatasetPrefix)
	if !ok || strings.HasPrefix(name, "-") {
		return "", false
	}
	_, err := ParseDatasetName(name)
	return name, err == nil
}

// ParseDatasetName checks the form of a dataset's name; the error wraps ErrInvalid.
func ParseDatasetName(s string) (string, error) {
	bad := func(r rune) bool { return notSlug(r) && r != '/' }
	if s == "" || len(s) > maxIDLength || strings.ContainsFunc(s, bad) || s[0] == '-' {
		return "", fmt.Errorf("dataset name %.60q: want lower-case letters, digits, hyphens, dots and slashes, the first no hyphen: %w", s, ErrInvalid)
	}
	for part := range strings.SplitSeq(s, "/") { // a name is a path of an address, and of a folder where data sets are kept by their names
		if strings.Trim(part, ".") == "" {
			return "", fmt.Errorf("dataset name %.60q: between its slashes stands nothing, or dots alone: want names such as example/canal-quarter: %w", s, ErrInvalid)
		}
	}
	return s, nil
}
