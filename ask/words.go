package ask

import (
	"maps"
	"slices"
	"strings"
)

// closed is the words of grammar: what each part of speech holds.
var closed = map[symbol]string{
	"who":          "who|whom|which person|which people|what person|who all|anybody who|anyone who|who or what|what or who|who else",
	"what":         "what|which|what things|which things|what thing|what all",
	"which":        "which|what",
	"whose":        "whose",
	"rel":          "that|which|who|whom",
	"where":        "where|in which place|in which places|in what place|whereabouts|at which place",
	"when":         "when|on which date|on what date|on which day|on which days|on what days|by when|since when|at what time|in which year|in what year|what year|which year|in which month|what date|which date|when exactly|until when",
	"how":          "how|in what way|in which way|by what",
	"howmany":      "how many|what number of|number of|the number of|what is the number of|count|count of|how large a number of",
	"howmuch":      "how much|what amount of|what sum of|how much in total|what total of|what is the total amount of|what is the total of",
	"be":           "is|are|was|were|be|been|being",
	"do":           "do|does|did",
	"have":         "have|has|had|having",
	"modal":        "will|would|can|could|should|may|might|shall|must|going to|intended to|expected to|supposed to|planned to|due to|set to|meant to|likely to|plan to|plans to|intend to|intends to|want to|wants to|hope to|hopes to",
	"to":           "to",
	"by":           "by",
	"of":           "of",
	"for":          "for",
	"from":         "from",
	"with":         "with",
	"through":      "through|via",
	"loc":          "in|at|on|within|inside|across|around|throughout",
	"in":           "in|during|on|as of|at",
	"from2":        "from",
	"poss":         "'s",
	"and":          "and|&",
	"or":           "or",
	"both":         "both",
	"not":          "not|never|no longer",
	"nothing":      "nothing|nobody|no one|none|noone",
	"without":      "without|no",
	"anything":     "anything|something|anyone|anybody|someone|somebody|anywhere",
	"anyone":       "anyone|anybody|someone|somebody|anything|something",
	"there":        "there",
	"called":       "called|named|known as",
	"list":         "list|show|show me|give me|name|find|find me|tell me|display|enumerate|list all|show all|which are|who are|what are|get|search for|look for|give|a list of|list of",
	"about":        "about|on|concerning|regarding|of",
	"tell":         "tell me about|tell me more about|describe|what do you know about|what is known about|information on|information about|who or what is|introduce|explain|more about|what can you tell me about|give me information about|what do we know about",
	"kindof":       "what kind of thing|what kind of organisation|what kind of organization|what kind of place|what kind of programme|what kind of program|what kind of company|what kind of body|what kind of event|what kind of firm|what kind of institution|what sort of thing|what sort of organisation|what sort of organization|what sort of place|what sort of programme|what sort of program|what sort of company|what sort of body|what sort of event|what sort of firm|what sort of institution|what type of thing|what type of organisation|what type of organization|what type of place|what type of programme|what type of program|what type of company|what type of body|what type of event|what type of firm|what type of institution",
	"conn":         "connected|linked|related|tied|associated|relate|connect|link|joined|bound|involved",
	"conns":        "connects|links|ties|relates|joins|binds",
	"tie":          "connection|link|relationship|path|relation|tie|route|chain|connections|links|paths|relations|ties|shortest path",
	"between":      "between",
	"do with":      "got to do with|to do with",
	"each":         "know each other|connected to each other|linked to each other|related to each other|know one another|connected with each other|connected|linked|related|meet|belong together",
	"common":       "in common|share|have in common|common",
	"mention":      "mention|mentions|talk about|talks about|speak of|speaks of|speak about|speaks about|are about|is about|refer to|refers to|name|names|write about|writes about|report on|discuss|discusses|cover|tell of|contain|deal with",
	"said of":      "mentioned|named|talked about|spoken of|written about|discussed|reported on|referred to|mentioned in|described",
	"say":          "say|says|said|claim|claimed|state|stated|think|thinks|tell|told|report|reported|write",
	"recv":         "get|receive|received|obtain|obtained|attract|attracted|raise|raised|take|win|won|got|have|has|been given|been paid|been granted|be given|be paid|secure|secured|been awarded",
	"give":         "give|gives|given|gave|spend|spent|spends|put in|puts in|put|contribute|contributes|contributed|pay|pays|paid|provide|provided|provides|invest|invested|donate|donated|grant|granted|hand out|pay out|give out|giving|award|awarded|fund",
	"goto":         "gone to|went to|go to|goes to|going to|given to|paid to|been paid to|been given to|granted to|gone into|went into|been put into|awarded to|flowed to|gone towards",
	"uverb":        "create|creates|created|creating|bring|brings|brought|bringing|add|adds|adding|offer|offers|offered|pledge|pledged|pledges|promise|promised|promises|pledging|promising|planned|announced|announce",
	"stmt":         "claim|claims|fact|facts|statement|statements|information|assertion|assertions",
	"figure":       "figure|figures|number|numbers|statistic|statistics|measures|amounts|values",
	"bounds":       "lower bounds|a lower bound|lower bound|only lower bounds|minimum|minimums|only lower bound|at least figures|over a number",
	"sup":          "largest|biggest|main|greatest|highest|most important|top|principal|major|chief",
	"spent":        "spent|paid|paid out|received|given|released|handed over|delivered|transferred",
	"money":        "money|funding|sum|pledge|funds|grant|cash|investment",
	"posts":        "role|roles|post|posts|position|positions|job|jobs|title|titles|job title|job titles|office|offices|function|functions|capacity",
	"hold":         "hold|held|holds|have|has|had|occupy|occupied|occupies|play|fill|been in|holding",
	"work":         "work|worked|working|works|been employed|been working|been",
	"renamed":      "renamed|rebranded|been renamed|been rebranded|changed name|changed names|changed its name|changed their name|changed their names|change its name|change name|change their name",
	"before":       "before|formerly|previously|earlier|in the past|originally",
	"conflict":     "conflict|conflicts|contradict|contradict each other|disagree|disputed|contradictory|in conflict|contradictions|contradiction|inconsistent",
	"each2":        "one another|each other",
	"over":         "over|more than|above|at least|exceeding|of more than|of over|of at least|greater than|larger than|worth more than|worth over",
	"under":        "under|less than|below|at most|up to|of less than|of under|smaller than|worth less than",
	"since":        "since|after",
	"total":        "total|whole|combined|full|the total amount of|amount of",
	"where2":       "located|situated|based|found|to be found|be found|headquartered|housed|held|take place|taking place|happen",
	"into":         "into|towards",
	"come from":    "come from|comes from|came from|coming from",
	"why":          "why|for what reason|for what purpose|to what end|what for",
	"else":         "else|also",
	"names":        "names|other names|other name|aliases|alias|former name|former names|abbreviation",
	"stand for":    "stand for|mean",
	"according to": "according to|in the words of",
	"wherefind":    "where can i find|where can one find|where do i find|where do you find|where can you find|where is the location of|what is the location of|location of|what is the address of",
	"given":        "given|pledged|promised|granted|invested|spent|paid|awarded|provided|set aside|earmarked|raised|put|allotted|allocated|contributed|donated|lent",
	"exist":        "exist|there|listed|known|recorded|in there",
}

// certainties and statuses by the words for them.
var doubtWords = map[string][2]string{ // certainty, status
	"rumoured": {"RUMOURED", ""}, "rumored": {"RUMOURED", ""}, //nolint:misspell // Americans ask too
	"rumour": {"RUMOURED", ""}, "rumours": {"RUMOURED", ""}, "a rumour": {"RUMOURED", ""},
	"rumor":   {"RUMOURED", ""}, //nolint:misspell // as above
	"hearsay": {"RUMOURED", ""}, "only rumoured": {"RUMOURED", ""}, "only a rumour": {"RUMOURED", ""},
	"expected": {"EXPECTED", ""}, "forecast": {"EXPECTED", ""}, "forecasts": {"EXPECTED", ""}, "predictions": {"EXPECTED", ""}, "predicted": {"EXPECTED", ""},
	"inferred": {"INFERRED", ""}, "derived": {"INFERRED", ""}, "worked out": {"INFERRED", ""},
	"planned": {"", "PLANNED"}, "plans": {"", "PLANNED"}, "proposed": {"", "PROPOSED"}, "proposals": {"", "PROPOSED"}, "ended": {"", "ENDED"}, "over": {"", "ENDED"},
	"claimed": {"CLAIMED", ""},
}

var numberWords = strings.Fields("two three four five six seven eight nine ten")

// functionWords adds the closed words, and the beginnings of phrases that end in a preposition, for "of which X is part".
func functionWords(b *builder) {
	for _, phrase := range slices.Sorted(maps.Keys(b.phrases)) {
		items := b.phrases[phrase]
		at := strings.LastIndexByte(phrase, ' ')
		if at < 0 {
			continue
		}
		for _, it := range items {
			p, ok := it.value.(predicate)
			if !ok || p.tail == "" {
				continue
			}
			sym := symbol("vcut")
			switch it.symbol {
			case "pred":
				sym = "pcut"
			case "vpp":
				sym = "vppcut"
			}
			short := phrase[:at]
			b.cut = append(b.cut, cutPhrase{short, item{symbol: sym, value: p, score: float64(strings.Count(short, " ") + 1), as: it.as, link: it.link}})
		}
	}
	for _, c := range b.cut {
		b.add(c.phrase, c.item)
	}
	for _, sym := range slices.Sorted(maps.Keys(closed)) {
		for p := range strings.SplitSeq(closed[sym], "|") {
			b.add(p, item{symbol: sym, value: p, score: float64(strings.Count(p, " ") + 1), as: ""})
		}
	}
	for w, d := range doubtWords {
		as := strings.ToLower(d[0] + d[1])
		b.add(w, item{symbol: "doubt", value: d, score: float64(strings.Count(w, " ") + 1), as: as})
	}
	for _, w := range numberWords {
		b.add(w, item{symbol: "num", value: w, score: 1})
	}
}

// cutPhrase is a phrase without the preposition that it ends in.
type cutPhrase struct {
	phrase string
	item   item
}
