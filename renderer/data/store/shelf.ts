import type { Logged } from '#shared/change/change'
import type { SubjectKey } from '#shared/ids'
import { streamParts } from '#shared/ids'
import type { Place } from '#shared/sealing'
import { type Cipher, DamagedRecord, type Sealed, openJson, sealJson } from '../keys/envelope'
import type { Keyring, Mark, SiteKeys } from '../keys/keyring'
import type { Packing } from '../surroundings'
import type { DeviceTables } from './tables'

/** The database as one signed-in person can read it. */
export interface Shelf {
  readonly db: DeviceTables
  readonly ring: Keyring
  readonly crypto: Cipher
  readonly packing: Packing
}

/** Nobody who is signed in holds the keys of this study and site. */
export class NoKeys extends Error {
  constructor(what: string) {
    super(`no keys here for ${what}`)
    this.name = 'NoKeys'
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Changes of the one format there is so far. */
const isLogged = (value: unknown): value is Logged =>
  isObject(value) && 'change' in value && isObject(value.change) && 'v' in value.change && value.change.v === 1

export const isLoggedList = (value: unknown): value is readonly Logged[] =>
  Array.isArray(value) && value.every(isLogged)

export const keysOf = ({ ring }: Pick<Shelf, 'ring'>, { change }: Logged): SiteKeys => {
  const keys = ring.ofStream(change.stream)
  if (!keys) throw new NoKeys(change.stream)
  return keys
}

/** The keys a record was sealed with, or undefined when this person does not hold them. */
export const keysFor = ({ ring }: Shelf, sealed: Sealed): SiteKeys | undefined => ring.byId(sealed.key)

/** The keys that such a record is sealed with when it is written again, whichever it lies under now. */
export const keysAnew = ({ ring }: Pick<Shelf, 'ring'>, sealed: Sealed): SiteKeys | undefined => {
  const keys = ring.byId(sealed.key)
  return keys && ring.inUse(keys)
}

export const sealLogged = ({ crypto }: Shelf, keys: SiteKeys, place: Place, changes: readonly Logged[]) =>
  sealJson(crypto, keys, place, changes)

export async function openLogged(shelf: Shelf, place: Place, sealed: Sealed): Promise<readonly Logged[]> {
  const keys = keysFor(shelf, sealed)
  if (!keys) throw new NoKeys(`${place.table}/${place.row}`)
  return openJson(shelf.crypto, keys, place, sealed, isLoggedList)
}

/** One change of the device's own log. */
export async function openOne(shelf: Shelf, place: Place, sealed: Sealed): Promise<Logged> {
  const [logged] = await openLogged(shelf, place, sealed)
  if (!logged) throw new DamagedRecord(place)
  return logged
}

/** The mark of a participant at the site a change belongs to. */
export const subjectMark = (keys: SiteKeys, subject: SubjectKey): Promise<Mark> => keys.mark('subject', subject)

export const siteMark = (keys: SiteKeys, { change }: Logged): Promise<Mark> => {
  const { study, site } = streamParts(change.stream)
  return keys.mark('site', `${study}/${site}`)
}

/** The marks one participant can have: one for each site whose keys are held. */
export async function marksOf({ ring }: Shelf, subject: SubjectKey): Promise<readonly Mark[]> {
  return [...new Set(await Promise.all(ring.all().map((keys) => subjectMark(keys, subject))))]
}
