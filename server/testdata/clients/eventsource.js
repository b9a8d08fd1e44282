// Follows changes by npm's eventsource until it has seen so many: eventsource.js URL COUNT, with a key in $KEY. Prints the
// number of each. A connection that breaks it makes again by itself, and says which event it had last.
import { EventSource } from 'eventsource'

const [url, count] = process.argv.slice(2)
const query = 'subscription { changed(after: "c0") { number } }'
const source = new EventSource(`${url}?${new URLSearchParams({ query })}`, {
  fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, Authorization: `Bearer ${process.env.KEY}` } }),
})
let seen = 0
console.log('"subscribed"')
source.addEventListener('next', ({ data }) => {
  console.log(JSON.parse(data).data.changed.number)
  if (++seen >= Number(count)) source.close()
})
source.addEventListener('error', (error) => {
  if (source.readyState === EventSource.CLOSED && seen < Number(count)) {
    console.error(error)
    process.exit(1)
  }
})
