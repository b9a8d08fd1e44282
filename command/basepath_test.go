package command

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"whence/graph"
	"whence/server"
	"whence/server/claimlist"
	"whence/server/gql"
)

// addresses are what a page leads to, in its attributes, a sitemap and robots.txt.
var addresses = regexp.MustCompile(`(?:href|src|action)="([^"#][^"]*)"|<loc>([^<]+)</loc>|Sitemap: (\S+)|"@?(?:url|@id)": ?"(/[^"]*)"`)

// TestEveryLinkIsBelowTheBase follows every link of every sort of page, the built ones among them, of a server below a path:
// each leads below that path, and to something.
func TestEveryLinkIsBelowTheBase(t *testing.T) {
	const base = "/graphs/whence"
	g, err := graph.Open(t.Context(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = g.Close() })
	if err := fill(t.Context(), g); err != nil {
		t.Fatal(err)
	}
	front := server.Front{BasePath: base}
	s := httptest.NewServer(server.New(server.Options{
		Schema: gql.New(g, gql.Options{}), Present: gql.Present, Front: front, Log: slog.New(slog.DiscardHandler),
		Pages: pages(g, nil, front, nil), Streams: claimlist.Handler(g.Now),
	}).Handler())
	t.Cleanup(s.Close)
	toVisit := []string{
		base + "/", base + "/playground", base + "/list", base + "/sitemap.xml", base + "/robots.txt", base + "/entity/place/icentrum",
		base + "/entity/document/birmingham-expands-innovation-campus", base + "/entity/place/nowhere", base + "/schema.graphqls",
	}
	built := true
	seen, sitemap := map[string]bool{}, 0
	for len(toVisit) > 0 {
		at := toVisit[0]
		toVisit = toVisit[1:]
		if seen[at] {
			continue
		}
		seen[at] = true
		status, text := visit(t, s.URL+at)
		if strings.Contains(text, "pages are not built") {
			built = false
			continue
		}
		if want := map[bool]int{true: http.StatusNotFound, false: http.StatusOK}[at == base+"/entity/place/nowhere"]; status != want {
			t.Errorf("%s: %d", at, status)
		}
		if strings.HasSuffix(at, ".js") { // whose texts look like attributes
			continue
		}
		for _, found := range addresses.FindAllStringSubmatch(text, -1) {
			to := below(t, s.URL, at, strings.Join(found[1:], ""), base)
			if strings.HasPrefix(found[2], s.URL) { // one of the sitemap's is as good as all
				sitemap++
			}
			if to != "" && (found[2] == "" || sitemap == 1) {
				toVisit = append(toVisit, to)
			}
		}
	}
	if !built && os.Getenv("CI") == "true" {
		t.Error("the pages are not built")
	}
	if len(seen) < 40 || sitemap < 150 {
		t.Errorf("only %d pages were seen, and %d addresses in the sitemap", len(seen), sitemap)
	}
	if status, text := visit(t, s.URL+base+"/graphql?query={stats{entities}}"); status != http.StatusOK || !strings.Contains(text, `"entities":`) {
		t.Errorf("the API: %d %s", status, text)
	}
}

// below is where an address of a page leads on the server, "" where that is elsewhere; an address of the server that is not
// below the base is a mistake.
func below(t *testing.T, server, page, address, base string) string {
	t.Helper()
	from, err := url.Parse(server + page)
	if err != nil {
		t.Fatal(err)
	}
	to, err := from.Parse(strings.ReplaceAll(address, "&amp;", "&"))
	if err != nil {
		t.Fatalf("%s: %v", page, err)
	}
	if to.Scheme+"://"+to.Host != server {
		return ""
	}
	if !strings.HasPrefix(to.Path, base+"/") {
		t.Errorf("%s leads to %s, which is not below %s", page, address, base)
		return ""
	}
	to.Fragment = ""
	return to.RequestURI()
}

func visit(t *testing.T, address string) (status int, text string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept", "text/html,*/*;q=0.5")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(body)
}
