package loader

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/seeds"
)

// entriesOf is the entries of a file that is read in pieces of a size, as the parser writes them.
func entriesOf(t *testing.T, content string, size int) (entries []string, pieces int) {
	t.Helper()
	section, end := "", 0
	for p := range cut(content, size) {
		if p.from != end || p.line != strings.Count(content[:p.from], "\n") {
			t.Fatalf("piece %+v: want it to begin at byte %d", p, end)
		}
		end = p.to
		p.section = section
		body, m := p.parse(content)
		if m != nil {
			t.Fatal(m)
		}
		for _, s := range sectionsOf(body, p) {
			section = s.key
			for _, item := range s.value.items() {
				entries = append(entries, s.key+" "+strings.Join(strings.Fields(item.String()), " "))
			}
		}
		pieces++
	}
	if end != len(content) {
		t.Fatalf("the pieces end at byte %d of %d", end, len(content))
	}
	return entries, pieces
}

func TestPiecesAreTheWhole(t *testing.T) {
	files := map[string]string{
		"items as deep as their list": "id: x\nclaims:\n- a: 1\n- b:\n  - c\n  - d\nentities:\n- e: 1\n",
		"a dash alone":                "id: x\nclaims:\n  -\n    a: 1\n    b:\n      - c\n      - d\n  -\n    a: 2\n",
		"texts with dashes in them":   "id: x\nclaims:\n  - a: |\n      - not an item\n\n      - nor this\n  - b: \"one\n      - two\"\n",
		"comments anywhere":           "# a\nid: x # b\nclaims:\n# - c\n  - a: 1\n# d\n  # - e\n  - b: 2\n",
		"a list in brackets":          "id: x\nclaims: [\n  {a: 1},\n  {b: 2},\n  ]\nentities:\n  - c: 3\n",
		"a document's start":          "---\nid: x\nclaims:\n  - a: 1\n  - b: 2\n",
	}
	names, err := fs.Glob(seeds.Files, "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		content, err := fs.ReadFile(seeds.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = string(content)
	}
	for name, content := range files {
		t.Run(name, func(t *testing.T) {
			whole, _ := entriesOf(t, content, len(content)+1)
			for _, size := range []int{1, 40, 4096} {
				pieced, pieces := entriesOf(t, content, size)
				if diff := cmp.Diff(whole, pieced); diff != "" {
					t.Errorf("in pieces of %d: -whole +pieces:\n%s", size, diff)
				}
				if size == 1 && pieces < 2 && name != "a list in brackets" {
					t.Error("the file was not cut")
				}
			}
		})
	}
}

func FuzzReadClaims(f *testing.F) {
	f.Add([]byte("id: x\ndocuments:\n  - {id: document/d, title: D, file: d.txt}\nclaims:\n  - {about: document/d, property: description, value: 1, cite: {quote: a}}\n"))
	f.Add([]byte("id: x\nclaims:\n  - subject: place/a\n    kind: FUNDS\n    object: place/b\n    amount: {value: 1, also: [{value: 2}]}\n    key: k\n    includedIn: k\n    cite: [{start: 0, end: 1}]\n"))
	f.Add([]byte("- - - ? : [{&a *a !b <<: |\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file := readClaims("f", data, nil)
		for _, m := range file.mistakes {
			if m.Line < 1 || m.Column < 1 || m.Line > strings.Count(string(data), "\n")+2 || m.Msg == "" {
				t.Errorf("mistake without a place: %+v", m)
			}
		}
		if len(file.mistakes) == 0 && file.dataset.Name == "" {
			t.Error("a file without mistakes and without an id")
		}
	})
}
