// Package profile answers GET /entity/… for people: one page of HTML about one entity, made at the server, that reads, prints
// and is found without any script. A document's page shows the passages that are cited of it. Beside it stand /sitemap.xml and
// /robots.txt. It knows the graph and HTML, and nothing of GraphQL.
package profile
