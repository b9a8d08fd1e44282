// Package parallel works on long lists, in parts on all processors and with a look at the context every [Stride] items. It
// imports nothing of this module.
package parallel
