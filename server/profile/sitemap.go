package profile

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/http"
	"strconv"

	"whence/graph/extract"
)

// maxAddresses is what the protocol of sitemaps lets one file hold (https://www.sitemaps.org/protocol.html).
const maxAddresses = 50_000

// Sitemap answers /sitemap.xml with the address of every entity's page: up to 50,000 in one file, of more an index of files
// that are asked for as /sitemap.xml?part=1 and on.
func (h *Handler) Sitemap(w http.ResponseWriter, r *http.Request) {
	v := h.view()
	origin := h.originOf(r)
	part, _ := strconv.Atoi(r.URL.Query().Get("part"))
	var out bytes.Buffer
	out.WriteString(xml.Header)
	count, first := 0, max(0, part-1)*maxAddresses
	out.WriteString(`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for e, err := range extract.Entities(r.Context(), v) {
		if err != nil {
			h.failed(w)
			return
		}
		if count++; count > first && count <= first+maxAddresses {
			address(&out, "url", origin+entityAddress(e.ID))
		}
	}
	out.WriteString("</urlset>\n")
	if part == 0 && count > maxAddresses {
		out.Reset()
		index(&out, origin, (count+maxAddresses-1)/maxAddresses)
	}
	if part > 0 && first >= count {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/xml; charset=utf-8")
	w.Header().Set("Cache-Control", "max-age=3600")
	_, _ = w.Write(out.Bytes())
}

func index(out *bytes.Buffer, origin string, parts int) {
	out.WriteString(xml.Header + `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for i := range parts {
		address(out, "sitemap", fmt.Sprintf("%s/sitemap.xml?part=%d", origin, i+1))
	}
	out.WriteString("</sitemapindex>\n")
}

func address(out *bytes.Buffer, element, to string) {
	out.WriteString("<" + element + "><loc>")
	_ = xml.EscapeText(out, []byte(to)) // a buffer takes all
	out.WriteString("</loc></" + element + ">\n")
}

// originOf is where the pages were asked for: a host and the base.
func (h *Handler) originOf(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host + h.options.Base
	}
	return "http://" + r.Host + h.options.Base
}

// Robots answers /robots.txt: pages may be read, and what computes may not.
func (h *Handler) Robots(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = fmt.Fprintf(w, "User-agent: *\nDisallow: %[1]s/graphql\nDisallow: %[1]s/list\nDisallow: %[1]s/playground\nDisallow: %[1]s/*?\n\nSitemap: %[2]s/sitemap.xml\n", h.options.Base, h.originOf(r))
}
