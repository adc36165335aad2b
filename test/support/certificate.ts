import { generateKeyPairSync, sign } from 'node:crypto'

/**
 * A certificate for 127.0.0.1 that is right in everything but that nobody vouches for it; fresh, so that no key stands
 * in the repository.
 */
export function selfSigned(): { readonly key: string; readonly cert: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ecdsaWithSha256 = sequence(Buffer.from('06082a8648ce3d040302', 'hex'))
  const commonName = Buffer.from('0603550403', 'hex')
  const name = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from('127.0.0.1')))))
  const validity = sequence(utcTime('200101000000Z'), utcTime('491231235959Z'))
  const subjectAltName = sequence(
    Buffer.from('0603551d11', 'hex'),
    der(0x04, sequence(der(0x87, Buffer.from([127, 0, 0, 1])))),
  )
  const facts = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    ecdsaWithSha256,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(subjectAltName)),
  )
  const signature = der(0x03, Buffer.from([0]), sign('sha256', facts, privateKey))
  const body = sequence(facts, ecdsaWithSha256, signature).toString('base64')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${body.replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  }
}

/** One piece of X.509: what it is, how long, and its content. */
function der(tag: number, ...content: Uint8Array[]): Buffer {
  const { length } = Buffer.concat(content)
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), ...content])
}

const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts)
const utcTime = (text: string) => der(0x17, Buffer.from(text))
