// Generate writes the list of licences of what the program is made of. Run it by go generate, in command/licences.
package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/licensecheck"
)

// part is a module or a package that the program is made of.
type part struct {
	name, version, licence string
	text                   []byte // nil of a package of the pages
}

func main() {
	if err := generate(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(1)
	}
}

func generate(ctx context.Context) error {
	modules, err := modules(ctx)
	if err != nil {
		return err
	}
	packages, err := packages("../../web/package-lock.json")
	if err != nil {
		return err
	}
	var list, texts bytes.Buffer
	for _, p := range slices.Concat(modules, packages) {
		fmt.Fprintf(&list, "%s %s %s\n", p.name, p.version, p.licence)
		if p.text != nil {
			fmt.Fprintf(&texts, "%s %s\n\n%s\n\n", p.name, p.version, bytes.TrimSpace(p.text))
		}
	}
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return err
	}
	_, err = z.Write(texts.Bytes())
	return errors.Join(err, z.Close(), os.WriteFile("list.txt", list.Bytes(), 0o644), os.WriteFile("texts.txt.gz", packed.Bytes(), 0o644))
}

// modules is the Go modules that the program links, on any system that it is built for.
func modules(ctx context.Context) ([]part, error) {
	found := map[string]part{}
	for _, system := range []string{"linux", "darwin", "windows"} {
		command := exec.CommandContext(ctx, "go", "list", "-deps", "-json=Module", "whence")
		command.Env, command.Stderr = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0"), os.Stderr
		out, err := command.Output()
		if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
			var listed struct {
				Module *struct {
					Path, Version, Dir string
					Main               bool
				}
			}
			if err := decoder.Decode(&listed); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				return nil, err
			}
			m := listed.Module
			if m == nil || m.Main || found[m.Path].name != "" {
				continue
			}
			text, licence, err := licenceIn(m.Dir)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", m.Path, err)
			}
			found[m.Path] = part{m.Path, m.Version, licence, text}
		}
	}
	return sorted(found), nil
}

// licenceIn is the licence in a folder: its text and its SPDX identifier.
func licenceIn(folder string) (text []byte, licence string, err error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, "", err
	}
	var names []string
	for _, e := range entries {
		upper := strings.ToUpper(e.Name())
		if !e.IsDir() && (strings.HasPrefix(upper, "LICEN") || strings.HasPrefix(upper, "COPYING") || strings.HasPrefix(upper, "NOTICE")) {
			names = append(names, e.Name())
		}
	}
	var ids []string
	for _, name := range names {
		content, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			return nil, "", err
		}
		text = append(append(text, content...), '\n')
		for _, match := range licensecheck.Scan(content).Match {
			if !slices.Contains(ids, match.ID) {
				ids = append(ids, match.ID)
			}
		}
	}
	if len(ids) == 0 {
		return nil, "", fmt.Errorf("no licence that is known in %v: %w", names, fs.ErrNotExist)
	}
	return text, strings.Join(ids, " AND "), nil
}

// packages is the packages of the pages, without those that only build or test them.
func packages(lock string) ([]part, error) {
	content, err := os.ReadFile(lock)
	if err != nil {
		return nil, err
	}
	var file struct {
		Packages map[string]struct {
			Version, License string
			Dev, Optional    bool
		}
	}
	if err := json.Unmarshal(content, &file); err != nil {
		return nil, err
	}
	found := map[string]part{}
	for path, p := range file.Packages {
		at := strings.LastIndex(path, "node_modules/")
		if at < 0 || p.Dev || p.Optional {
			continue
		}
		name := "npm:" + path[at+len("node_modules/"):]
		found[name+" "+p.Version] = part{name: name, version: p.Version, licence: cmp.Or(p.License, "UNKNOWN")}
	}
	return sorted(found), nil
}

func sorted(found map[string]part) []part {
	var parts []part
	for _, p := range found {
		parts = append(parts, p)
	}
	slices.SortFunc(parts, func(a, b part) int {
		return cmp.Or(strings.Compare(a.name, b.name), strings.Compare(a.version, b.version))
	})
	return parts
}
