/**
 * A number as IBM mainframes keep it, in eight bytes: a sign, an exponent to the base 16 and 56 binary digits, so that
 * every number of ours that lies within 16^±63 is kept exactly. `undefined` is the missing value of SAS.
 */
export function ibmFloat(value: number | undefined): Uint8Array {
  const bytes = new Uint8Array(8)
  if (value === undefined) {
    bytes[0] = 0x2e
    return bytes
  }
  if (value === 0) return bytes
  if (!Number.isFinite(value)) throw new RangeError('no number that a transport file holds')
  let fraction = Math.abs(value)
  let exponent = 64
  // Powers of 16 move the point without touching a digit.
  while (fraction >= 1) {
    fraction /= 16
    exponent++
  }
  while (fraction < 1 / 16) {
    fraction *= 16
    exponent--
  }
  if (exponent < 0 || exponent > 127) throw new RangeError('too large or too small for a transport file')
  bytes[0] = (value < 0 ? 0x80 : 0) | exponent
  for (let i = 1; i < 8; i++) {
    fraction *= 256
    const digit = Math.floor(fraction)
    bytes[i] = digit
    fraction -= digit
  }
  return bytes
}
