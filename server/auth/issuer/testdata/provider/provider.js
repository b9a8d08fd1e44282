// Runs oidc-provider on a free port of this machine and prints, as one line of JSON, where it is and tokens that it made
// for a program and a person. It ends with its standard input.
import { createServer } from 'node:http'
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import Provider from 'oidc-provider'

const audience = process.argv[2]

function key(type, options, alg) {
  const { privateKey } = generateKeyPairSync(type, options)
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg }
}
const jwks = { keys: [key('ec', { namedCurve: 'P-256' }, 'ES256'), key('rsa', { modulusLength: 2048 }, 'RS256')] }

const http = createServer()
http.listen(0, '127.0.0.1', async () => {
  const issuer = `http://127.0.0.1:${http.address().port}`
  const program = (id, alg) => ({
    client_id: id, client_secret: `${id}-secret`, grant_types: ['client_credentials'], redirect_uris: [], response_types: [], id_token_signed_response_alg: alg,
  })
  const provider = new Provider(issuer, {
    jwks,
    clients: [program('loader', 'RS256'), program('reader', 'RS256')],
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, name: 'Ann Smith' }) }),
    extraTokenClaims: (_, token) => ({ roles: token.clientId === 'loader' || token.accountId ? ['EDITOR', 'staff'] : ['staff'], ...(token.accountId && { name: 'Ann Smith' }) }),
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        getResourceServerInfo: (_, resource, client) => ({
          scope: 'whence', audience: resource, accessTokenTTL: 600, accessTokenFormat: 'jwt',
          jwt: { sign: { alg: client.clientId === 'loader' ? 'ES256' : 'RS256' } },
        }),
      },
    },
  })
  http.on('request', provider.callback())
  const ask = async (client, resource = audience) => {
    const answer = await fetch(`${issuer}/token`, {
      method: 'POST',
      headers: { authorization: 'Basic ' + Buffer.from(`${client}:${client}-secret`).toString('base64') },
      body: new URLSearchParams({ grant_type: 'client_credentials', resource, scope: 'whence' }),
    })
    const told = await answer.json()
    if (!told.access_token) throw new Error(JSON.stringify(told))
    return told.access_token
  }
  const client = await provider.Client.find('loader')
  const person = new provider.AccessToken({ accountId: 'ann', client, scope: 'whence', grantId: 'grant' })
  person.resourceServer = new provider.ResourceServer(audience, { scope: 'whence', audience, accessTokenTTL: 600, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } })
  const id = new provider.IdToken({ sub: 'ann' }, { client })
  id.set('roles', ['ADMIN'])
  id.available = { sub: 'ann', roles: ['ADMIN'] }
  process.stdout.write(JSON.stringify({
    issuer,
    keys: `${issuer}/jwks`,
    loader: await ask('loader'),
    reader: await ask('reader'),
    person: await person.save(),
    elsewhere: await ask('reader', 'https://elsewhere.example'),
    id: await id.issue({ use: 'idtoken' }),
  }) + '\n')
})
process.stdin.resume()
process.stdin.on('end', () => process.exit())
