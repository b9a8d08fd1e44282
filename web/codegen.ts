import type { CodegenConfig } from "@graphql-codegen/cli";

const plugins = ["typescript-operations", "typed-document-node"];
const config: CodegenConfig = {
  schema: process.env.WHENCE_SCHEMA ?? "../schema.graphqls",
  config: {
    documentMode: "string",
    enumsAsTypes: true,
    useTypeImports: true,
    skipTypename: true,
    mergeFragmentTypes: true,
    dedupeFragments: true,
    // A reworded description is no change of types.
    disableDescriptions: true,
    scalars: { ID: "string", EDTF: "string", Date: "string", DateTime: "string", Decimal: "string", URI: "string" },
  },
  generates: {
    "src/api/generated.ts": { documents: "src/api/operations.graphql", plugins },
    // Apart, so that pages for readers carry nothing of writing.
    "src/editing/generated.ts": { documents: "src/editing/operations.graphql", plugins },
    "src/data/generated.ts": { documents: "src/data/operations.graphql", plugins },
  },
};

export default config;
