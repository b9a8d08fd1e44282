// Package sourcetext is the documents' own words, where they are at hand: files of a folder and texts that the store keeps, and
// passages of them by code points. It knows neither claims nor quads.
package sourcetext
