// Package quote finds cited words in a text, and figures and names in cited words. Typographic quotes, dashes and no-break
// spaces count as their plain forms; places are counted in Unicode code points.
//
// It knows texts, and nothing of documents and claims.
package quote
