package command

import (
	"net/http"

	"whence/graph"
	"whence/server"
	"whence/server/auth"
	"whence/server/linkeddata"
	"whence/server/profile"
	"whence/web"
)

// pages is every path that is not the API's: the explorer, profiles of entities and their data, and what search engines ask
// for. What says something of the graph asks who reads it, where the graph is not open to all.
func pages(g *graph.Graph, authority *auth.Authority, front server.Front, embedBy []string) http.Handler {
	required := func(h http.Handler) http.Handler { return authority.Required(h, front.BehindProxy) }
	base := front.Base()
	profiles := profile.New(g.Now, profile.Options{Script: web.CopyScript(), EmbedBy: embedBy, Base: base})
	mux := http.NewServeMux()
	mux.HandleFunc("GET /profile.css", profiles.Style)
	mux.HandleFunc("GET /robots.txt", profiles.Robots)
	mux.Handle("GET /sitemap.xml", required(http.HandlerFunc(profiles.Sitemap)))
	mux.Handle("/", web.Handler(web.Options{Entity: required(linkeddata.Handler(g.Now, base)), Profile: required(profiles)}))
	return mux
}
