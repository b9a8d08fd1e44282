package ror

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// organisation is a record, whichever schema it came by.
type organisation struct {
	id          string // without the address before it
	names       []name
	established int
	types       []string
	status      string
	website     string
	identifiers []identifier
	locations   []location
	relations   []relation
	modified    string
	version     int // of the schema: 1 or 2
}

type name struct{ value, language, kind, path string }

type identifier struct{ scheme, value string }

type location struct {
	geonames                     int
	name, country, countryName   string
	subdivision, subdivisionName string
	latitude, longitude          *float64
	path                         string
}

type relation struct{ kind, id, label, path string }

// second is a record of schema 2.
type second struct {
	ID    string `json:"id"`
	Admin struct {
		LastModified struct {
			Date string `json:"date"`
		} `json:"last_modified"`
	} `json:"admin"`
	Names []struct {
		Value string   `json:"value"`
		Lang  string   `json:"lang"`
		Types []string `json:"types"`
	} `json:"names"`
	Established *int     `json:"established"`
	Types       []string `json:"types"`
	Status      string   `json:"status"`
	Links       []struct {
		Type  string `json:"type"`
		Value string `json:"value"`
	} `json:"links"`
	ExternalIDs []struct {
		Type string   `json:"type"`
		All  []string `json:"all"`
	} `json:"external_ids"`
	Locations []struct {
		GeonamesID int `json:"geonames_id"`
		Details    struct {
			Name            string   `json:"name"`
			Country         string   `json:"country_code"`
			CountryName     string   `json:"country_name"`
			Subdivision     string   `json:"country_subdivision_code"`
			SubdivisionName string   `json:"country_subdivision_name"`
			Lat             *float64 `json:"lat"`
			Lng             *float64 `json:"lng"`
		} `json:"geonames_details"`
	} `json:"locations"`
	Relationships []related `json:"relationships"`
}

type related struct {
	Type  string `json:"type"`
	ID    string `json:"id"`
	Label string `json:"label"`
}

// first is a record of schema 1.
type first struct {
	ID          string   `json:"id"`
	Name        string   `json:"name"`
	Established *int     `json:"established"`
	Types       []string `json:"types"`
	Status      string   `json:"status"`
	Links       []string `json:"links"`
	Aliases     []string `json:"aliases"`
	Acronyms    []string `json:"acronyms"`
	Labels      []struct {
		Label    string `json:"label"`
		Language string `json:"iso639"`
	} `json:"labels"`
	Addresses []struct {
		Lat  *float64 `json:"lat"`
		Lng  *float64 `json:"lng"`
		City string   `json:"city"`
		Of   *struct {
			ID     int    `json:"id"`
			City   string `json:"city"`
			Admin1 struct {
				Name string `json:"name"`
				Code string `json:"code"`
			} `json:"geonames_admin1"`
		} `json:"geonames_city"`
	} `json:"addresses"`
	Country struct {
		Name string `json:"country_name"`
		Code string `json:"country_code"`
	} `json:"country"`
	ExternalIDs map[string]struct {
		All any `json:"all"`
	} `json:"external_ids"`
	Relationships []related `json:"relationships"`
}

// parse reads a record of either schema.
func parse(raw []byte) (*organisation, error) {
	var which struct {
		Names json.RawMessage `json:"names"`
		Name  *string         `json:"name"`
	}
	if err := json.Unmarshal(raw, &which); err != nil {
		return nil, err
	}
	switch {
	case which.Names != nil:
		var r second
		if err := json.Unmarshal(raw, &r); err != nil {
			return nil, err
		}
		return r.organisation(), nil
	case which.Name != nil:
		var r first
		if err := json.Unmarshal(raw, &r); err != nil {
			return nil, err
		}
		return r.organisation(), nil
	}
	return nil, fmt.Errorf("neither names, as schema 2 has them, nor name, as schema 1 has it")
}

// short is an id without the registry's address.
func short(id string) string {
	return strings.ToLower(strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(id), "https://"), "ror.org/"))
}

// Kinds of names, as schema 2 calls them, the one that says most first.
var nameKinds = []string{"ror_display", "label", "acronym", "alias"}

func (r *second) organisation() *organisation {
	o := &organisation{id: short(r.ID), types: r.Types, status: r.Status, modified: r.Admin.LastModified.Date, version: 2}
	if r.Established != nil {
		o.established = *r.Established
	}
	for i, n := range r.Names {
		kind := "alias"
		for _, k := range nameKinds {
			if slices.Contains(n.Types, k) {
				kind = k
				break
			}
		}
		o.names = append(o.names, name{n.Value, n.Lang, kind, fmt.Sprintf("names/%d/value", i)})
	}
	for _, l := range r.Links {
		if l.Type == "website" && o.website == "" {
			o.website = l.Value
		}
	}
	for _, x := range r.ExternalIDs {
		for _, value := range x.All {
			o.identifiers = append(o.identifiers, identifier{strings.ToUpper(x.Type), value})
		}
	}
	for i, l := range r.Locations {
		d := l.Details
		at := location{
			geonames: l.GeonamesID, name: d.Name, country: d.Country, countryName: d.CountryName, subdivisionName: d.SubdivisionName,
			latitude: d.Lat, longitude: d.Lng, path: fmt.Sprintf("locations/%d/geonames_id", i),
		}
		if d.Subdivision != "" {
			at.subdivision = d.Country + "-" + d.Subdivision
		}
		o.locations = append(o.locations, at)
	}
	o.relate(r.Relationships)
	return o
}

func (o *organisation) relate(list []related) {
	for i, x := range list {
		o.relations = append(o.relations, relation{strings.ToLower(x.Type), short(x.ID), x.Label, fmt.Sprintf("relationships/%d/id", i)})
	}
}

func (r *first) organisation() *organisation {
	o := &organisation{id: short(r.ID), types: r.Types, status: strings.ToLower(r.Status), version: 1}
	if r.Established != nil {
		o.established = *r.Established
	}
	o.names = append(o.names, name{r.Name, "", "ror_display", "name"})
	for i, l := range r.Labels {
		o.names = append(o.names, name{l.Label, l.Language, "label", fmt.Sprintf("labels/%d/label", i)})
	}
	for i, a := range r.Aliases {
		o.names = append(o.names, name{a, "", "alias", fmt.Sprintf("aliases/%d", i)})
	}
	for i, a := range r.Acronyms {
		o.names = append(o.names, name{a, "", "acronym", fmt.Sprintf("acronyms/%d", i)})
	}
	if len(r.Links) > 0 {
		o.website = r.Links[0]
	}
	for _, scheme := range []string{"ISNI", "FundRef", "GRID", "Wikidata", "UKPRN"} {
		switch all := r.ExternalIDs[scheme].All.(type) {
		case string:
			o.identifiers = append(o.identifiers, identifier{strings.ToUpper(scheme), all})
		case []any:
			for _, value := range all {
				if text, ok := value.(string); ok {
					o.identifiers = append(o.identifiers, identifier{strings.ToUpper(scheme), text})
				}
			}
		}
	}
	for i, a := range r.Addresses {
		at := location{country: r.Country.Code, countryName: r.Country.Name, name: a.City, latitude: a.Lat, longitude: a.Lng, path: fmt.Sprintf("addresses/%d/geonames_city/id", i)}
		if a.Of != nil {
			at.geonames, at.subdivisionName = a.Of.ID, a.Of.Admin1.Name
			at.subdivision = strings.ReplaceAll(a.Of.Admin1.Code, ".", "-")
		}
		o.locations = append(o.locations, at)
	}
	o.relate(r.Relationships)
	return o
}
