/** The worked examples that a newcomer finds as tabs; each answers on the seed data. */
export interface Example {
  query: string;
  variables?: string;
}

export const examples: Example[] = [
  {
    query: `# Who funds iCentrum? Press ▶ (or Ctrl-Enter).
# Each answer carries its sentence, and where a source says so.
query WhoFundsICentrum {
  entity(name: "iCentrum") {
    id
    name
    funders {
      totalCount
      edges {
        node { id name kind }
        relationships {
          sentence
          instrument
          amount { value currency }
          purpose
          certainty
          status
          citations {
            document { name }
            locator
            quote
            verified
          }
        }
      }
    }
  }
}
`,
  },
  {
    query: `# How is one thing connected to another? The ids are variables;
# find others with: { search(query: "…") { nodes { id name } } }
query HowConnected($from: ID!, $to: ID!) {
  paths(from: $from, to: $to, first: 3) {
    searchedTo
    truncated
    paths {
      length
      why
      steps {
        from { name }
        to { name }
        relationships(first: 2) {
          sentence
          citations { document { name } locator }
        }
      }
    }
  }
}
`,
    variables: `{
  "from": "person/albert-bore",
  "to": "place/icentrum"
}
`,
  },
  {
    query: `# What is only planned or proposed? Status says what has happened,
# certainty how sure the source is.
query OnlyPlanned {
  relationships(filter: { status: [PLANNED, PROPOSED] }, first: 20) {
    totalCount
    nodes {
      sentence
      status
      certainty
      holds { edtf wording basis }
    }
  }
}
`,
  },
  {
    query: `# Which figures conflict? Those that can't both be true. Another
# scope, place or period is no conflict: iCentrum's jobs are given
# as 400 and as hundreds, but not of the same firms and place.
query WhichConflict {
  conflicts(first: 10) {
    totalCount
    nodes {
      reason
      claims { sentence citations { document { name } locator } }
    }
  }
  alike: measures(about: "place/icentrum", metric: "jobs created") {
    nodes {
      sentence
      figure { comparator value wording }
      scope
      statedBy { name }
      conflicts { reason }
    }
  }
}
`,
  },
  {
    query: `# Who puts in how much? Sums never mix currencies, and never count
# a part beside its whole.
query WhoPutsInHowMuch {
  aggregate(kinds: [FUNDS], groupBy: [SUBJECT]) {
    rows {
      key { entity { name } }
      count
      unstated
      totals { currency low high }
    }
    total { count unstated totals { currency low high } }
  }
}
`,
  },
];
