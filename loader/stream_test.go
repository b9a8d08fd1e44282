package loader_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"

	"whence/loader"
	"whence/loader/mapping"
)

// generated is a file that is made as it is read: a head, records with something between them, and a tail. It notes the most
// that lives in memory meanwhile, every sixteenth of the file.
type generated struct {
	head, between, tail string
	record              func(i int) string
	count               int

	next int
	left string
	most uint64
}

func (g *generated) Read(p []byte) (int, error) {
	if g.left == "" {
		switch {
		case g.next > g.count:
			return 0, io.EOF
		case g.next == g.count:
			g.left = g.tail
		case g.next == 0:
			g.left = g.head + g.record(0)
		default:
			g.left = g.between + g.record(g.next)
		}
		if g.next++; g.next%max(g.count/16, 1) == 0 {
			g.most = max(g.most, living())
		}
		if g.left == "" {
			return 0, io.EOF
		}
	}
	n := copy(p, g.left)
	g.left = g.left[n:]
	return n, nil
}

// living is how much of the heap is in use, in bytes.
func living() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// TestFilesAreStreamed loads files of which most is nothing that claims are made of: memory goes by the claims, not by the file.
func TestFilesAreStreamed(t *testing.T) {
	const most = 24 << 20 // bytes, a fraction of each file
	padding := strings.Repeat("All work and no play. ", 40<<10)
	large, small := 220, 60 // megabytes
	if testing.Short() {
		large, small = 60, 60
	}
	club := parse(t, `{`+clubs+`}`)
	table := func(columns string) string { return columns + ",Notes\n" }
	for name, test := range map[string]struct {
		file    string
		size    int
		mapping *mapping.Mapping
		generated
	}{
		"grants in JSON": {"f.json", large, nil, generated{head: `{"version": "1.1", "grants": [`, between: ",\n", tail: "]}", record: func(i int) string {
			return fmt.Sprintf(`{"id": "360G-a-%d", "notes": %q, "title": "A boat", "currency": "GBP", "amountAwarded": 5, "awardDate": "2021-01-26", "fundingOrganization": [{"id": "GB-CHC-1000147", "name": "Acme"}],
				"recipientOrganization": [{"id": "GB-CHC-1090123", "name": "Club"}]}`, i, padding)
		}}},
		"a text beside the grants": {"f.json", small, nil, generated{head: `{"grants": [` + grant + `], "more": [`, between: ",\n", tail: `]}`, record: func(i int) string {
			return fmt.Sprintf(`{"n": %d, "t": %q}`, i, padding)
		}}},
		"grants in a table": {"f.csv", small, nil, generated{head: table("Identifier,Title,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name,Funding Org:Identifier,Funding Org:Name"), record: func(i int) string {
			return fmt.Sprintf("360G-a-%d,A boat,GBP,5,2021-01-26,GB-CHC-1090123,Club,GB-CHC-1000147,Acme,\"%s\"\n", i, padding)
		}}},
		"ROR": {"f.json", small, nil, generated{head: "[", between: ",\n", tail: "]", record: func(i int) string {
			return fmt.Sprintf(`{"id": "https://ror.org/%s", "status": "active", "types": [], "external_ids": [], "links": [], "locations": [], "relationships": [], "names": [{"value": "Body %d", "types": ["ror_display"]}],
				"note": %q}`, rorID(i), i, padding)
		}}},
		"statements of ownership": {"f.json", small, nil, generated{head: "[", between: ",\n", tail: "]", record: func(i int) string {
			return fmt.Sprintf(`{"statementId": "s%d", "recordId": "r%d", "recordType": "entity", "recordDetails": {"name": "Body %d"}, "note": %q}`, i, i, i, padding)
		}}},
		"FollowTheMoney": {"f.json", small, nil, generated{between: "\n", record: func(i int) string {
			return fmt.Sprintf(`{"id": "a%d", "schema": "Company", "properties": {"name": ["Body %d"], "notes": [%q]}}`, i, i, padding)
		}}},
		"places": {"f.csv", small, nil, generated{head: table("LAD19CD,LAD19NM,RGN19CD,RGN19NM"), record: func(i int) string {
			return fmt.Sprintf("E%08d,Place %d,E12000002,North West,\"%s\"\n", i+1, i, padding)
		}}},
		"projects": {"f.csv", small, nil, generated{head: table("FundingOrgName,ProjectReference,LeadROName,AwardPounds,ProjectId"), record: func(i int) string {
			return fmt.Sprintf("Fund,R%d,University,5,P%d,\"%s\"\n", i, i, padding)
		}}},
		"a table by its mapping": {"f.csv", small, club, generated{head: table("name"), record: func(i int) string { return fmt.Sprintf("Club %d,\"%s\"\n", i, padding) }}},
		"JSON by its mapping": {"f.json", small, club, generated{head: "[", between: ",\n", tail: "]", record: func(i int) string {
			return fmt.Sprintf(`{"name": "Club %d", "note": %q}`, i, padding)
		}}},
	} {
		t.Run(name, func(t *testing.T) {
			g := newGraph(t)
			in := &test.generated
			in.count = (test.size << 20) / len(padding)
			before := living()
			l := loader.Loader{Graph: g}
			report, err := l.LoadFiles(t.Context(), []loader.File{{Name: test.file, Mapping: test.mapping, Open: func() (io.ReadCloser, error) { return io.NopCloser(in), nil }}})
			if err != nil || len(report.Refused) > 0 || report.Claims == 0 {
				t.Fatalf("%d claims, %v, %.300v", report.Claims, err, report.Refused)
			}
			if used := in.most - min(before, in.most); used > most {
				t.Errorf("%d records of %d MB: %d MB lived in memory, want at most %d", in.count, test.size, used>>20, most>>20)
			} else {
				t.Logf("%d records of %d MB: %.1f MB lived in memory", in.count, test.size, float64(used)/(1<<20))
			}
		})
	}
}

// rorID is a valid id of ROR: 0, six digits of base 32 and two that check them.
func rorID(i int) string {
	const digits = "0123456789abcdefghjkmnpqrstvwxyz"
	id, n := []byte("0000000"), i+1
	for at := 6; n > 0; at-- {
		id[at], n = digits[n%32], n/32
	}
	return fmt.Sprintf("%s%02d", id, 98-(i+1)*100%97)
}

// TestObjectsOfAnySize refuses one object of more than is read at once, before it is read to its end.
func TestObjectsOfAnySize(t *testing.T) {
	for name, head := range map[string]string{"an object": `{"grants": [{"id": "`, "a text beside the objects": `{"grants": [], "about": "`} {
		in := &generated{head: head, record: func(int) string { return strings.Repeat("7", 1<<20) }, count: 200}
		l := loader.Loader{Graph: newGraph(t)}
		_, err := l.LoadFiles(t.Context(), []loader.File{{Name: "f.json", Open: func() (io.ReadCloser, error) {
			return io.NopCloser(in), nil
		}}})
		if err == nil || !strings.Contains(err.Error(), "more than 67108864 bytes") || in.next > 120 {
			t.Errorf("%s: %d MB were read; %v", name, in.next, err)
		}
	}
}

// packed is an archive of some members, in the order of pairs of a name and a content.
func packed(t *testing.T, members ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i < len(members); i += 2 {
		f, err := w.Create(members[i])
		if err == nil {
			_, err = io.WriteString(f, members[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const grantRows = `Identifier,Title,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name,Funding Org:Identifier,Funding Org:Name
360G-a-1,A boat,GBP,5,2021-01-26,GB-CHC-1090123,Club,GB-CHC-1000147,Acme
`

// TestArchives loads the members of archives, by themselves and of a folder, and says what it leaves out.
func TestArchives(t *testing.T) {
	var gz bytes.Buffer
	w := gzip.NewWriter(&gz)
	_, err := io.WriteString(w, `{"grants": [`+grant+`]}`)
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	archive := packed(
		t, "in/grants.csv", grantRows, "more.json.gz", gz.String(), "clubs.csv", "name\nA\n", "clubs.csv-metadata.json", `{`+clubs+`}`,
		"readme.txt", "Hello", "old.zip", string(packed(t, "x.csv", grantRows)), "__MACOSX/._x.csv", "junk", ".hidden", "junk", "empty/", "",
	)
	for name, path := range map[string]string{"f.zip": "f.zip", "another ending": "f.data", "of a folder": "d"} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			file := path
			if path == "d" {
				if err := os.Mkdir("d", 0o700); err != nil {
					t.Fatal(err)
				}
				file = "d/f.zip"
			}
			if err := os.WriteFile(file, archive, 0o600); err != nil {
				t.Fatal(err)
			}
			report, err := (&loader.Loader{Graph: newGraph(t)}).Load(t.Context(), path)
			if err != nil || report.Files != 3 || report.Records != 3 {
				t.Fatalf("%d files, %d records, %v", report.Files, report.Records, err)
			}
			said := fmt.Sprint(report.Warnings)
			for _, left := range []string{"readme.txt: its name ends in none of", "old.zip: an archive within an archive"} {
				if !strings.Contains(said, left) {
					t.Errorf("not said to be left out: %s\n%s", left, said)
				}
			}
		})
	}
}

// TestBadArchives refuses archives that are no good, and changes nothing.
func TestBadArchives(t *testing.T) {
	bomb := func() []byte {
		var out bytes.Buffer
		w := zip.NewWriter(&out)
		f, err := w.Create("f.csv")
		for i := 0; i < 32 && err == nil; i++ {
			_, err = f.Write(make([]byte, 1<<20))
		}
		if err := errors.Join(err, w.Close()); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}()
	// A bomb that says it is none: the size in the directory at its end is smaller than what comes.
	lying := bytes.Clone(bomb)
	directory := bytes.Index(lying, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(lying[directory+24:], 1000)
	encrypted := packed(t, "f.csv", grantRows)
	encrypted[bytes.Index(encrypted, []byte("PK\x01\x02"))+8] |= 1
	cut := packed(t, "f.csv", grantRows)
	for name, test := range map[string]struct {
		archive []byte
		want    string
	}{
		"a path upwards":           {packed(t, "../f.csv", grantRows), `f.zip:1:1: its member "../f.csv" has a path that leads out of the archive`},
		"a path upwards, deeper":   {packed(t, "a/../../f.csv", grantRows), "leads out of the archive"},
		"a path of the machine":    {packed(t, "/tmp/f.csv", grantRows), "leads out of the archive"},
		"a path of another system": {packed(t, `..\f.csv`, grantRows), "leads out of the archive"},
		"a bomb":                   {bomb, "unpacks from "},
		"a bomb that lies":         {lying, "f.csv"},
		"encrypted":                {encrypted, "is encrypted"},
		"one name twice":           {packed(t, "f.csv", grantRows, "f.csv", grantRows), `it has two members "f.csv"`},
		"nothing to load":          {packed(t, "f.txt", "Hello"), "the archive holds nothing to load"},
		"empty":                    {packed(t), "the archive holds nothing to load"},
		"cut short":                {cut[:len(cut)-30], "the archive can't be read"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			if err := os.WriteFile("f.zip", test.archive, 0o600); err != nil {
				t.Fatal(err)
			}
			g := newGraph(t)
			before := living()
			_, err := (&loader.Loader{Graph: g}).Load(t.Context(), "f.zip")
			if err == nil || !strings.Contains(err.Error(), test.want) || !g.IsEmpty() {
				t.Errorf("%v; want %q and nothing loaded", err, test.want)
			}
			if used := living(); used > before+(16<<20) {
				t.Errorf("%d MB are held", (used-before)>>20)
			}
		})
	}
}
