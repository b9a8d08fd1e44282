// Package pagefile keeps arrays of a program in one file, which is mapped into memory and not read: opening it takes the time
// of its head, and its memory is the page cache's.
//
// A file is a head and sections, each an array of fixed-size values as the machine has them in memory, in pages of [PageLen]
// bytes. Each page has a checksum and is held against it when it is first touched, so that what an array is read by must
// be [At], [Ref] and [Part]. A page that is wrong, and one that the operating system can't give because the file was cut
// short or its disk has gone, is an [Error] that the reader panics with: [File.Fault] tells it from other panics.
// Readers must call debug.SetPanicOnFault first, or the second kind ends the process.
//
//	page 0   hash of what follows (8 bytes), its length (8 bytes), magic, format, byte order, length of a page, number of
//	         pages, hash of the checksums, sections (name, offset, length), what the owner says of it
//	page 1…  the sections, each from a page of its own
//	last     the checksums of all pages, 8 bytes each
//
// A file is written once, from front to back and its head last, and never changed: who makes a new one writes it under another name, syncs and
// renames. The package imports nothing of this module.
package pagefile
