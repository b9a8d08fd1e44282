// Package plugin generates, for a gqlgen project, what package direct needs to run its queries: a file direct.gen.go
// in the exec package with NewDirectSchema, which takes the place of NewExecutableSchema.
//
// It knows gqlgen's code generation; it knows nothing of any project.
package plugin

import (
	_ "embed"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"text/template"

	"github.com/99designs/gqlgen/api"
	"github.com/99designs/gqlgen/codegen"
	"github.com/99designs/gqlgen/codegen/config"
	"github.com/99designs/gqlgen/codegen/templates"
	"github.com/99designs/gqlgen/plugin"

	"whence/server/gql/direct"
)

//go:embed direct.gotpl
var source string

// Plugin is the gqlgen plugin. The zero value is ready.
type Plugin struct{}

var _ plugin.CodeGenerator = Plugin{}

// Generate generates the project of a gqlgen configuration file, by name as gqlgen would find it where that is empty,
// and the direct executor with it.
func Generate(file string) error {
	var cfg *config.Config
	var err error
	if file == "" {
		cfg, err = config.LoadConfigFromDefaultLocations()
	} else {
		cfg, err = config.LoadConfig(file)
	}
	if err != nil {
		return err
	}
	return api.Generate(cfg, Add())
}

// Add is the option for api.Generate that adds the plugin.
func Add() api.Option {
	return func(cfg *config.Config, plugins *[]plugin.Plugin) {
		// Left where it is, the last run's file would keep gqlgen from loading the package it belongs to.
		_ = os.Remove(filename(cfg))
		*plugins = append(*plugins, Plugin{})
	}
}

// Name is the plugin's name in gqlgen's errors.
func (Plugin) Name() string { return "direct" }

// GenerateCode writes direct.gen.go. It returns ErrUncovered, with the field, for what the executor can't run.
func (Plugin) GenerateCode(data *codegen.Data) error {
	build, err := newBuild(data)
	if err != nil {
		return err
	}
	return templates.Render(templates.Options{
		PackageName:     data.Config.Exec.Package,
		Filename:        filename(data.Config),
		Data:            build,
		GeneratedHeader: true,
		Packages:        data.Config.Packages,
		Template:        source,
		Funcs:           template.FuncMap{"write": writeLeaf, "isText": isText, "isWrapper": isWrapper, "enumVar": enumVar, "namedOf": namedOf},
		PruneOptions:    data.Config.GetPruneOptions(),
	})
}

func filename(cfg *config.Config) string {
	dir := cfg.Exec.DirName
	if cfg.Exec.Filename != "" {
		dir = filepath.Dir(cfg.Exec.Filename)
	}
	return filepath.Join(dir, "direct.gen.go")
}

// build is what the template sees.
type build struct {
	*codegen.Data

	Runtime    string // import path of package direct
	Root       object
	Types      []object // by ordinal
	Leaves     []*config.TypeReference
	Composites []*config.TypeReference
	Inlines    []*config.TypeReference // the composites that are read off a parent
	Enums      []*config.TypeReference
	ordinals   map[string]int
}

type object struct {
	*codegen.Object

	Fields []field
}

func newBuild(data *codegen.Data) (*build, error) {
	b := &build{
		Data:     data,
		Runtime:  reflect.TypeFor[direct.Options]().PkgPath(),
		ordinals: map[string]int{},
	}
	if err := uncoveredDirectives(data); err != nil {
		return nil, err
	}
	reached := reach{data: data, objects: map[string]*codegen.Object{}, refs: map[string]*config.TypeReference{}}
	if err := reached.object(data.QueryRoot); err != nil {
		return nil, err
	}
	b.Root = newObject(data, data.QueryRoot)
	for _, o := range data.Objects { // sorted by name
		if o != data.QueryRoot && reached.objects[o.Name] != nil {
			b.ordinals[o.Name] = len(b.Types)
			b.Types = append(b.Types, newObject(data, o))
		}
	}
	b.sort(reached.refs)
	return b, nil
}

// inlines finds the composites that a field is read as, and their elements.
func (b *build) inlines() map[string]bool {
	keys := map[string]bool{}
	for _, o := range append(b.Types, b.Root) {
		for _, f := range o.Fields {
			if f.Leaf() || !f.Addressable() {
				continue
			}
			ref := f.TypeReference
			for keys[ref.UniquenessKey()] = true; isWrapper(ref); keys[ref.UniquenessKey()] = true {
				ref = ref.Elem()
			}
		}
	}
	return keys
}

// sort tells leaves from composites, and finds the enums that are written from a table and what is written in place.
func (b *build) sort(refs map[string]*config.TypeReference) {
	enums, inlines := map[string]bool{}, b.inlines()
	for _, ref := range refs {
		if !isLeaf(ref) {
			b.Composites = append(b.Composites, ref)
			if inlines[ref.UniquenessKey()] {
				b.Inlines = append(b.Inlines, ref)
			}
			continue
		}
		b.Leaves = append(b.Leaves, ref)
		if isElementary(ref) && isTabled(ref) && !enums[enumVar(ref)] {
			enums[enumVar(ref)] = true
			b.Enums = append(b.Enums, ref)
		}
	}
	byKey := func(x, y *config.TypeReference) int { return strings.Compare(x.UniquenessKey(), y.UniquenessKey()) }
	slices.SortFunc(b.Leaves, byKey)
	slices.SortFunc(b.Composites, byKey)
	slices.SortFunc(b.Inlines, byKey)
	slices.SortFunc(b.Enums, byKey)
}

// Ordinal is the number that generated code knows an object type by.
func (b *build) Ordinal(name string) int { return b.ordinals[name] }

func newObject(data *codegen.Data, o *codegen.Object) object {
	res := object{Object: o}
	for _, f := range o.Fields {
		res.Fields = append(res.Fields, field{Field: f, data: data})
	}
	return res
}
