/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type CitationState =
  | 'CHANGED'
  | 'GONE'
  | 'MOVED'
  | 'NOT_HELD'
  | 'VERIFIED';

export type BodyFragment = { id: string, name: string, title: string, publisher: string | null, licence: string | null, attribution: string | null, url: string | null, records: number, refused: number, issued: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, commit: { id: string, number: number, at: string, by: { id: string, displayName: string | null } }, claims: { totalCount: number, nodes: Array<{ id: string, citations: Array<{ state: CitationState }> }> } };

export type DatasetsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type DatasetsQuery = { datasets: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, name: string, title: string, publisher: string | null, licence: string | null, attribution: string | null, url: string | null, records: number, refused: number, documents: { totalCount: number }, issued: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, commit: { id: string, number: number, at: string, by: { id: string, displayName: string | null } }, claims: { totalCount: number, nodes: Array<{ id: string, citations: Array<{ state: CitationState }> }> } }> } | null };

export type DatasetByIdQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type DatasetByIdQuery = { node: { rank: number, id: string, name: string, title: string, publisher: string | null, licence: string | null, attribution: string | null, url: string | null, records: number, refused: number, documents: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, name: string, publisher: string | null, url: string | null, licence: string | null, attribution: string | null, mediaType: string | null, textDigest: string | null, fileDigest: string | null }> }, issued: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, commit: { id: string, number: number, at: string, by: { id: string, displayName: string | null } }, claims: { totalCount: number, nodes: Array<{ id: string, citations: Array<{ state: CitationState }> }> } } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const BodyFragmentDoc = new TypedDocumentString(`
    fragment Body on Dataset {
  id
  name
  title
  publisher
  licence
  attribution
  url
  issued {
    edtf
    earliest
    latest
    wording
    basis
  }
  records
  refused
  commit {
    id
    number
    at
    by {
      id
      displayName
    }
  }
  claims(first: 10) {
    totalCount
    nodes {
      id
      citations {
        state
      }
    }
  }
}
    `, {"fragmentName":"Body"}) as unknown as TypedDocumentString<BodyFragment, unknown>;
export const DatasetsDocument = new TypedDocumentString(`
    query Datasets($first: Int!, $after: String) {
  datasets(first: $first, after: $after) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      ...Body
      documents(first: 0) {
        totalCount
      }
    }
  }
}
    fragment Body on Dataset {
  id
  name
  title
  publisher
  licence
  attribution
  url
  issued {
    edtf
    earliest
    latest
    wording
    basis
  }
  records
  refused
  commit {
    id
    number
    at
    by {
      id
      displayName
    }
  }
  claims(first: 10) {
    totalCount
    nodes {
      id
      citations {
        state
      }
    }
  }
}`) as unknown as TypedDocumentString<DatasetsQuery, DatasetsQueryVariables>;
export const DatasetByIdDocument = new TypedDocumentString(`
    query DatasetById($id: ID!, $after: String) {
  node(id: $id) {
    ... on Dataset {
      ...Body
      rank
      documents(first: 50, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          name
          publisher
          url
          licence
          attribution
          mediaType
          textDigest
          fileDigest
        }
      }
    }
  }
}
    fragment Body on Dataset {
  id
  name
  title
  publisher
  licence
  attribution
  url
  issued {
    edtf
    earliest
    latest
    wording
    basis
  }
  records
  refused
  commit {
    id
    number
    at
    by {
      id
      displayName
    }
  }
  claims(first: 10) {
    totalCount
    nodes {
      id
      citations {
        state
      }
    }
  }
}`) as unknown as TypedDocumentString<DatasetByIdQuery, DatasetByIdQueryVariables>;