import type { CodegenConfig } from "@graphql-codegen/cli";

const config: CodegenConfig = {
  schema: process.env.WHENCE_SCHEMA ?? "../schema.graphqls",
  documents: "src/api/operations.graphql",
  generates: {
    "src/api/generated.ts": {
      plugins: ["typescript-operations", "typed-document-node"],
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
    },
  },
};

export default config;
