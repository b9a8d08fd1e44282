package loader

import (
	"fmt"
	"io/fs"

	"whence/graph/claim"
	"whence/graph/register"
)

// document reads an entry of documents.
func (f *claimsFile) document(n node) {
	var e claim.EntityRecord
	f.object(n, "a document", f.documentFields(&e))
	if e.ID != "" && e.ID.Kind() != claim.Document {
		f.mistake(n.child("id"), "%s stands under documents; begin its id with document/, or move it to entities", e.ID)
	}
	if e.Text.File == "" && e.Text != (claim.DocumentFile{}) {
		f.mistake(n, "start or end without `file`; name the file that they count in")
	}
	f.entry(n, e)
	if e.ID != "" {
		f.documents = append(f.documents, e)
	}
}

func (f *claimsFile) documentFields(e *claim.EntityRecord) []field {
	return append(f.sharedFields(e),
		need("title", f.label(&e.Name)),
		may("file", word(f, &e.Text.File, parsePath)),
		may("start", f.count(&e.Text.Start)),
		may("end", f.count(&e.Text.End)),
		may("url", f.address(&e.URL)),
		may("licence", f.address(&e.Licence)),
		may("attribution", f.label(&e.Attribution)),
	)
}

// entity reads an entry of entities.
func (f *claimsFile) entity(n node) {
	var e claim.EntityRecord
	f.object(n, "an entity", f.entityFields(&e))
	if e.ID.Kind() == claim.Document {
		f.mistake(n.child("id"), "%s stands under entities; move it to documents", e.ID)
	}
	f.entry(n, e)
}

func (f *claimsFile) entityFields(e *claim.EntityRecord) []field {
	return append(f.sharedFields(e), need("name", f.label(&e.Name)))
}

// sharedFields are those of documents and other entities alike.
func (f *claimsFile) sharedFields(e *claim.EntityRecord) []field {
	return []field{
		need("id", f.id(&e.ID)),
		may("aliases", f.labels(&e.Aliases)),
		may("identifiers", f.identifiers(&e.Identifiers)),
		may("was", f.ids(&e.FormerIDs)),
	}
}

func (f *claimsFile) ids(dst *[]claim.ID) func(node) {
	return func(n node) {
		for _, item := range n.items() {
			var id claim.ID
			f.id(&id)(item)
			*dst = append(*dst, id)
		}
	}
}

func (f *claimsFile) identifiers(dst *[]claim.Identifier) func(node) {
	return func(n node) {
		for _, item := range n.items() {
			var i claim.Identifier
			f.object(item, "an identifier", f.identifierFields(&i))
			i.Scheme, i.Value = register.Normalise(i.Scheme, i.Value)
			if err := register.Check(i.Scheme, i.Value); err != nil && i.Value != "" {
				f.warn(MalformedIdentifier, item, "%v", err)
			}
			*dst = append(*dst, i)
		}
	}
}

func (f *claimsFile) identifierFields(i *claim.Identifier) []field {
	return []field{need("scheme", f.raw(&i.Scheme)), need("value", f.raw(&i.Value)), may("uri", f.address(&i.URI))}
}

// entry keeps an entity and its place.
func (f *claimsFile) entry(n node, e claim.EntityRecord) {
	if e.Name == "" && e.ID != "" && n.hasKey("name", "title") && len(f.mistakes) == 0 {
		f.warn(UnseenName, n, "the name of %s is of characters that nobody can see; its id is shown instead", e.ID)
		e.Name = string(e.ID)
	}
	f.dataset.Entities = append(f.dataset.Entities, e)
	f.entities = append(f.entities, f.place())
}

// parsePath checks the name of a text's file below the texts folder.
func parsePath(name string) (string, error) {
	if !fs.ValidPath(name) || name == "." {
		return "", fmt.Errorf("file %.60q: want a path below the texts folder, with slashes and without .. in it", name)
	}
	return name, nil
}
