package loader

import (
	"archive/zip"
	"fmt"
	"io"
	"path"
	"strings"
)

// Bounds of an archive. Deflate makes at most a thousand bytes of one, and tables and JSON hardly thirty.
const (
	maxMembers   = 10_000
	maxUnpacked  = 64 << 30 // bytes of all members together
	maxSwollen   = 200      // bytes of a member for each that it takes in the archive
	freeOfBounds = 16 << 20 // bytes that a member may have, however small it is packed
)

// archiveEnding is what the names of archives end in.
const archiveEnding = ".zip"

// expand puts the members of archives in their place: those that a folder's files would be loaded of. What is no archive stays.
func (u *undertaking) expand(sources []source) ([]source, error) {
	var out []source
	for _, s := range sources {
		archive, err := u.openArchive(s)
		if err != nil {
			return nil, err
		}
		if archive == nil {
			out = append(out, s)
			continue
		}
		if m := checkArchive(s.name, archive); m != nil {
			u.mistakes.add(m)
			continue
		}
		members, err := u.folder(archive, s.name)
		if err != nil {
			return nil, err
		}
		if len(members) == 0 {
			u.mistakes.add(&Mistake{File: s.name, Line: 1, Column: 1, Msg: "the archive holds nothing to load: want files that end in " + strings.Join(extensions, " ")})
		}
		for _, m := range members {
			if m.mapping == nil {
				m.mapping = s.mapping
			}
			out = append(out, m)
		}
	}
	return out, u.mistakes.err()
}

// openArchive is the archive that a source is, open until the load ends; nil where it is none, or a workbook, which is one too.
func (u *undertaking) openArchive(s source) (*zip.Reader, error) {
	ending := strings.ToLower(path.Ext(s.name))
	if s.waiting || ending != archiveEnding && formatOf(s.name) != unknown {
		return nil, nil //nolint:nilnil // it is none
	}
	file, err := s.open()
	if err != nil {
		return nil, err
	}
	at, ok := file.(io.ReaderAt)
	begin := make([]byte, 4)
	if ok {
		_, err = at.ReadAt(begin, 0)
	}
	if !ok || err != nil || string(begin) != "PK\x03\x04" && string(begin) != "PK\x05\x06" {
		return nil, file.Close()
	}
	archive, err := zip.NewReader(at, s.size)
	if err != nil {
		_ = file.Close() // it was only read
		u.mistakes.add(&Mistake{File: s.name, Line: 1, Column: 1, Msg: fmt.Sprintf("the archive can't be read: %v; fetch or pack it again", err)})
		return nil, u.mistakes.err()
	}
	for _, member := range archive.File {
		if member.Name == "[Content_Types].xml" {
			return nil, file.Close()
		}
	}
	u.archives = append(u.archives, file)
	return archive, nil
}

// checkArchive says what of an archive is not to be trusted, nil where nothing is.
func checkArchive(name string, archive *zip.Reader) *Mistake {
	wrong := func(format string, args ...any) *Mistake {
		return &Mistake{File: name, Line: 1, Column: 1, Msg: fmt.Sprintf(format, args...)}
	}
	if len(archive.File) > maxMembers {
		return wrong("the archive has %d members; at most %d are unpacked: unpack it and load its folder", len(archive.File), maxMembers)
	}
	met := map[string]bool{}
	unpacked := uint64(0)
	for _, member := range archive.File {
		clean := path.Clean("/" + member.Name)
		switch {
		case strings.ContainsAny(member.Name, "\\\x00") || strings.HasPrefix(member.Name, "/") || path.Join("/", member.Name) != "/"+strings.TrimSuffix(member.Name, "/"):
			return wrong("its member %.80q has a path that leads out of the archive, or is written as no path is; pack it again without", member.Name)
		case met[clean]:
			return wrong("it has two members %.80q; pack it again with one", member.Name)
		case member.Flags&1 != 0:
			return wrong("its member %.80q is encrypted; unpack it and load its files", member.Name)
		case member.UncompressedSize64 > freeOfBounds && member.UncompressedSize64/maxSwollen > member.CompressedSize64:
			return wrong(
				"its member %.80q says that it unpacks from %d bytes to %d, which no data do; unpack it by hand if it is what it should be",
				member.Name, member.CompressedSize64, member.UncompressedSize64,
			)
		}
		met[clean] = true
		if unpacked += member.UncompressedSize64; unpacked > maxUnpacked {
			return wrong("its members unpack to more than %d GB; unpack it and load its files", maxUnpacked>>30)
		}
	}
	return nil
}
