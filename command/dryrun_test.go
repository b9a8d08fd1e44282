package command

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"whence/server/auth"
)

const triedGrants = `Identifier,Title,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name,Funding Org:Identifier,Funding Org:Name
360G-lamp-1,Restoring the lamp,GBP,1200000,2016-03-01,GB-CHC-1099999,Lighthouse Friends,GB-CHC-1088888,Lamp Fund
,Painting the tower,GBP,500,2016-03-01,,,GB-CHC-1088888,Lamp Fund
360G-lamp-3,Steps,GBP,lots,2016-03-02,GB-CHC-1099999,Lighthouse Friends,GB-CHC-1088888,Lamp Fund
`

// TestDryRunOfAFile sends a file as an editor, reads what loading it would change, and loads those bytes as an administrator.
func TestDryRunOfAFile(t *testing.T) {
	r := newReceiving(t)
	if got, want := r.try(t, "/dry-run?name=C:%5Cmine%5Clamp-fund.csv", triedGrants), "lamp-fund.csv: lamp-fund; 3 records, 1 refused, +4 -0 =0; set aside row 3 line 3; doubted line 4"; got != want {
		t.Errorf("grants:\n%s, want\n%s", got, want)
	}
	if head, _ := r.graph.Now().Head(); head != 0 {
		t.Fatalf("a dry run has made %d commits", head)
	}
	var tried dryRunAnswer
	r.send(t, http.MethodPost, "/dry-run?name=lamp-fund.csv&dataset=lamp/grants", "application/octet-stream", strings.NewReader(triedGrants), &tried)
	var loaded loadAnswer
	r.send(t, http.MethodPost, "/load", "application/json", strings.NewReader(fmt.Sprintf(`{"files": [{"name": "lamp-fund.csv", "sha256": %q}], "dataset": "lamp/grants"}`, tried.SHA256)), &loaded)
	if loaded.Error != "" || loaded.Report.Asserted != tried.Asserted || loaded.Report.Commit != 1 || fmt.Sprint(tried.Datasets, loaded.Report.Datasets) != "[lamp/grants] [lamp/grants]" {
		t.Errorf("tried %+v, loaded %+v", tried, loaded)
	}
	if got, want := r.try(t, "/dry-run?name=lamp-fund.csv&dataset=lamp/grants", triedGrants), "lamp-fund.csv: lamp/grants; 3 records, 1 refused, +0 -0 =4; set aside row 3 line 3; doubted line 4"; got != want {
		t.Errorf("again:\n%s, want\n%s", got, want)
	}
}

// TestDryRunOfWhatCantBeLoaded tells where in a file what is wrong.
func TestDryRunOfWhatCantBeLoaded(t *testing.T) {
	r := newReceiving(t)
	for _, tt := range []struct{ path, text, want string }{
		{"/dry-run?name=a.yaml", "id: example/a\nclaims:\n  - {subject: place/a, kind: FUNDS, object: place/b, amount: {value: lots, currency: GBP}}\n", `mistake line 3: number "lots"`},
		{"/dry-run?name=a.yaml", "Dear reader,\nthis is a letter.\n", "mistake line 1: the file is a text and no claims file"},
		{"/dry-run?name=a.json", "", "mistake line 1"},
		{"/dry-run?name=a.csv&dataset=a%20b", triedGrants, "error: "},
	} {
		if got := r.try(t, tt.path, tt.text); !strings.Contains(got, tt.want) {
			t.Errorf("%s: %s, want %s", tt.path, got, tt.want)
		}
	}
	if head, _ := r.graph.Now().Head(); head != 0 {
		t.Errorf("dry runs have made %d commits", head)
	}
}

// TestDryRunIsForEditors sends files as everybody, and files that are none.
func TestDryRunIsForEditors(t *testing.T) {
	r := newReceiving(t)
	for _, tt := range []struct {
		claim, path string
		role        auth.Role
		length      int64
		status      int
		code        string
	}{
		{"of nobody", "/dry-run?name=a.csv", auth.Nobody, 3, 401, "UNAUTHENTICATED"},
		{"of a contributor", "/dry-run?name=a.csv", auth.Contributor, 3, 403, "FORBIDDEN"},
		{"of an editor", "/dry-run?name=a.csv", auth.Editor, 3, 200, ""},
		{"without a name", "/dry-run", auth.Editor, 3, 400, "BAD_REQUEST"},
		{"of a folder", "/dry-run?name=a/..", auth.Editor, 3, 200, ""},
		{"of a long name", "/dry-run?name=" + strings.Repeat("a", maxName+1), auth.Editor, 3, 400, "BAD_REQUEST"},
		{"of a name in Latin-1", "/dry-run?name=%E9", auth.Editor, 3, 400, "BAD_REQUEST"},
		{"too large", "/dry-run?name=a.csv", auth.Editor, maxTried + 1, 413, "BODY_TOO_LARGE"},
	} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, r.url+tt.path, strings.NewReader(strings.Repeat("a", int(tt.length))))
		if err != nil {
			t.Fatal(err)
		}
		if tt.role != auth.Nobody {
			request.Header.Set("Authorization", "Bearer "+r.keys[tt.role])
		}
		response, err := http.DefaultTransport.RoundTrip(request)
		if err != nil {
			t.Errorf("%s: %v", tt.claim, err)
			continue
		}
		var told struct {
			Errors []struct{ Extensions struct{ Code string } }
		}
		_ = json.NewDecoder(response.Body).Decode(&told) // the code says what it was
		response.Body.Close()
		code := ""
		if len(told.Errors) > 0 {
			code = told.Errors[0].Extensions.Code
		}
		if response.StatusCode != tt.status || code != tt.code {
			t.Errorf("%s: %d %s, want %d %s", tt.claim, response.StatusCode, code, tt.status, tt.code)
		}
	}
}

// try sends a file and returns the answer, in short.
func (r *receiving) try(t *testing.T, path, text string) string {
	t.Helper()
	var told dryRunAnswer
	r.send(t, http.MethodPost, path, "application/octet-stream", strings.NewReader(text), &told)
	out := fmt.Sprintf("%s: %s; %d records, %d refused, +%d -%d =%d", told.Name, strings.Join(told.Datasets, " "), told.Records, told.Refused, told.Asserted, told.Retracted, told.Unchanged)
	for _, x := range told.Refusals {
		out += fmt.Sprintf("; set aside %s line %d", x.Record, x.Line)
	}
	for _, x := range told.Warnings {
		if x.Kind == "value that can't be read" {
			out += fmt.Sprintf("; doubted line %d", x.First[0].Line)
		}
	}
	for _, x := range told.Mistakes {
		out += fmt.Sprintf("; mistake line %d: %s", x.Line, x.Message)
	}
	if told.Error != "" {
		out += "; error: " + told.Error
	}
	return out
}
