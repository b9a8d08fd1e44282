import { graphql } from "relay-runtime";

export const page = graphql`
  query relayPageQuery($after: String) {
    claims(about: "place/icentrum", first: 10, after: $after) { totalCount edges { cursor node { id sentence ... on Relationship { subject { id name } } } } pageInfo { hasNextPage endCursor } }
  }
`;
