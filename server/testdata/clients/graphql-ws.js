// Follows changes by npm's graphql-ws until it has seen so many: graphql-ws.js URL COUNT, with a key in $KEY. Prints the
// number of each. A connection that breaks is made again, behind the last cursor.
import { createClient } from 'graphql-ws'
import WebSocket from 'ws'

const [url, count] = process.argv.slice(2)
const client = createClient({
  url: url.replace('http', 'ws'),
  webSocketImpl: WebSocket,
  connectionParams: { Authorization: `Bearer ${process.env.KEY}` },
  retryAttempts: 0, // it would ask again from where it began
})
let cursor = 'c0'
let seen = 0
console.log('"subscribed"')
while (seen < Number(count)) {
  const events = client.iterate({ query: 'subscription ($after: String) { changed(after: $after) { number cursor } }', variables: { after: cursor } })
  try {
    for await (const { data } of events) {
      cursor = data.changed.cursor
      console.log(data.changed.number)
      if (++seen >= Number(count)) break
    }
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
await client.dispose()
