// Package command is the command line: a command is a file, with a struct of its flags and arguments (kong) and a Run
// that does the work with what Streams give it. It wires packages together and knows nothing else of any of them.
//
// Errors are returned, never printed: Run's caller prints one error, once.
package command
