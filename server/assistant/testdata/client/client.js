// Speaks with a server by npm's own client: node client.js URL [KEY]. Prints one JSON object of what it got.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const [url, key] = process.argv.slice(2);
const headers = key ? { Authorization: `Bearer ${key}` } : {};
const client = new Client({ name: "npm", version: "1.0.0" });
await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));

const text = (result) => result.content.map((part) => part.text).join("");
const call = async (name, args) => {
  const result = await client.callTool({ name, arguments: args });
  return { text: text(result), isError: result.isError ?? false };
};

const { tools } = await client.listTools();
const { resourceTemplates } = await client.listResourceTemplates();
const { prompts } = await client.listPrompts();
const resource = await client.readResource({ uri: "whence://entity/place/icentrum" });
const prompt = await client.getPrompt({ name: "answer-with-claims", arguments: { question: "Who funds iCentrum?" } });

console.log(
  JSON.stringify({
    tools: tools.map((tool) => tool.name),
    templates: resourceTemplates.map((template) => template.uriTemplate),
    prompts: prompts.map((one) => one.name),
    resource: resource.contents[0].text,
    prompt: prompt.messages[0].content.text,
    ask: await call("ask", { question: "Who funds iCentrum?" }),
    claims: await call("claims", { words: "waiting list campus" }),
    refused: await call("graphql", { query: "mutation { erase }" }),
  }),
);
await client.close();
