import { z } from 'zod'
import type { ChangeKind, QueryMove } from './change/change'

export const Role = z.enum([
  'nurse',
  'investigator',
  'monitor',
  'data-manager',
  'administrator',
  'participant',
  'system',
])
export type Role = z.output<typeof Role>

/**
 * Which role may assert which kind of change, for a participant of a site it is granted. The one table that screens
 * and server read. Sponsor roles never write a clinical value (E6(R3) 4.2; EMA 2023 guideline, control of data).
 */
const mayWrite: { readonly [Kind in ChangeKind]: readonly Role[] } = {
  enrol: ['nurse', 'investigator'],
  amend: ['nurse', 'investigator'],
  value: ['nurse', 'investigator', 'participant'],
  status: ['nurse', 'investigator'],
  confirm: ['nurse', 'investigator'],
  query: ['nurse', 'investigator', 'monitor', 'data-manager'],
  verify: ['monitor'],
  review: ['investigator'],
  sign: ['investigator'],
  'dose-release': ['investigator'],
  eligibility: ['investigator'],
  resolve: ['nurse', 'investigator', 'data-manager'],
  withdraw: ['nurse', 'investigator'],
  release: ['investigator', 'data-manager'],
  request: ['nurse', 'investigator'],
  // The server's own answers: nobody pushes one.
  refuse: ['system'],
  randomise: ['system'],
  void: ['nurse', 'investigator', 'monitor', 'data-manager', 'administrator', 'participant', 'system'],
}

export const mayAssert = (role: Role, kind: ChangeKind): boolean => mayWrite[kind].includes(role)

const site: readonly Role[] = ['nurse', 'investigator']
const sponsor: readonly Role[] = ['monitor', 'data-manager']

const mayMove: { readonly [Move in QueryMove]: readonly Role[] } = {
  open: [...site, ...sponsor],
  answer: [...site, ...sponsor],
  close: sponsor,
  cancel: sponsor,
  reopen: sponsor,
}

/** The site answers and the sponsor judges the answer; whoever opened a query may also close, cancel and reopen it. */
export const mayMoveQuery = (role: Role, move: QueryMove, opener: boolean): boolean =>
  mayMove[move].includes(role) || (opener && mayAssert(role, 'query'))

/** What a role may see and do besides writing changes. */
export type Ability =
  'read-casebook' | 'export' | 'see-all-sites' | 'keep-ranges' | 'administer' | 'publish-study' | 'seal-randomisation'

const abilities: { readonly [R in Role]: readonly Ability[] } = {
  nurse: ['read-casebook', 'export', 'keep-ranges'],
  investigator: ['read-casebook', 'export', 'keep-ranges'],
  monitor: ['read-casebook', 'export'],
  'data-manager': ['read-casebook', 'export', 'see-all-sites', 'keep-ranges', 'publish-study'],
  // Who makes the lists neither enters nor reviews anything they could bend.
  administrator: ['administer', 'seal-randomisation'],
  participant: [],
  system: [],
}

export const can = (role: Role, ability: Ability): boolean => abilities[role].includes(ability)
