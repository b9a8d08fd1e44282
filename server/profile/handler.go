package profile

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"html/template"
	"net/http"
	"strings"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/paging"
	"whence/graph/search"
)

// Options says how pages are served. Its zero value works.
type Options struct {
	// Script is the address of the script that checks a reader's own copy of a document; "" where there is none.
	Script string
	// EmbedBy lists the origins that may show a page in a frame: "https://www.example.org". None may where it is empty.
	EmbedBy []string
	// Base is the path below which the server answers, such as /whence; "" is the root.
	Base string
}

// Handler answers /entity/…, /sitemap.xml and /robots.txt.
type Handler struct {
	view    func() *graph.View
	options Options
	policy  string // Content-Security-Policy of a page
	embed   string // and of one in a frame
	pages   *template.Template
}

//go:embed page.html document.html notfound.html style.css
var files embed.FS

// New returns a handler of what a graph says at the moment of asking.
func New(view func() *graph.View, o Options) *Handler {
	policy := "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors "
	embed := "'none'"
	if len(o.EmbedBy) > 0 {
		embed = strings.Join(o.EmbedBy, " ")
	}
	// A mistake in a template is a mistake of the program.
	pages := template.Must(template.New("").Funcs(template.FuncMap{"number": thousands}).ParseFS(files, "*.html"))
	return &Handler{view: view, options: o, policy: policy + "'none'", embed: policy + embed, pages: pages}
}

// ServeHTTP answers one entity's page.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	v := h.view()
	id, err := claim.ParseID(r.PathValue("id"))
	if err != nil {
		h.notFound(w, r, v, r.PathValue("id"))
		return
	}
	entity, err := v.Entity(r.Context(), id)
	switch {
	case errors.Is(err, graph.ErrNotFound):
		h.notFound(w, r, v, string(id))
		return
	case err != nil:
		h.failed(w)
		return
	case entity.ID != id:
		http.Redirect(w, r, h.options.Base+entityAddress(entity.ID), http.StatusMovedPermanently)
		return
	}
	p, err := h.page(r.Context(), v, entity)
	if err != nil {
		h.failed(w)
		return
	}
	p.Embedded = r.URL.Query().Get("embed") == "1"
	name := "page.html"
	if entity.Kind == claim.Document && !p.Embedded {
		name = "document.html"
	}
	policy := h.policy
	if p.Embedded {
		policy = h.embed
	}
	h.write(w, http.StatusOK, policy, name, p)
}

func (h *Handler) page(ctx context.Context, v *graph.View, e *claim.Entity) (*page, error) {
	b := builder{View: v, ctx: ctx, page: &page{Entity: e, Script: h.options.Script, base: h.options.Base}}
	if err := b.build(); err != nil {
		return nil, err
	}
	return b.page, nil
}

// write sends a page whole or not at all.
func (h *Handler) write(w http.ResponseWriter, status int, policy, name string, data any) {
	var out bytes.Buffer
	if err := h.pages.ExecuteTemplate(&out, name, data); err != nil {
		h.failed(w)
		return
	}
	page := h.belowBase(out.Bytes())
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Content-Security-Policy", policy)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Cache-Control", "no-cache")
	w.WriteHeader(status)
	_, _ = w.Write(page) // a client that has gone needs no page
}

// belowBase puts the addresses of a page below the base. What the page says of the graph holds no quotation mark that is not
// escaped, so that nothing else looks like one.
func (h *Handler) belowBase(page []byte) []byte {
	if h.options.Base == "" {
		return page
	}
	for _, attribute := range []string{"href", "src", "action"} {
		page = bytes.ReplaceAll(page, []byte(attribute+`="/`), []byte(attribute+`="`+h.options.Base+"/"))
	}
	return page
}

func (h *Handler) failed(w http.ResponseWriter) {
	http.Error(w, "The page could not be made in time: try again.", http.StatusServiceUnavailable)
}

// missing is the page of an address that nothing has.
type missing struct {
	Address string
	Nearest []link
}

// nearest is how many names a missing address suggests.
const nearest = 5

// notFound answers an address that nothing has, with the names that are nearest to its words.
func (h *Handler) notFound(w http.ResponseWriter, r *http.Request, v *graph.View, address string) {
	address = strings.ToValidUTF8(address, "\ufffd")
	if len(address) > 200 {
		address = strings.ToValidUTF8(address[:200], "") + "…"
	}
	m := missing{Address: address}
	_, words, found := strings.Cut(address, "/")
	if !found {
		words = address
	}
	hits, err := search.Entities(r.Context(), v, search.EntityQuery{Text: strings.NewReplacer("-", " ", ".", " ").Replace(words), Window: paging.Window{First: nearest}})
	if err == nil { // without a word to look for there is nothing to suggest
		for _, hit := range hits.Items {
			m.Nearest = append(m.Nearest, entityLink(hit.Entity))
		}
	}
	h.write(w, http.StatusNotFound, h.policy, "notfound.html", m)
}

// Style serves the pages' one style sheet.
func (h *Handler) Style(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "max-age=3600")
	http.ServeFileFS(w, r, files, "style.css")
}
