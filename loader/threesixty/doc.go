// Package threesixty reads grants that are published by the 360Giving Data Standard 1.1 (https://standard.threesixtygiving.org):
// JSON, CSV and sheets, which say the same in three ways.
//
// A grant is an award; FUNDS runs from the funder to the recipient by way of it. Of a recipient who is a person nothing is kept but
// that there is one. It knows the standard's fields and what claims they make, and nothing of where claims go.
package threesixty
