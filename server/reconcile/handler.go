package reconcile

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"net/http"
	"slices"
	"strings"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/paging"
	"whence/graph/search"
)

// Limits of one request.
const (
	maxQueries = 100
	maxIDs     = 100
	maxResults = 50
	fewResults = 10
)

// service answers from the view of the moment.
type service struct{ view func() *graph.View }

// Handler answers below /reconcile, which its routes begin with.
func Handler(view func() *graph.View) http.Handler {
	s := service{view}
	routes := http.NewServeMux()
	routes.HandleFunc("/reconcile", s.reconcile)
	routes.HandleFunc("GET /reconcile/suggest/entity", s.suggestEntity)
	routes.HandleFunc("GET /reconcile/suggest/type", s.suggestType)
	routes.HandleFunc("GET /reconcile/suggest/property", s.suggestProperty)
	routes.HandleFunc("GET /reconcile/properties", s.proposeProperties)
	routes.HandleFunc("GET /reconcile/preview", s.preview)
	return routes
}

// answer writes JSON.
func answer(w http.ResponseWriter, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	_ = json.NewEncoder(w).Encode(body) // nobody is left to tell
}

// refuse says what is wrong with a request, or that the graph can't answer it.
func refuse(w http.ResponseWriter, err error) {
	status := http.StatusServiceUnavailable
	switch {
	case errors.Is(err, claim.ErrInvalid):
		status = http.StatusBadRequest
	case errors.Is(err, graph.ErrNotFound):
		status = http.StatusNotFound
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"status": "error", "message": err.Error()}) // nobody is left to tell
}

// reconcile is the service itself: its manifest, a batch of queries, or what is known of entities.
func (s service) reconcile(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		refuse(w, fmt.Errorf("the form can't be read: %w: %w", err, claim.ErrInvalid))
		return
	}
	queries, extend := r.Form.Get("queries"), r.Form.Get("extend")
	switch {
	case queries != "":
		var batch map[string]query
		if err := json.Unmarshal([]byte(queries), &batch); err != nil {
			refuse(w, fmt.Errorf("queries: %w: %w", err, claim.ErrInvalid))
			return
		}
		s.queries(w, r, batch)
	case extend != "":
		var request extension
		if err := json.Unmarshal([]byte(extend), &request); err != nil {
			refuse(w, fmt.Errorf("extend: %w: %w", err, claim.ErrInvalid))
			return
		}
		s.extend(w, r, request)
	default:
		answer(w, s.manifest(r))
	}
}

// named is anything of the API that has an id and a name.
type named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// manifest says what the service can do.
func (s service) manifest(r *http.Request) map[string]any {
	v := s.view()
	scheme := "http"
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	base := scheme + "://" + r.Host
	path := func(p string) map[string]string {
		return map[string]string{"service_url": base, "service_path": "/reconcile" + p}
	}
	space := strings.TrimSuffix(v.IRI("person/x"), "person/x")
	return map[string]any{
		"versions": []string{"0.1", "0.2"}, "name": "Whence", "identifierSpace": space, "schemaSpace": claim.SchemaNS,
		"defaultTypes": types(), "view": map[string]string{"url": base + "/{{id}}"},
		"preview": map[string]any{"url": base + "/reconcile/preview?id={{id}}", "width": 400, "height": 120},
		"suggest": map[string]any{"entity": path("/suggest/entity"), "type": path("/suggest/type"), "property": path("/suggest/property")},
		"extend":  map[string]any{"propose_properties": path("/properties"), "property_settings": []any{}},
	}
}

// types are the kinds of entity.
func types() []named {
	out := make([]named, len(claim.EntityKinds))
	for i, k := range claim.EntityKinds {
		out[i] = typeOf(k)
	}
	return out
}

func typeOf(k claim.EntityKind) named {
	return named{string(k), strings.ToLower(strings.ReplaceAll(string(k), "_", " "))}
}

// identifiers is the property that is every number of a register, besides those of the vocabulary.
const identifiers = "identifier"

// properties are what is known of entities.
func properties() []named {
	out := []named{{identifiers, "identifier"}}
	for _, p := range claim.Properties {
		out = append(out, named{p.Property, claim.PropertyLabel(p.Property)})
	}
	return out
}

// suggestion is one thing to choose.
type suggestion struct {
	named
	Description string  `json:"description,omitempty"`
	Notable     []named `json:"notable,omitempty"`
}

func (s service) suggestEntity(w http.ResponseWriter, r *http.Request) {
	out := []suggestion{}
	if prefix := r.URL.Query().Get("prefix"); strings.TrimSpace(prefix) != "" {
		page, err := search.Entities(r.Context(), s.view(), search.EntityQuery{Text: prefix, Window: paging.Window{First: fewResults}})
		if err != nil {
			refuse(w, err)
			return
		}
		for _, hit := range page.Items {
			out = append(out, suggestion{named: named{string(hit.Entity.ID), hit.Entity.Name}, Notable: []named{typeOf(hit.Entity.Kind)}})
		}
	}
	answer(w, map[string]any{"result": out})
}

func (s service) suggestType(w http.ResponseWriter, r *http.Request) { suggestAmong(w, r, types()) }

func (s service) suggestProperty(w http.ResponseWriter, r *http.Request) {
	suggestAmong(w, r, properties())
}

// suggestAmong is those whose names begin as somebody types.
func suggestAmong(w http.ResponseWriter, r *http.Request, all []named) {
	prefix := strings.ToLower(strings.TrimSpace(r.URL.Query().Get("prefix")))
	answer(w, map[string]any{"result": slices.DeleteFunc(all, func(n named) bool {
		return !strings.HasPrefix(strings.ToLower(n.Name), prefix) && !strings.HasPrefix(strings.ToLower(n.ID), prefix)
	})})
}

func (s service) proposeProperties(w http.ResponseWriter, r *http.Request) {
	answer(w, map[string]any{"properties": properties(), "type": r.URL.Query().Get("type")})
}

// preview is an entity in a few lines of HTML.
func (s service) preview(w http.ResponseWriter, r *http.Request) {
	v := s.view()
	e, err := v.Entity(r.Context(), claim.ID(r.URL.Query().Get("id")))
	if err != nil {
		refuse(w, err)
		return
	}
	of := []*claim.Entity{e}
	latest, err := v.Latest(r.Context(), of, "description")
	if err != nil {
		refuse(w, err)
		return
	}
	known, err := v.Identifiers(r.Context(), of)
	if err != nil {
		refuse(w, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	fmt.Fprintf(w, "<!doctype html><meta charset=utf-8><title>%s</title><body style='font:14px sans-serif'><b>%s</b> <i>%s</i>",
		html.EscapeString(e.Name), html.EscapeString(e.Name), html.EscapeString(typeOf(e.Kind).Name))
	if latest[0] != nil {
		fmt.Fprintf(w, "<p>%s", html.EscapeString(latest[0].Value))
	}
	for _, i := range known[0] {
		fmt.Fprintf(w, "<br>%s", html.EscapeString(i.Key()))
	}
}
