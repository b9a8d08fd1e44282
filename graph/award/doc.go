// Package award reads what is said of awards as a whole: what their payments come to, when the first was made, and the programme
// that they are part of.
package award
